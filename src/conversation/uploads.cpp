#include "conversation/uploads.hpp"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "files/content_type.hpp"
#include "files/errors.hpp"
#include "files/file_name.hpp"
#include "json/writer.hpp"

namespace chatkit::conversation {
namespace {

constexpr std::int64_t kMegabytesDefault = 512;
constexpr std::int64_t kFilesDefault = 10;
constexpr std::string_view kUnknownType = "application/octet-stream";

Error disabled() {
  Error error;
  error.kind = ErrorKind::permission;
  error.code = "chatkit.file_upload_disabled";
  error.message = "This session does not accept files.";
  return error;
}

Error too_many(std::uint32_t most) {
  Error error;
  error.kind = ErrorKind::conflict;
  error.code = "chatkit.too_many_files";
  error.message = "This session has the " + std::to_string(most) + " files that it may have.";
  error.permanent = true;
  return error;
}

}  // namespace

Result<void> check_uploads(const Core& core, const store::Session& session) {
  if (core.parts.files == nullptr || !session.configuration.file_upload.enabled) return disabled();
  return {};
}

std::uint64_t file_bytes_max(const store::Session& session) {
  const std::int64_t megabytes =
      session.configuration.file_upload.max_file_size.value_or(kMegabytesDefault);
  return static_cast<std::uint64_t>(std::clamp<std::int64_t>(megabytes, 0, kMegabytesDefault))
         << 20U;
}

std::uint32_t files_max(const store::Session& session) {
  const std::int64_t most = session.configuration.file_upload.max_files.value_or(kFilesDefault);
  constexpr std::int64_t kCountable = std::numeric_limits<std::uint32_t>::max();
  return static_cast<std::uint32_t>(std::clamp<std::int64_t>(most, 0, kCountable));
}

Result<void> check_declared_type(const Core& core, std::string_view type) {
  const std::string normal = files::normal_type(type);
  if (files::is_generic(normal)) return {};
  if (files::is_allowed(core.parts.files->options().allowed_types, normal)) return {};
  return files::type_not_allowed(normal);
}

awaitable<Result<store::Attachment>> add_attachment(CorePtr core, store::Session session,
                                                    NewFile file) {
  const Result<void> allowed = check_declared_type(*core, file.mime_type);
  if (!allowed) co_return allowed.error();
  const Timestamp now = core->parts.clock->now();
  store::Attachment row;
  row.id = new_attachment_id(now, *core->parts.random);
  row.project = session.project;
  row.user = session.user;
  row.session = session.id;
  row.name = files::clean_name(file.name);
  row.mime_type = files::normal_type(file.mime_type);
  if (row.mime_type.empty()) row.mime_type = kUnknownType;
  if (files::is_raster_image(row.mime_type)) row.type = "image";
  row.size = file.size;
  row.created_at = now;
  const std::uint32_t most = files_max(session);
  const Result<void> added = co_await core->parts.store->add_attachment(row, most);
  if (added) co_return row;
  if (added.error().code == "too_many_files") co_return too_many(most);
  co_return added.error();
}

awaitable<Result<store::Attachment>> complete_upload(CorePtr core, AttachmentId id,
                                                     std::shared_ptr<files::Upload> upload) {
  Result<files::StoredFile> kept = co_await upload->finish();
  if (!kept) co_return std::move(kept).error();
  store::UploadedFile file;
  file.type = kept->is_image() ? "image" : "file";
  file.mime_type = kept->mime_type;
  file.size = kept->size;
  file.file = kept->file;
  file.preview = kept->preview;
  Result<store::Attachment> row =
      co_await core->parts.store->fill_attachment(std::move(id), std::move(file));
  if (!row) {
    std::vector<std::string> names;
    names.push_back(std::move(kept->file));
    names.push_back(std::move(kept->preview));
    // Should this fail too, the sweep finds files that no row names.
    co_await core->parts.files->remove(std::move(names));
  }
  co_return row;
}

std::string uploaded_json(const Core& core, const store::Attachment& attachment) {
  std::string out;
  json::ObjectWriter object(out);
  object.string("id", attachment.id.str()).string("name", attachment.name);
  object.string("mime_type", attachment.mime_type).string("type", attachment.type);
  object.null("upload_url");
  if (attachment.type == "image") {
    object.string("preview_url", core.parts.files->preview_url(attachment.id));
  } else {
    object.null("preview_url");
  }
  object.close();
  return out;
}

}  // namespace chatkit::conversation
