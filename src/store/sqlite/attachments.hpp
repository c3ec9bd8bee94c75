#pragma once

#include <cstdint>
#include <vector>

#include "base/result.hpp"
#include "store/query.hpp"
#include "store/records.hpp"
#include "store/sqlite/connection.hpp"

// Attachments in SQL. Each call runs inside the transaction of its caller and throws Failure.
// Dead ones are not there for any call but the last two.
namespace chatkit::store::sqlite {

/// Errors: not_found (project), conflict (id taken; `too_many_files`).
Result<void> insert_attachment(Connection& connection, const Attachment& attachment,
                               std::uint32_t session_files_max);
/// Errors: not_found.
Result<Attachment> get_attachment(Connection& connection, const Scope& scope,
                                  const AttachmentId& id);
Result<Attachment> find_attachment(Connection& connection, const AttachmentId& id);
/// Errors: not_found, conflict (`already_uploaded`).
Result<Attachment> fill_attachment(Connection& connection, const AttachmentId& id,
                                   const UploadedFile& file);
/// Ends it; gives it as it was. Errors: not_found.
Result<Attachment> delete_attachment(Connection& connection, const Scope& scope,
                                     const AttachmentId& id);
/// Puts an attachment of the thread's user into that thread, by the thread's row number.
/// Errors: not_found (another user's, or in another thread).
Result<void> give_to_thread(Connection& connection, const Scope& scope, const AttachmentId& id,
                            std::int64_t thread);
/// Ends those of a thread that was deleted.
void end_attachments_of(Connection& connection, std::int64_t thread);

/// Ends those that were made before `orphans_before` and belong to no thread; gives the oldest dead
/// ones, without their threads, `most` of them.
std::vector<Attachment> dead_attachments(Connection& connection, Timestamp orphans_before,
                                         std::size_t most);
void forget_attachments(Connection& connection, const std::vector<AttachmentId>& ids);

}  // namespace chatkit::store::sqlite
