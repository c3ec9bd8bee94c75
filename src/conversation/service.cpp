#include "conversation/service.hpp"

#include <chrono>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "access/idempotency.hpp"
#include "conversation/attachment_ops.hpp"
#include "conversation/caller.hpp"
#include "conversation/file_routes.hpp"
#include "conversation/join_run.hpp"
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
/// Under which idempotency keys of the protocol are kept, whichever path they came by.
constexpr std::string_view kRoute = "POST /v1/chatkit/conversation";

template <class Op>
constexpr bool kStreams =
    std::is_same_v<Op, json::ThreadsCreate> || std::is_same_v<Op, json::ThreadsAddUserMessage> ||
    std::is_same_v<Op, json::ThreadsAddClientToolOutput> ||
    std::is_same_v<Op, json::ThreadsAddStructuredInput> ||
    std::is_same_v<Op, json::ThreadsRetryAfterItem> ||
    std::is_same_v<Op, json::ThreadsCustomAction>;

bool streams(const json::OpParams& params) {
  return std::visit([]<class Op>(const Op&) { return kStreams<Op>; }, params);
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
  awaitable<Reply> operator()(json::ThreadsAddClientToolOutput op) {
    return add_client_tool_output(core, std::move(call), std::move(op));
  }
  awaitable<Reply> operator()(json::ThreadsAddStructuredInput op) {
    return add_structured_input(core, std::move(call), std::move(op));
  }
  awaitable<Reply> operator()(json::ThreadsRetryAfterItem op) {
    return retry_after_item(core, std::move(call), std::move(op));
  }
  awaitable<Reply> operator()(json::ThreadsCustomAction op) {
    return custom_action(core, std::move(call), std::move(op));
  }
  awaitable<Reply> operator()(json::ThreadsSyncCustomAction op) {
    return sync_custom_action(core, std::move(call), std::move(op));
  }
  awaitable<Reply> operator()(json::ThreadsStop op) {
    return stop_turn(core, std::move(call), std::move(op));
  }
  awaitable<Reply> operator()(json::ItemsFeedback op) {
    return give_feedback(core, std::move(call), std::move(op));
  }
  awaitable<Reply> operator()(json::AttachmentsCreate op) {
    return create_attachment(core, std::move(call), std::move(op));
  }
  awaitable<Reply> operator()(json::AttachmentsDelete op) {
    return delete_attachment(core, std::move(call), std::move(op));
  }
  awaitable<Reply> operator()(json::InputTranscribe op) {
    return transcribe(core, std::move(call), std::move(op));
  }
};

json::OpLimits op_limits(const Limits& limits) {
  json::OpLimits out;
  out.message_bytes_max = limits.message_bytes_max;
  out.title_chars_max = limits.title_chars_max;
  out.page_items_max = limits.page_items_max;
  return out;
}

/// Who calls, and with which wishes. Errors: as the authenticator's.
awaitable<Result<Call>> identify(CorePtr core, exchange::Request& request) {
  Call call;
  call.arrived = core->parts.clock->steady_now();
  call.request_id = request.request_id;
  call.resumable = has_capability(request.header("chatkit-capabilities"), "resume");
  call.locale = first_language(request.header("accept-language"));
  Result<access::ClientCaller> caller = co_await find_caller(core, request);
  if (!caller) co_return caller.error();
  call.caller = *std::move(caller);
  co_return call;
}

/// `GET /v1/chatkit/conversation/{run}/events`.
awaitable<Reply> follow(CorePtr core, exchange::Request& request) {
  Result<Call> call = co_await identify(core, request);
  if (!call) co_return error_reply(call.error());
  RunId run(request.path_parameters.front());
  std::string last_event_id(request.header("last-event-id"));
  Reply reply =
      co_await resume_run(core, *std::move(call), std::move(run), std::move(last_event_id));
  co_return reply;
}

/// One call of the conversation endpoint. The caller is known before the body is read.
awaitable<Reply> handle(CorePtr core, exchange::Request& request) {
  Result<Call> known = co_await identify(core, request);
  if (!known) co_return error_reply(known.error());
  Call call = *std::move(known);
  const Result<void> type = check_content_type(request.header("content-type"));
  if (!type) co_return error_reply(type.error());
  const Result<std::string> body = co_await request.body->read_all();
  if (!body) co_return error_reply(body.error());
  Result<json::Op> op = json::read_op(*body, op_limits(core->parts.limits));
  if (!op) co_return error_reply(op.error());

  call.op_metadata = std::move(op->metadata);
  call.creates_thread = std::holds_alternative<json::ThreadsCreate>(op->params);
  const std::string_view key = request.header("idempotency-key");
  if (!key.empty() && streams(op->params)) {
    Result<std::optional<store::IdempotencyRecord>> wanted = access::requested_record(
        key, {kRoute, call.caller.session.id.str()}, core->parts.limits, core->parts.clock->now());
    if (!wanted) co_return error_reply(wanted.error());
    call.idempotency = *std::move(wanted);
    call.idempotency->body_hash = access::body_hash(*body);
    std::optional<Reply> joined = co_await join_earlier(core, call);
    if (joined) co_return *std::move(joined);
  }
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
    exchange::Route events;
    events.method = exchange::Method::get;
    events.pattern = "/v1/chatkit/conversation/{run_id}/events";
    events.handler = [core = core_](exchange::Request& request) { return follow(core, request); };
    routes.push_back(std::move(events));
    add_file_routes(core_, routes);
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
    co_await stop_running(core, std::move(thread), 2s);
  }
  static awaitable<void> interrupt(CorePtr core) {
    const std::vector<LiveTurnPtr> turns = core->turns.all();
    for (const LiveTurnPtr& turn : turns) turn->request_stop(Stop::interrupted);
    for (const LiveTurnPtr& turn : turns) {
      co_await EndSignal::wait(turn->end_signal(), kInterruptWait);
    }
    const std::shared_ptr<EndSignal> asides = core->asides.none();
    if (asides) co_await EndSignal::wait(asides, kInterruptWait);
  }

  CorePtr core_;
};

}  // namespace

std::shared_ptr<Service> Service::make(ServiceParts parts) {
  return std::make_shared<ServiceImpl>(std::move(parts));
}

}  // namespace chatkit::conversation
