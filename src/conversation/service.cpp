#include "conversation/service.hpp"

#include <chrono>
#include <cstddef>
#include <string_view>
#include <utility>
#include <variant>

#include "conversation/live_turn.hpp"
#include "conversation/ops.hpp"
#include "conversation/request_headers.hpp"
#include "json/protocol.hpp"

namespace chatkit::conversation {

using exchange::error_reply;
using exchange::Reply;

namespace {

using namespace std::chrono_literals;

/// How long the end of everything waits for one turn that does not let go.
constexpr auto kInterruptWait = 10s;

Error unsupported_operation(const std::string& type) {
  return invalid_request("unsupported_operation", "type",
                         "The operation '" + type + "' is not supported by this server.");
}

/// Picks the op's function; all of them answer the same way.
struct Dispatch {
  CorePtr core;
  Call call;

  awaitable<Reply> operator()(json::ThreadsCreate op) {
    return create_thread(core, std::move(call), std::move(op));
  }
  awaitable<Reply> operator()(json::ThreadsAddUserMessage op) {
    return add_user_message(core, std::move(call), std::move(op));
  }
  awaitable<Reply> operator()(json::ThreadsGetById op) {
    return get_thread(core, std::move(call), std::move(op));
  }
  awaitable<Reply> operator()(json::ThreadsList op) {
    return list_threads(core, std::move(call), std::move(op));
  }
  awaitable<Reply> operator()(json::ItemsList op) {
    return list_items(core, std::move(call), std::move(op));
  }
  awaitable<Reply> operator()(json::ThreadsUpdate op) {
    return update_thread(core, std::move(call), std::move(op));
  }
  awaitable<Reply> operator()(json::ThreadsDelete op) {
    return delete_thread(core, std::move(call), std::move(op));
  }
  awaitable<Reply> operator()(json::UnsupportedOp op) { return refuse(std::move(op)); }

  static awaitable<Reply> refuse(json::UnsupportedOp op) {
    co_return error_reply(unsupported_operation(op.type));
  }
};

json::OpLimits op_limits(const Limits& limits) {
  json::OpLimits out;
  out.message_bytes_max = limits.message_bytes_max;
  out.title_chars_max = limits.title_chars_max;
  out.page_items_max = limits.page_items_max;
  return out;
}

/// One call of the conversation endpoint. The caller is known before the body is read.
awaitable<Reply> handle(CorePtr core, exchange::Request& request) {
  Call call;
  call.arrived = core->parts.clock->steady_now();
  call.request_id = request.request_id;
  call.resumable = has_capability(request.header("chatkit-capabilities"), "resume");
  std::string authorization(request.header("authorization"));
  std::string peer = request.peer_address;
  Result<access::ClientCaller> caller =
      co_await core->parts.access->authenticate_client(std::move(authorization), std::move(peer));
  if (!caller) co_return error_reply(caller.error());
  call.caller = *std::move(caller);

  const Result<void> type = check_content_type(request.header("content-type"));
  if (!type) co_return error_reply(type.error());
  const Result<std::string> body = co_await request.body->read_all();
  if (!body) co_return error_reply(body.error());
  Result<json::Op> op = json::read_op(*body, op_limits(core->parts.limits));
  if (!op) co_return error_reply(op.error());

  Dispatch dispatch;
  dispatch.core = core;
  dispatch.call = std::move(call);
  Reply reply = co_await std::visit(dispatch, std::move(op->params));
  co_return reply;
}

awaitable<Reply> skip_domain_check(exchange::Request&) {
  co_return Reply(R"({"status":"skipped"})");
}

class ServiceImpl final : public Service {
 public:
  explicit ServiceImpl(ServiceParts parts) : core_(std::make_shared<Core>(std::move(parts))) {}

  std::vector<exchange::Route> routes() override {
    std::vector<exchange::Route> routes;
    for (const char* path : {"/v1/chatkit/conversation", "/chatkit"}) {
      exchange::Route route;
      route.method = exchange::Method::post;
      route.pattern = path;
      route.handler = [core = core_](exchange::Request& request) { return handle(core, request); };
      routes.push_back(std::move(route));
    }
    for (const char* path :
         {"/v1/chatkit/domain_keys/verify", "/v1/chatkit/domain_keys/verify_hosted"}) {
      exchange::Route route;
      route.method = exchange::Method::post;
      route.pattern = path;
      route.handler = skip_domain_check;
      routes.push_back(std::move(route));
    }
    return routes;
  }

  awaitable<void> stop_thread(ThreadId thread) override {
    return stop_and_wait(core_, std::move(thread));
  }
  std::size_t running() const override { return core_->turns.size(); }
  void drain() override { core_->turns.drain(); }
  awaitable<void> interrupt_all() override { return interrupt(core_); }

 private:
  static awaitable<void> stop_and_wait(CorePtr core, ThreadId thread) {
    co_await stop_turn(core, std::move(thread), 2s);
  }
  static awaitable<void> interrupt(CorePtr core) {
    const std::vector<LiveTurnPtr> turns = core->turns.all();
    for (const LiveTurnPtr& turn : turns) turn->request_stop(Stop::interrupted);
    for (const LiveTurnPtr& turn : turns) {
      co_await EndSignal::wait(turn->end_signal(), kInterruptWait);
    }
  }

  CorePtr core_;
};

}  // namespace

std::shared_ptr<Service> Service::make(ServiceParts parts) {
  return std::make_shared<ServiceImpl>(std::move(parts));
}

}  // namespace chatkit::conversation
