#pragma once

#include <boost/asio/awaitable.hpp>

#include "conversation/ops.hpp"

// Ops on files. Source: contract section 2, "Files".
namespace chatkit::conversation {

awaitable<exchange::Reply> create_attachment(CorePtr core, Call call, json::AttachmentsCreate op);
awaitable<exchange::Reply> delete_attachment(CorePtr core, Call call, json::AttachmentsDelete op);

}  // namespace chatkit::conversation
