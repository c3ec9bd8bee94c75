#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace chatkit {

/// How far an upload is: bytes of the file sent, of how many. Called from the thread that uploads;
/// what it throws ends the upload. An attempt that is repeated counts from the beginning again.
using UploadProgress = std::function<void(std::uint64_t sent, std::uint64_t total)>;

/// What is uploaded: a file on disk, read while it is sent, or bytes in memory.
///
///   conversation.upload({.path = "photo.png"});
///   conversation.upload({.bytes = text, .name = "notes.txt"});
struct AttachmentUpload {
  std::filesystem::path path{};
  /// Instead of `path`.
  std::optional<std::string> bytes{};
  /// Unset: the path's last part. Needed with `bytes`.
  std::string name{};
  /// Unset: what the name's ending says, else `application/octet-stream`.
  std::string mime_type{};
  UploadProgress on_progress{};
};

/// The media type that a file name's ending stands for; `application/octet-stream` where it is not
/// known.
std::string mime_type_of(const std::string& name);

}  // namespace chatkit
