#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "chatkit/attachment_upload.hpp"
#include "chatkit/headers.hpp"

namespace chatkit {
namespace {

using Entry = std::pair<std::string_view, std::string_view>;

/// The kinds of files that people attach to messages.
constexpr auto kTypes = std::to_array<Entry>({
    {"csv", "text/csv"},
    {"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {"gif", "image/gif"},
    {"html", "text/html"},
    {"jpeg", "image/jpeg"},
    {"jpg", "image/jpeg"},
    {"json", "application/json"},
    {"m4a", "audio/mp4"},
    {"md", "text/markdown"},
    {"mp3", "audio/mpeg"},
    {"mp4", "video/mp4"},
    {"ogg", "audio/ogg"},
    {"pdf", "application/pdf"},
    {"png", "image/png"},
    {"pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
    {"svg", "image/svg+xml"},
    {"txt", "text/plain"},
    {"wav", "audio/wav"},
    {"webm", "audio/webm"},
    {"webp", "image/webp"},
    {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    {"xml", "application/xml"},
    {"zip", "application/zip"},
});

}  // namespace

std::string mime_type_of(const std::string& name) {
  const auto dot = name.rfind('.');
  const std::string_view ending =
      dot == std::string::npos ? std::string_view() : std::string_view(name).substr(dot + 1);
  const auto found = std::find_if(kTypes.begin(), kTypes.end(), [ending](const Entry& entry) {
    return same_header_name(entry.first, ending);  // ASCII letters compare without case.
  });
  return std::string(found == kTypes.end() ? "application/octet-stream" : found->second);
}

}  // namespace chatkit
