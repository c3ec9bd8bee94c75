#include <functional>
#include <utility>

#include "files/core.hpp"
#include "files/errors.hpp"
#include "files/text_check.hpp"

namespace chatkit::files {
namespace {

using Outcome = Preview::Outcome;

/// A file on its way in, and what is known of it so far.
struct Incoming {
  Incoming(CorePtr shared, UploadRules given) : core(std::move(shared)), rules(std::move(given)) {}
  /// A long file takes a while to remove.
  ~Incoming() {
    if (!core->pool) return;
    core->pool->post([gone = std::make_shared<IncomingFile>(std::move(file))] {});
  }
  Incoming(const Incoming&) = delete;
  Incoming& operator=(const Incoming&) = delete;

  CorePtr core;
  UploadRules rules;
  std::shared_ptr<void> place;
  std::shared_ptr<void> id;
  IncomingFile file;
  TextCheck text;
  std::string head;
  std::uint64_t size = 0;
};
using IncomingPtr = std::shared_ptr<Incoming>;

Error busy(const AttachmentId& id) {
  Error error;
  error.kind = ErrorKind::conflict;
  error.code = "upload_in_progress";
  error.message = "The bytes of '" + id.str() + "' are being uploaded already.";
  return error;
}

Result<void> append(Incoming& incoming, const std::string& bytes) {
  incoming.head.append(bytes, 0, kHeadBytes - incoming.head.size());
  incoming.text.feed(bytes);
  incoming.size += bytes.size();
  return incoming.file.append(bytes);
}

/// The type that the content has, if it may be kept.
Result<std::string> judge(const Incoming& incoming) {
  const std::string declared = normal_type(incoming.rules.declared_type);
  Evidence evidence;
  evidence.head = incoming.head;
  evidence.is_text = incoming.text.is_text();
  std::string type = content_type(evidence, declared);
  if (type.empty()) {
    return type_rejected("The file's content is not of the type '" + declared + "'.");
  }
  const std::vector<std::string>& own = incoming.rules.allowed_types;
  const std::vector<std::string>& usual = incoming.core->options.allowed_types;
  if (!is_allowed(own.empty() ? usual : own, type)) return type_not_allowed(type);
  return type;
}

Result<Preview> preview_of(const Incoming& incoming, const std::string& type) {
  const Result<Descriptor> image = incoming.file.reopen();
  if (!image) return image.error();
  return incoming.core->previewer.make(*image, type);
}

/// Keeps the file, then its preview: a preview without a file is nothing.
Result<StoredFile> keep(Incoming& incoming, const Preview& preview) {
  Folder& folder = incoming.core->folder;
  const std::string& id = incoming.rules.id.str();
  StoredFile stored;
  stored.size = incoming.size;
  Result<std::string> name = folder.keep(std::move(incoming.file), id);
  if (!name) return std::move(name).error();
  stored.file = *std::move(name);
  if (preview.outcome != Outcome::made) return stored;
  Result<IncomingFile> small = folder.begin();
  Result<void> written = small ? small->append(preview.bytes) : small.error();
  Result<std::string> kept = written ? folder.keep(*std::move(small), id) : written.error();
  if (!kept) {
    static_cast<void>(folder.remove(stored.file));
    return std::move(kept).error();
  }
  stored.preview = *std::move(kept);
  return stored;
}

awaitable<Result<void>> write_upload(IncomingPtr incoming, std::string bytes) {
  if (bytes.size() > incoming->rules.bytes_max - incoming->size) {
    co_return file_too_large(incoming->rules.bytes_max);
  }
  std::function<Result<void>()> work = [incoming, piece = std::move(bytes)] {
    return append(*incoming, piece);
  };
  co_return co_await incoming->core->pool->run(std::move(work));
}

/// The preview of an image; an error refuses the image.
awaitable<Result<Preview>> make_preview(IncomingPtr incoming, std::string type) {
  Core& core = *incoming->core;
  std::function<Result<Preview>()> work = [incoming, type] { return preview_of(*incoming, type); };
  Result<Preview> made = co_await core.preview_pool->run(std::move(work));
  Preview preview;
  if (made) {
    preview = *std::move(made);
  } else {
    preview.reason = made.error().log_text;
  }
  if (preview.outcome == Outcome::refused) {
    Error error = type_rejected("The image cannot be read, or is too large to be shown.");
    error.log_text = "preview refused: " + preview.reason;
    co_return error;
  }
  if (preview.outcome == Outcome::unavailable && !core.said_no_previews.exchange(true)) {
    core.parts.log->warn("previews_unavailable", {{"reason", preview.reason}});
  }
  co_return preview;
}

awaitable<Result<StoredFile>> finish_upload(IncomingPtr incoming) {
  WorkPool& pool = *incoming->core->pool;
  Result<std::string> type = judge(*incoming);
  if (!type) co_return std::move(type).error();
  Result<Preview> preview = Preview();
  if (is_raster_image(*type)) preview = co_await make_preview(incoming, *type);
  if (!preview) co_return std::move(preview).error();
  std::function<Result<StoredFile>()> work = [incoming, made = *std::move(preview)] {
    return keep(*incoming, made);
  };
  Result<StoredFile> stored = co_await pool.run(std::move(work));
  if (!stored) co_return std::move(stored).error();
  stored->mime_type = *std::move(type);
  incoming->core->uploaded_files.add();
  incoming->core->uploaded_bytes.add(stored->size);
  co_return stored;
}

class UploadHandle final : public Upload {
 public:
  explicit UploadHandle(IncomingPtr incoming) : incoming_(std::move(incoming)) {}

  awaitable<Result<void>> write(std::string bytes) override {
    return write_upload(incoming_, std::move(bytes));
  }
  awaitable<Result<StoredFile>> finish() override { return finish_upload(incoming_); }

 private:
  IncomingPtr incoming_;
};

}  // namespace

awaitable<Result<std::shared_ptr<Upload>>> begin_upload(CorePtr core, UploadRules rules) {
  auto incoming = std::make_shared<Incoming>(core, std::move(rules));
  incoming->id = core->upload_ids.take(incoming->rules.id);
  if (!incoming->id) co_return busy(incoming->rules.id);
  incoming->place = core->uploads.take();
  if (!incoming->place) co_return unavailable("files: too many uploads at once");
  std::function<Result<IncomingFile>()> work = [core] { return core->folder.begin(); };
  Result<IncomingFile> file = co_await core->pool->run(std::move(work));
  if (!file) co_return std::move(file).error();
  incoming->file = *std::move(file);
  std::shared_ptr<Upload> upload = std::make_shared<UploadHandle>(std::move(incoming));
  co_return upload;
}

}  // namespace chatkit::files
