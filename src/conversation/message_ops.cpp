#include <boost/asio/this_coro.hpp>
#include <string>
#include <utility>

#include "base/ids.hpp"
#include "conversation/live_turn.hpp"
#include "conversation/ops.hpp"
#include "conversation/stored_item.hpp"
#include "conversation/title.hpp"
#include "json/rest.hpp"

// The start of a turn: everything that can be checked is checked, then it is counted, then the run,
// the user's item and a new thread are stored in one transaction, and only then the stream opens.
namespace chatkit::conversation {

namespace asio = boost::asio;
using exchange::error_reply;
using exchange::Reply;

namespace {

using namespace std::chrono_literals;

/// How long a new message waits for the turn that it supersedes.
constexpr auto kSupersedeWait = 2s;

Error thread_busy(const LiveTurn& running) {
  Error error;
  error.kind = ErrorKind::conflict;
  error.code = "thread_busy";
  error.message = "The thread is being answered by run '" + running.run_id().str() + "'.";
  error.retry_after = 1s;
  return error;
}

Error too_many_runs(std::uint32_t most) {
  Error error;
  error.kind = ErrorKind::rate_limited;
  error.code = "too_many_runs";
  error.message = "This user has " + std::to_string(most) +
                  " answers under way already; wait until one of them has ended.";
  error.retry_after = 1s;
  return error;
}

Error thread_not_active(const store::Thread& thread) {
  Error error;
  error.kind = ErrorKind::conflict;
  error.code = "thread_not_active";
  error.message = "The thread is " + thread.status.type.text() + " and takes no new messages.";
  error.permanent = true;
  return error;
}

Error shutting_down() { return unavailable("the server is shutting down"); }

/// What is known of a turn before anything of it exists.
Result<TurnSetup> prepare(const Core& core, const Call& call,
                          const protocol::UserMessageInput& input) {
  if (core.turns.draining()) return shutting_down();
  if (!input.attachments.empty()) return not_found("attachment", input.attachments.front());
  const store::Session& session = call.caller.session;
  const Result<workflow::WorkflowPtr> workflow =
      core.parts.workflows->find(session.workflow_id, session.resolved_version);
  if (!workflow) return workflow.error();
  const auto responder = core.parts.responders.find((*workflow)->responder_kind);
  if (responder == core.parts.responders.end()) {
    return internal_error("no responder of the kind '" + (*workflow)->responder_kind + "'");
  }
  TurnSetup setup;
  setup.session = session;
  setup.workflow = *workflow;
  setup.responder = responder->second;
  setup.resumable = call.resumable;
  setup.request_id = call.request_id;
  setup.arrived = call.arrived;
  return setup;
}

protocol::ThreadItem user_item(const Core& core, protocol::UserMessageInput input) {
  protocol::UserMessage message;
  message.content = std::move(input.content);
  message.quoted_text = std::move(input.quoted_text);
  message.inference_options = std::move(input.inference_options);
  protocol::ThreadItem item;
  item.created_at = core.parts.clock->now();
  item.id = new_item_id(item.created_at, *core.parts.random).str();
  item.kind = std::move(message);
  return item;
}

store::Thread new_thread(const Core& core, const Call& call, const protocol::UserMessage& message) {
  const store::Session& session = call.caller.session;
  store::Thread thread;
  thread.created_at = core.parts.clock->now();
  thread.id = new_thread_id(thread.created_at, *core.parts.random);
  thread.project = session.project;
  thread.user = session.user;
  thread.workflow_id = session.workflow_id;
  thread.session = session.id;
  std::string metadata;
  json::write_metadata(metadata, session.metadata);
  thread.metadata = RawJson(RawJson::Validated(std::move(metadata)));
  if (session.configuration.automatic_thread_titling.enabled) {
    std::string title = title_of(message);
    if (!title.empty()) {
      thread.title = std::move(title);
      thread.title_source = store::TitleSource::generated;
    }
  }
  return thread;
}

bool has_turn_left(const Core& core, const Call& call, bool supersedes) {
  TurnOwner owner;
  owner.project = call.caller.session.project;
  owner.user = call.caller.session.user;
  return core.turns.count_of(owner) < core.turns.per_user_max() + (supersedes ? 1U : 0U);
}

Result<void> claim(const CorePtr& core, const LiveTurnPtr& turn) {
  switch (core->turns.claim(turn)) {
    case RunningTurns::Claim::granted:
      return {};
    case RunningTurns::Claim::draining:
      return shutting_down();
    case RunningTurns::Claim::too_many:
      return too_many_runs(core->turns.per_user_max());
    case RunningTurns::Claim::thread_busy:
      break;
  }
  const LiveTurnPtr running = core->turns.find(turn->thread_id());
  if (running) return thread_busy(*running);
  return thread_busy(*turn);
}

/// Gives the thread free again, should the turn never begin.
class ClaimGuard {
 public:
  explicit ClaimGuard(LiveTurnPtr turn) : turn_(std::move(turn)) {}
  ClaimGuard(const ClaimGuard&) = delete;
  ClaimGuard& operator=(const ClaimGuard&) = delete;
  ~ClaimGuard() {
    if (turn_) turn_->drop();
  }
  void begin() { std::exchange(turn_, nullptr)->begin(); }

