#include "rest/service.hpp"

#include <utility>

#include "rest/operating.hpp"
#include "rest/runs.hpp"
#include "rest/sessions.hpp"
#include "rest/threads.hpp"

namespace chatkit::rest {
namespace {

using exchange::Method;
using exchange::Route;
using HandlerFunction = awaitable<Reply> (*)(Context, Request&);

/// The lambda is no coroutine itself: it only hands the context on, so its capture outlives
/// nothing.
Route route(Method method, std::string pattern, HandlerFunction function, const Context& context) {
  Route made;
  made.method = method;
  made.pattern = std::move(pattern);
  made.handler = [function, context](Request& request) { return function(context, request); };
  return made;
}

}  // namespace

std::vector<Route> routes(ServiceParts parts) {
  const auto context = std::make_shared<const ServiceParts>(parts);
  const std::string sessions = "/v1/chatkit/sessions";
  const std::string threads = "/v1/chatkit/threads";
  const std::string runs = "/v1/chatkit/runs";
  return {
      route(Method::post, sessions, create_session, context),
      route(Method::get, sessions + "/{session_id}", retrieve_session, context),
      route(Method::post, sessions + "/{session_id}", update_session, context),
      route(Method::post, sessions + "/{session_id}/cancel", cancel_session, context),
      route(Method::get, threads, list_threads, context),
      route(Method::get, threads + "/{thread_id}", retrieve_thread, context),
      route(Method::post, threads + "/{thread_id}", update_thread, context),
      route(Method::delete_, threads + "/{thread_id}", delete_thread, context),
      route(Method::get, threads + "/{thread_id}/items", list_items, context),
      route(Method::get, runs, list_runs, context),
      route(Method::get, runs + "/{run_id}", retrieve_run, context),
      route(Method::get, "/v1/chatkit/feedback", list_feedback, context),
  };
}

std::vector<Route> operating_routes(ServiceParts parts) {
  const auto context = std::make_shared<const ServiceParts>(parts);
  return {
      route(Method::get, "/healthz", health, context),
      route(Method::get, "/readyz", readiness, context),
      route(Method::get, "/metrics", metrics_text, context),
  };
}

}  // namespace chatkit::rest
