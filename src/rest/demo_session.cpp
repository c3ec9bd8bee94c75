#include "rest/demo_session.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/header_text.hpp"
#include "json/writer.hpp"
#include "rest/resources.hpp"
#include "rest/sessions.hpp"

namespace chatkit::rest {
namespace {

constexpr std::string_view kUser = "demo";
/// More than who tries things out by hand sends.
constexpr std::int64_t kRequestsPerMinute = 60;
constexpr std::string_view kScheme = "http://";
constexpr std::array<std::string_view, 2> kProxyHeaders = {"Forwarded", "Via"};
constexpr std::string_view kProxyPrefix = "X-Forwarded-";

bool came_through_a_proxy(const Request& request) {
  return std::any_of(request.headers.begin(), request.headers.end(), [](const auto& field) {
    const auto is_name = [&field](std::string_view name) { return same_word(field.name, name); };
    return same_word(field.name.substr(0, kProxyPrefix.size()), kProxyPrefix) ||
           std::any_of(kProxyHeaders.begin(), kProxyHeaders.end(), is_name);
  });
}

/// Twice the same header could mean one value here and the other elsewhere.
bool has_once(const Request& request, std::string_view name, std::string_view value) {
  const auto named =
      std::count_if(request.headers.begin(), request.headers.end(),
                    [name](const auto& field) { return same_word(field.name, name); });
  return named == 1 && request.header(name) == value;
}

Result<void> check_page(const Request& request, std::string_view origin) {
  const bool own_page = has_once(request, "Host", origin.substr(kScheme.size())) &&
                        has_once(request, "Origin", origin) && !came_through_a_proxy(request);
  if (!own_page) {
    Error error;
    error.kind = ErrorKind::permission;
    error.code = "demo_refused";
    error.message = "Only the demo page at " + std::string(origin) + "/ may ask for this.";
    return error;
  }
  const std::string_view type = request.header("Content-Type");
  if (!same_word(trimmed(type.substr(0, type.find(';'))), "application/json")) {
    return unsupported_body();
  }
  return {};
}

json::SessionCreateBody demo_session(std::string workflow) {
  json::SessionCreateBody body;
  body.params.user = kUser;
  body.params.workflow.id = std::move(workflow);
  body.params.rate_limits.emplace().max_requests_per_1_minute = kRequestsPerMinute;
  auto& configuration = body.params.chatkit_configuration.emplace();
  configuration.file_upload.emplace().enabled = true;
  return body;
}

awaitable<Reply> create_demo_session(Context context, std::shared_ptr<const DemoOptions> options,
                                     Request& request) {
  const Result<void> own = check_page(request, options->origin);
  if (own.has_error()) co_return error_reply(own.error());
  const auto text = co_await request.body->read_all();
  if (text.has_error()) co_return error_reply(text.error());
  json::SessionCreateBody body = demo_session(options->workflow);
  const auto session = co_await start_session(context, options->project, std::move(body));
  if (session.has_error()) co_return error_reply(session.error());
  Reply reply;
  json::ObjectWriter object(reply.body);
  object.string("client_secret", context->access->client_secret(*session));
  object.number("expires_at", to_seconds(session->expires_at).time_since_epoch().count());
  object.close();
  co_return reply;
}

}  // namespace

std::vector<exchange::Route> demo_routes(ServiceParts parts, DemoOptions options) {
  exchange::Route route;
  route.method = exchange::Method::post;
  route.pattern = "/demo/session";
  route.handler = [context = std::make_shared<const ServiceParts>(parts),
                   shared = std::make_shared<const DemoOptions>(std::move(options))](
                      Request& request) { return create_demo_session(context, shared, request); };
  std::vector<exchange::Route> routes;
  routes.push_back(std::move(route));
  return routes;
}

}  // namespace chatkit::rest