 private:
  LiveTurnPtr turn_;
};

/// Stores the start and opens the stream. The setup is complete; the request is counted.
awaitable<Reply> start(CorePtr core, TurnSetup setup, store::Scope scope) {
  const asio::any_io_executor executor = co_await asio::this_coro::executor;
  const bool resumable = setup.resumable;
  const auto turn = std::make_shared<LiveTurn>(core, executor, std::move(setup));
  const Result<void> claimed = claim(core, turn);
  if (!claimed) co_return error_reply(claimed.error());
  ClaimGuard guard(turn);
  store::TurnStart turn_start = turn->start();
  const Result<void> stored =
      co_await core->parts.store->start_turn(std::move(scope), std::move(turn_start));
  if (!stored) co_return error_reply(stored.error());
  guard.begin();

  ReaderOptions options;
  options.end_comment = resumable;
  options.abandoned = [weak = std::weak_ptr<LiveTurn>(turn)] {
    if (const LiveTurnPtr lost = weak.lock()) lost->reader_lost();
  };
  Reply reply;
  reply.content_type = "text/event-stream";
  reply.headers.push_back({"chatkit-run", turn->run_id().str()});
  reply.stream = LogReader::open(turn->log(), executor, std::move(options));
  co_return reply;
}

}  // namespace

awaitable<Reply> create_thread(CorePtr core, Call call, json::ThreadsCreate op) {
  Result<TurnSetup> setup = prepare(*core, call, op.input);
  if (!setup) co_return error_reply(setup.error());
  if (!has_turn_left(*core, call, false)) {
    co_return error_reply(too_many_runs(core->turns.per_user_max()));
  }
  const access::RateVerdict verdict = core->parts.access->count_request(call.caller.session);
  if (!verdict.allowed) co_return rate_limited_reply(verdict);

  setup->new_thread = true;
  setup->input = user_item(*core, std::move(op.input));
  setup->thread = new_thread(*core, call, std::get<protocol::UserMessage>(setup->input.kind));
  setup->input.thread_id = setup->thread.id.str();
  setup->run = new_run_id(setup->input.created_at, *core->parts.random);
  Reply reply = co_await start(core, *std::move(setup), std::move(call.caller.scope));
  add_rate_headers(reply, verdict);
  co_return reply;
}

awaitable<Reply> add_user_message(CorePtr core, Call call, json::ThreadsAddUserMessage op) {
  const ThreadId thread_id(op.thread_id);
  Result<store::Thread> thread =
      co_await core->parts.store->get_thread(call.caller.scope, thread_id);
  if (!thread) co_return error_reply(thread.error());
  if (thread->status.type != ThreadStatusNames::Known::active) {
    co_return error_reply(thread_not_active(*thread));
  }
  Result<TurnSetup> setup = prepare(*core, call, op.input);
  if (!setup) co_return error_reply(setup.error());
  const LiveTurnPtr running = core->turns.find(thread_id);
  if (running && call.resumable) co_return error_reply(thread_busy(*running));
  if (!has_turn_left(*core, call, running != nullptr)) {
    co_return error_reply(too_many_runs(core->turns.per_user_max()));
  }
  const access::RateVerdict verdict = core->parts.access->count_request(call.caller.session);
  if (!verdict.allowed) co_return rate_limited_reply(verdict);

  if (running) {
    const bool ended = co_await stop_turn(core, thread_id, kSupersedeWait);
    if (!ended) {
      // It does not let go. What it may still leave behind would follow the new message.
      running->disown();
      core->turns.give_up_thread(running);
    }
  }
  setup->input = user_item(*core, std::move(op.input));
  setup->thread = *std::move(thread);
  setup->input.thread_id = thread_id.str();
  setup->run = new_run_id(setup->input.created_at, *core->parts.random);
  Reply reply = co_await start(core, *std::move(setup), std::move(call.caller.scope));
  add_rate_headers(reply, verdict);
  co_return reply;
}

}  // namespace chatkit::conversation
