#include "conversation/image_offload.hpp"

#include <algorithm>
#include <utility>
#include <variant>
#include <vector>

#include "conversation/data_url.hpp"
#include "conversation/image_reference.hpp"
#include "files/errors.hpp"
#include "json/generated_image.hpp"

namespace chatkit::conversation {
namespace {

constexpr std::size_t kInlineBytesMax = 64U << 10U;
constexpr std::size_t kImageBytesMax = 32U << 20U;
constexpr std::size_t kPieceBytes = 256U << 10U;
constexpr std::uint32_t kImagesPerThreadMax = 1000;
constexpr std::string_view kName = "image";

/// A reference that a responder writes itself opens nothing that is not the thread's already.
awaitable<Result<void>> check_reference(CorePtr core, ImageOwner owner, AttachmentId id) {
  const Result<store::Attachment> row = co_await core->parts.store->find_attachment(id);
  const bool is_own = row && row->thread == owner.thread && row->project == owner.session.project;
  if (!is_own) co_return invalid_value("image.url", "The image names a file that is not there.");
  co_return Result<void>();
}

awaitable<Result<files::StoredFile>> keep_bytes(CorePtr core, AttachmentId id, DataUrl image) {
  files::UploadRules rules;
  rules.id = std::move(id);
  rules.declared_type = std::move(image.type);
  rules.bytes_max = kImageBytesMax;
  rules.allowed_types.emplace_back("image/*");
  const auto upload = co_await core->parts.files->begin(std::move(rules));
  if (!upload) co_return upload.error();
  for (std::size_t at = 0; at < image.bytes.size(); at += kPieceBytes) {
    std::string piece = image.bytes.substr(at, kPieceBytes);
    const Result<void> written = co_await (*upload)->write(std::move(piece));
    if (!written) co_return written.error();
  }
  Result<files::StoredFile> kept = co_await (*upload)->finish();
  co_return kept;
}

/// The row of an image: its thread's, and no session's, whose files are counted.
store::Attachment row_of(const Core& core, const ImageOwner& owner) {
  store::Attachment row;
  row.created_at = core.parts.clock->now();
  row.id = new_attachment_id(row.created_at, *core.parts.random);
  row.project = owner.session.project;
  row.user = owner.session.user;
  row.session = SessionId(owner.thread.str());
  row.thread = owner.thread;
  row.type = "image";
  row.name = kName;
  return row;
}

awaitable<Result<AttachmentId>> move_to_file(CorePtr core, ImageOwner owner, DataUrl image) {
  store::Attachment row = row_of(*core, owner);
  const AttachmentId id = row.id;
  Result<files::StoredFile> kept = co_await keep_bytes(core, id, std::move(image));
  if (!kept) co_return std::move(kept).error();
  row.mime_type = kept->mime_type;
  row.size = kept->size;
  row.file = kept->file;
  row.preview = kept->preview;
  const Result<void> added =
      co_await core->parts.store->add_attachment(std::move(row), kImagesPerThreadMax);
  if (added) co_return id;
  std::vector<std::string> names;
  names.push_back(std::move(kept->file));
  names.push_back(std::move(kept->preview));
  co_await core->parts.files->remove(std::move(names));
  co_return added.error();
}

}  // namespace

awaitable<Result<void>> move_images(CorePtr core, ImageOwner owner, protocol::ThreadItem& item) {
  auto* const generated = std::get_if<protocol::GeneratedImage>(&item.kind);
  if (generated == nullptr || core->parts.files == nullptr) co_return Result<void>();
  if (!generated->image || generated->image->is_null()) co_return Result<void>();
  Result<json::GeneratedImageFields> fields = json::read_generated_image(*generated->image);
  if (!fields) co_return std::move(fields).error();
  if (std::optional<AttachmentId> file = referred_file(fields->url)) {
    const Result<void> checked =
        co_await check_reference(std::move(core), std::move(owner), *std::move(file));
    co_return checked;
  }
  const bool is_large = fields->url.size() > kInlineBytesMax && fields->url.starts_with("data:");
  if (!is_large) co_return Result<void>();
  if (fields->url.size() / 4 * 3 > kImageBytesMax) {
    co_return files::file_too_large(kImageBytesMax);
  }
  Result<DataUrl> image = read_data_url(fields->url);
  if (!image) co_return std::move(image).error();
  const Result<AttachmentId> file =
      co_await move_to_file(std::move(core), std::move(owner), *std::move(image));
  if (!file) co_return file.error();
  fields->url = std::string(kImageReference) + file->str();
  generated->image = json::write_generated_image(*fields);
  co_return Result<void>();
}

}  // namespace chatkit::conversation
