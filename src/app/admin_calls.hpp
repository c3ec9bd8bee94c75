#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>

#include "app/admin_routes.hpp"
#include "exchange/reply.hpp"
#include "exchange/request.hpp"

// The calls behind the admin routes, already past their guard.
namespace chatkit::app {

using AdminPtr = std::shared_ptr<const AdminParts>;
using AdminReply = boost::asio::awaitable<exchange::Reply>;

AdminReply admin_list_keys(AdminPtr parts, exchange::Request& request);
/// Body: `{"name"}`. The answer holds the key's text, for the only time.
AdminReply admin_create_key(AdminPtr parts, exchange::Request& request);
AdminReply admin_revoke_key(AdminPtr parts, exchange::Request& request);
/// Body: `{"file"}`, an absolute path on the server's machine.
AdminReply admin_backup(AdminPtr parts, exchange::Request& request);
/// A stretch of the archive and, as its last line, where the next one begins.
AdminReply admin_export(AdminPtr parts, exchange::Request& request);
/// Body: archive lines, each thread's line before its items. Repeatable.
AdminReply admin_import(AdminPtr parts, exchange::Request& request);
AdminReply admin_get_note(AdminPtr parts, exchange::Request& request);
/// Body: `{"value"}`.
AdminReply admin_set_note(AdminPtr parts, exchange::Request& request);

}  // namespace chatkit::app
