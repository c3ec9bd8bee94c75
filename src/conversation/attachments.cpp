#include "conversation/attachments.hpp"

#include <algorithm>
#include <set>
#include <utility>
#include <variant>

#include "conversation/image_reference.hpp"
#include "conversation/uploads.hpp"
#include "json/protocol.hpp"

namespace chatkit::conversation {
namespace {

// What a stored body that needs an address holds, in the writers' own spelling.
constexpr std::string_view kAttachments = R"("attachments":[{)";

std::string place_of(std::size_t index) {
  return "params.input.attachments[" + std::to_string(index) + "]";
}

Error in_use(std::size_t index, const std::string& id) {
  Error error;
  error.kind = ErrorKind::conflict;
  error.code = "attachment_in_use";
  error.message = "The attachment '" + id + "' belongs to another thread.";
  error.param = place_of(index);
  error.permanent = true;
  return error;
}

Result<void> check_ids(const Core& core, const store::Session& session,
                       const std::vector<std::string>& ids) {
  const std::uint32_t most = check_uploads(core, session) ? files_max(session) : 0;
  if (ids.size() > most) {
    return invalid_value("params.input.attachments", "A message of this session may have at most " +
                                                         std::to_string(most) + " attachments.");
  }
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (!seen.insert(ids[i]).second) {
      return invalid_value(place_of(i), "The attachment '" + ids[i] + "' is named twice.");
    }
  }
  return {};
}

struct AddUrls {
  const Core& core;

  void operator()(protocol::UserMessage& message) const {
    for (protocol::Attachment& attachment : message.attachments) {
      if (attachment.type != "image") continue;
      if (core.parts.files == nullptr) {
        // An image has an address; what cannot be shown any more is a file.
        attachment.type = "file";
        continue;
      }
      attachment.preview_url = core.parts.files->preview_url(AttachmentId(attachment.id));
    }
  }
  void operator()(protocol::GeneratedImage& generated) const {
    if (core.parts.files != nullptr) resolve_reference(*core.parts.files, generated);
  }
  template <class Other>
  void operator()(Other&) const {}
};

/// By id alone, since an image that a responder made is no session's.
bool is_of(const AttachmentRead& read, const store::Attachment& row) {
  return row.project == read.scope.project && row.thread == read.thread &&
         (!read.scope.user || row.user == *read.scope.user);
}

}  // namespace

awaitable<Result<std::vector<protocol::Attachment>>> find_attachments(CorePtr core, Call call,
                                                                      std::vector<std::string> ids,
                                                                      ThreadId thread) {
  std::vector<protocol::Attachment> found;
  if (ids.empty()) co_return found;
  const Result<void> sound = check_ids(*core, call.caller.session, ids);
  if (!sound) co_return sound.error();
  for (std::size_t i = 0; i < ids.size(); ++i) {
    AttachmentId id(ids[i]);
    Result<store::Attachment> row =
        co_await core->parts.store->get_attachment(call.caller.scope, std::move(id));
    if (!row) {
      Error error = std::move(row).error();
      error.param = place_of(i);
      co_return error;
    }
    if (row->thread && *row->thread != thread) co_return in_use(i, ids[i]);
    found.push_back(to_protocol(*row));
  }
  co_return found;
}

protocol::Attachment to_protocol(const store::Attachment& attachment) {
  protocol::Attachment out;
  out.type = attachment.type;
  out.id = attachment.id.str();
  out.name = attachment.name;
  out.mime_type = attachment.mime_type;
  if (attachment.thread) out.thread_id = attachment.thread->str();
  return out;
}

void add_urls(const Core& core, protocol::ThreadItem& item) {
  std::visit(AddUrls{core}, item.kind);
}

std::string with_urls(const Core& core, std::string body) {
  const bool may_need = body.find(kAttachments) != std::string::npos ||
                        body.find(kImageReference) != std::string::npos;
  if (!may_need) return body;
  Result<protocol::ThreadItem> item = json::read_stored_item(body);
  if (!item) return body;
  add_urls(core, *item);
  std::string out;
  json::write_item(out, *item);
  return out;
}

awaitable<Result<std::string>> read_attachment(CorePtr core, AttachmentRead read) {
  if (core->parts.files == nullptr) co_return not_found("attachment", read.id.str());
  const Result<store::Attachment> row = co_await core->parts.store->find_attachment(read.id);
  if (!row) co_return row.error();
  if (!is_of(read, *row) || row->file.empty()) co_return not_found("attachment", read.id.str());
  Result<std::string> bytes = co_await core->parts.files->read(row->file, read.bytes_max);
  co_return bytes;
}

std::string download_url(const Core& core, const protocol::Attachment& attachment) {
  if (core.parts.files == nullptr) return {};
  return core.parts.files->download_url(AttachmentId(attachment.id));
}

}  // namespace chatkit::conversation
