#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "conversation/core.hpp"
#include "files/files.hpp"

// What the two ways of uploading share: what a session may, and the row beside the bytes.
namespace chatkit::conversation {

/// Errors: permission with code `chatkit.file_upload_disabled`.
Result<void> check_uploads(const Core& core, const store::Session& session);
std::uint64_t file_bytes_max(const store::Session& session);
std::uint32_t files_max(const store::Session& session);
/// Refuses what would only be refused once its bytes had come; a sender that does not know the type
/// may go on. Errors: unsupported_type with code `chatkit.file_upload_type_rejected`.
Result<void> check_declared_type(const Core& core, std::string_view type);

/// A file as its sender describes it.
struct NewFile {
  std::string name;
  std::string mime_type;
  std::uint64_t size = 0;
};
/// Makes the row, which counts from now on. Errors: those of `check_declared_type`; conflict with
/// code `chatkit.too_many_files`; as the store's.
awaitable<Result<store::Attachment>> add_attachment(CorePtr core, store::Session session,
                                                    NewFile file);

/// Keeps the bytes and notes it in the row. Errors: as `Upload::finish`; not_found (deleted
/// meanwhile); conflict with code `already_uploaded`.
awaitable<Result<store::Attachment>> complete_upload(CorePtr core, AttachmentId id,
                                                     std::shared_ptr<files::Upload> upload);

/// `{id, name, mime_type, type, upload_url, preview_url}`: what an upload answers.
std::string uploaded_json(const Core& core, const store::Attachment& attachment);

}  // namespace chatkit::conversation
