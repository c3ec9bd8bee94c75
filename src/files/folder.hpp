#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/random.hpp"
#include "base/result.hpp"
#include "files/descriptor.hpp"

namespace chatkit::files {

/// A file that is not whole yet; gone at the end, unless the folder took it.
class IncomingFile {
 public:
  IncomingFile() = default;
  IncomingFile(Descriptor descriptor, std::filesystem::path path)
      : descriptor_(std::move(descriptor)), path_(std::move(path)) {}
  IncomingFile(IncomingFile&& other) noexcept
      : descriptor_(std::move(other.descriptor_)), path_(std::exchange(other.path_, {})) {}
  IncomingFile& operator=(IncomingFile&& other) noexcept;
  ~IncomingFile() { discard(); }

  /// Errors: unavailable (the disk is full or gone).
  Result<void> append(std::string_view bytes);
  /// Returns once the bytes are durable. Errors: unavailable.
  Result<void> sync();
  /// What is there so far, for reading. Errors: unavailable.
  Result<Descriptor> reopen() const;

 private:
  friend class Folder;
  void discard() noexcept;

  Descriptor descriptor_;
  std::filesystem::path path_;
};

/// Where the bytes lie: `<folder>/<2 hex>/<name>`, and `<folder>/incoming` for what is not whole.
///
/// Every call blocks on the disk. Safe from several threads. Names are made here, from an id and
/// random digits; a name that is not of that form names nothing, wherever it comes from.
class Folder {
 public:
  static constexpr unsigned kShards = 256;

  /// Makes the folders that are missing, ours alone (0700), and empties `incoming`.
  /// Errors: unavailable.
  static Result<Folder> open(std::filesystem::path path, Random& random);

  /// Errors: unavailable, all three.
  Result<IncomingFile> begin();
  /// Keeps it under a new name that begins with `id`; durable when it returns.
  Result<std::string> keep(IncomingFile file, std::string_view id);
  Result<void> remove(std::string_view name);

  /// Errors: not_found, unavailable.
  Result<Descriptor> open_file(std::string_view name) const;
  /// The names in one shard that were kept before `before`. Errors: unavailable.
  Result<std::vector<std::string>> names_before(unsigned shard,
                                                std::chrono::system_clock::time_point before) const;

  /// The id that a name was made for; empty where it is no name of ours.
  static std::string_view id_of(std::string_view name);

 private:
  Folder(std::filesystem::path path, Random& random) : path_(std::move(path)), random_(&random) {}
  std::string random_digits(std::size_t bytes);
  std::filesystem::path shard_path(std::string_view digits) const { return path_ / digits; }
  std::filesystem::path path_of(std::string_view name) const;

  std::filesystem::path path_;
  Random* random_;
};

/// 503 for the client; the log learns what failed, and why. Takes `errno`.
Error disk_error(std::string_view what);

}  // namespace chatkit::files
