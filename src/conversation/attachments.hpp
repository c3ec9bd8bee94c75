#pragma once

#include <boost/asio/awaitable.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "chatkit/protocol/thread_item.hpp"
#include "conversation/ops.hpp"

// Between messages and the files beside them.
namespace chatkit::conversation {

/// What a message's attachment ids mean, in their order; each is the caller's own and in no other
/// thread than `thread`. Errors: not_found; conflict, code `attachment_in_use`; invalid_value for
/// an id that comes twice, or for more than the session's settings allow.
awaitable<Result<std::vector<protocol::Attachment>>> find_attachments(CorePtr core, Call call,
                                                                      std::vector<std::string> ids,
                                                                      ThreadId thread);

protocol::Attachment to_protocol(const store::Attachment& attachment);

/// Adds the signed preview addresses, which are never stored, to an item that goes out.
void add_urls(const Core& core, protocol::ThreadItem& item);
/// The same for a stored body; returned as it is where it holds no attachment.
std::string with_urls(const Core& core, std::string body);

/// Whose file is read, and how much of it at most.
struct AttachmentRead {
  store::Scope scope;
  ThreadId thread;
  AttachmentId id;
  std::size_t bytes_max = 0;
};
/// The bytes of a file of that thread. Errors: not_found (its bytes never came too), too_large.
awaitable<Result<std::string>> read_attachment(CorePtr core, AttachmentRead read);
/// A signed address of the bytes that expires; empty where this server keeps no files.
std::string download_url(const Core& core, const protocol::Attachment& attachment);

}  // namespace chatkit::conversation
