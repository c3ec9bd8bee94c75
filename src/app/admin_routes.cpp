#include "app/admin_routes.hpp"
#include "app/loopback.hpp"

#include <string_view>
#include <utility>

#include "app/admin_calls.hpp"
#include "crypto/hash.hpp"

namespace chatkit::app {
namespace {

using exchange::Method;
using exchange::Reply;
using exchange::Request;
using exchange::Route;

constexpr std::size_t kSmallBodyBytesMax = 64U << 10U;
constexpr std::size_t kImportBytesMax = 32U << 20U;

using AdminCall = AdminReply (*)(AdminPtr, Request&);

bool may_pass(const AdminParts& parts, const Request& request) {
  constexpr std::string_view kScheme = "Bearer ";
  const auto authorization = request.header("authorization");
  // What a proxy says of its client is not asked here: who is local has no proxy.
  if (!request.header("x-forwarded-for").empty()) return false;
  const bool is_local =
      is_loopback(request.peer_address) || request.peer_address == parts.own_address;
  return is_local && !parts.token.empty() && authorization.starts_with(kScheme) &&
         crypto::constant_time_equal(authorization.substr(kScheme.size()), parts.token.expose());
}

AdminReply guard(AdminPtr parts, AdminCall call, Request& request) {
  if (!may_pass(*parts, request)) {
    // To strangers these routes are not there.
    auto error = not_found("page", request.path);
    co_return exchange::error_reply(error);
  }
  co_return co_await call(std::move(parts), request);
}

}  // namespace

std::vector<Route> admin_routes(AdminParts parts) {
  const auto shared = std::make_shared<const AdminParts>(std::move(parts));
  std::vector<Route> routes;
  const auto add = [&](Method method, const char* pattern, AdminCall call, std::size_t bytes_max) {
    Route route;
    route.method = method;
    route.pattern = pattern;
    route.handler = [shared, call](Request& request) { return guard(shared, call, request); };
    route.body_bytes_max = bytes_max;
    routes.push_back(std::move(route));
  };
  add(Method::get, "/admin/keys", admin_list_keys, kSmallBodyBytesMax);
  add(Method::post, "/admin/keys", admin_create_key, kSmallBodyBytesMax);
  add(Method::post, "/admin/keys/{key_id}/revoke", admin_revoke_key, kSmallBodyBytesMax);
  add(Method::post, "/admin/backup", admin_backup, kSmallBodyBytesMax);
  add(Method::get, "/admin/export", admin_export, kSmallBodyBytesMax);
  add(Method::post, "/admin/import", admin_import, kImportBytesMax);
  add(Method::get, "/admin/notes/{name}", admin_get_note, kSmallBodyBytesMax);
  add(Method::put, "/admin/notes/{name}", admin_set_note, kImportBytesMax);
  return routes;
}

}  // namespace chatkit::app
