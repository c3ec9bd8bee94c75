#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <utility>

#include "files/files.hpp"
#include "files/folder.hpp"
#include "files/previewer.hpp"
#include "files/work_pool.hpp"

namespace chatkit::files {

/// Counts what may exist only so many times at once.
class Places {
 public:
  explicit Places(std::size_t most) : most_(most) {}

  /// One place, given back when it goes. Empty: all are taken.
  std::shared_ptr<void> take();

 private:
  const std::size_t most_;
  std::shared_ptr<std::atomic<std::size_t>> taken_ = std::make_shared<std::atomic<std::size_t>>(0);
};

/// The ids whose bytes are coming in at this moment.
class UploadIds {
 public:
  /// The id, given back when it goes. Empty: it is taken.
  std::shared_ptr<void> take(const AttachmentId& id);

 private:
  struct Taken {
    std::mutex mutex;
    std::set<AttachmentId> ids;
  };
  std::shared_ptr<Taken> taken_ = std::make_shared<Taken>();
};

/// What uploads and downloads share. It lives until the last of them is gone; its threads end with
/// Files.
struct Core {
  Core(FilesOptions given, FilesParts needed, Folder kept)
      : options(std::move(given)),
        parts(needed),
        folder(std::move(kept)),
        previewer(options.preview_program),
        uploads(options.uploads_max),
        downloads(options.downloads_max),
        uploaded_files(parts.metrics->counter("chatkit_files_uploaded_total",
                                              "Files that were uploaded and kept")),
        uploaded_bytes(parts.metrics->counter("chatkit_files_uploaded_bytes_total",
                                              "Bytes of the files that were uploaded and kept")),
        pool(std::make_unique<WorkPool>(options.threads, kJobsMax)),
        preview_pool(std::make_unique<WorkPool>(1U, kPreviewsMax)) {}

  static constexpr std::size_t kJobsMax = 1024;
  /// One image is looked at while so many, it included, are waited for.
  static constexpr std::size_t kPreviewsMax = 32;

  const FilesOptions options;
  const FilesParts parts;
  Folder folder;
  const Previewer previewer;
  Places uploads;
  Places downloads;
  UploadIds upload_ids;
  telemetry::Counter& uploaded_files;
  telemetry::Counter& uploaded_bytes;
  std::atomic<unsigned> next_shard{0};
  std::atomic<bool> said_no_previews{false};
  std::unique_ptr<WorkPool> pool;
  /// Apart, so that slow images hold up nothing else.
  std::unique_ptr<WorkPool> preview_pool;
};
using CorePtr = std::shared_ptr<Core>;

// upload.cpp, download.cpp
awaitable<Result<std::shared_ptr<Upload>>> begin_upload(CorePtr core, UploadRules rules);
awaitable<Result<std::shared_ptr<Download>>> open_download(CorePtr core, std::string name);
awaitable<Result<std::string>> read_whole(CorePtr core, std::string name, std::size_t bytes_max);

}  // namespace chatkit::files
