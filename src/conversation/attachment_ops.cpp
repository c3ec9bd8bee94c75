#include "conversation/attachment_ops.hpp"

#include <utility>
#include <vector>

#include "conversation/attachments.hpp"
#include "conversation/uploads.hpp"
#include "files/errors.hpp"

namespace chatkit::conversation {

using exchange::error_reply;
using exchange::Reply;

namespace {

/// The row as the answer to its creation shows it: with where the bytes go.
std::string created_json(const Core& core, const store::Attachment& row) {
  protocol::CreatedAttachment created;
  static_cast<protocol::Attachment&>(created) = to_protocol(row);
  if (row.type == "image") created.preview_url = core.parts.files->preview_url(row.id);
  created.upload_descriptor.emplace().url = core.parts.files->upload_url(row.id);
  std::string out;
  json::write_attachment(out, created);
  return out;
}

}  // namespace

awaitable<Reply> create_attachment(CorePtr core, Call call, json::AttachmentsCreate op) {
  const store::Session& session = call.caller.session;
  const Result<void> enabled = check_uploads(*core, session);
  if (!enabled) co_return error_reply(enabled.error());
  const access::RateVerdict verdict = core->parts.access->count_read(session);
  if (!verdict.allowed) co_return rate_limited_reply(verdict);
  const std::uint64_t bytes_max = file_bytes_max(session);
  if (op.size > bytes_max) co_return error_reply(files::file_too_large(bytes_max));

  NewFile file;
  file.name = std::move(op.name);
  file.mime_type = std::move(op.mime_type);
  file.size = op.size;
  const Result<store::Attachment> row =
      co_await add_attachment(core, call.caller.session, std::move(file));
  if (!row) co_return error_reply(row.error());
  Reply reply(created_json(*core, *row));
  add_rate_headers(reply, verdict);
  co_return reply;
}

awaitable<Reply> delete_attachment(CorePtr core, Call call, json::AttachmentsDelete op) {
  const access::RateVerdict verdict = core->parts.access->count_read(call.caller.session);
  if (!verdict.allowed) co_return rate_limited_reply(verdict);
  AttachmentId id(op.attachment_id);
  Result<store::Attachment> row =
      co_await core->parts.store->delete_attachment(call.caller.scope, std::move(id));
  if (!row) co_return error_reply(row.error());
  if (core->parts.files != nullptr) {
    std::vector<std::string> names;
    names.push_back(std::move(row->file));
    names.push_back(std::move(row->preview));
    // The row is gone for everybody; bytes that stay behind here are the sweep's.
    co_await core->parts.files->remove(std::move(names));
  }
  Reply reply("{}");
  add_rate_headers(reply, verdict);
  co_return reply;
}

}  // namespace chatkit::conversation
