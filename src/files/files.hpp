#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/random.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "files/content_type.hpp"
#include "files/signer.hpp"
#include "telemetry/log.hpp"
#include "telemetry/metrics.hpp"

namespace chatkit::files {

using boost::asio::awaitable;

/// How files are kept and reached. Counts and times are limits on strangers.
struct FilesOptions {
  /// Made where it is missing; nothing else may lie in it.
  std::filesystem::path directory;
  /// What addresses begin with, such as `https://chat.example.com`, without a slash at the end.
  std::string public_url;
  /// The service's signing key and, while rotating, the one before; each at least 32 bytes.
  Secret signing_key;
  Secret previous_signing_key;
  std::vector<std::string> allowed_types = usual_types();
  std::chrono::seconds upload_url_lifetime{900};
  std::chrono::seconds download_url_lifetime{3600};
  /// After so long an upload that no message names is removed, and bytes that nothing names.
  std::chrono::seconds orphan_age{86'400};
  /// `find_preview_program()`; empty: images are files like any other.
  std::filesystem::path preview_program;
  std::size_t uploads_max = 64;
  std::size_t downloads_max = 256;
  unsigned threads = 2;
};

/// What Files needs; everything outlives it.
struct FilesParts {
  const Clock* clock = nullptr;
  Random* random = nullptr;
  telemetry::Log* log = nullptr;
  telemetry::Metrics* metrics = nullptr;
};

/// A file that was kept.
struct StoredFile {
  /// By its content.
  std::string mime_type;
  std::uint64_t size = 0;
  /// Its name, and that of its preview; no preview: empty. Names for `read`, `open` and `remove`.
  std::string file;
  std::string preview;

  /// An image that can be shown: one with a preview.
  bool is_image() const { return !preview.empty(); }
};

/// What an upload is for, and what it may bring.
struct UploadRules {
  AttachmentId id;
  /// What the sender says it is; believed only if the content bears it out.
  std::string declared_type;
  std::uint64_t bytes_max = 0;
  /// Empty: those of the options.
  std::vector<std::string> allowed_types;
};

/// One file on its way in. What came is gone with it, unless `finish` kept it.
///
/// A handle for one coroutine at a time.
class Upload {
 public:
  virtual ~Upload() = default;
  /// Returns once the bytes are with the disk, so that the sender is slowed down to its speed.
  /// Errors: too_large with code `chatkit.file_too_large`; unavailable.
  virtual awaitable<Result<void>> write(std::string bytes) = 0;
  /// Judges the content, makes an image's preview, and keeps both; durable when it returns.
  /// Errors: unsupported_type with code `chatkit.file_upload_type_rejected` (a type that is not
  /// allowed, content that is not what was declared, an image that cannot be read or is too large);
  /// unavailable.
  virtual awaitable<Result<StoredFile>> finish() = 0;
};

/// A kept file on its way out, for one coroutine at a time.
class Download {
 public:
  virtual ~Download() = default;
  virtual std::uint64_t bytes_total() const = 0;
  /// The next bytes, at most 64 KiB; none at the end. Errors: unavailable.
  virtual awaitable<Result<std::string>> read_some() = 0;
};

/// The bytes of attachments: on disk under random names, reached by signed addresses that expire.
///
/// Safe from any thread. The disk and the child processes are worked on by threads of its own, and
/// callers resume on their own executors, which outlive it. Knows no rows: who may do what is asked
/// elsewhere.
class Files {
 public:
  /// Blocks. Errors: unavailable (the directory cannot be made or written).
  static Result<std::unique_ptr<Files>> open(FilesOptions options, FilesParts parts);
  virtual ~Files() = default;

  virtual const FilesOptions& options() const = 0;

  /// Errors: unavailable (too many at once); conflict with code `upload_in_progress`.
  virtual awaitable<Result<std::shared_ptr<Upload>>> begin(UploadRules rules) = 0;
  /// Errors: not_found; unavailable (too many at once).
  virtual awaitable<Result<std::shared_ptr<Download>>> open(std::string name) = 0;
  /// A whole file. Errors: not_found; too_large past `bytes_max`; unavailable.
  virtual awaitable<Result<std::string>> read(std::string name, std::size_t bytes_max) = 0;
  /// Names that are gone, or empty, are no error. Errors: unavailable.
  virtual awaitable<Result<void>> remove(std::vector<std::string> names) = 0;
  /// Names of files kept longer than `orphan_age` ago, a part of all with every call: who calls it
  /// `kShards` times has seen each. Errors: unavailable.
  virtual awaitable<Result<std::vector<std::string>>> old_names() = 0;
  static constexpr unsigned kShards = 256;

  /// Signed addresses of an attachment. They stay the same for some minutes, so that a browser's
  /// cache is of use; the one for the upload is new every time.
  virtual std::string upload_url(const AttachmentId& id) const = 0;
  virtual std::string download_url(const AttachmentId& id) const = 0;
  virtual std::string preview_url(const AttachmentId& id) const = 0;
  /// Errors: permission with code `invalid_signature` or `url_expired`.
  virtual Result<void> check(Purpose purpose, const AttachmentId& id,
                             const Signature& signature) const = 0;
};

/// The attachment that a name was made for; empty where it is no such name.
AttachmentId attachment_of(std::string_view name);

}  // namespace chatkit::files
