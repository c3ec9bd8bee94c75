#include "conversation/begin_turn.hpp"

#include <boost/asio/this_coro.hpp>
#include <string>
#include <utility>

#include "base/ids.hpp"
#include "conversation/event_stream.hpp"
#include "conversation/join_run.hpp"
#include "conversation/live_turn.hpp"

namespace chatkit::conversation {

namespace asio = boost::asio;
using exchange::error_reply;
using exchange::Reply;

namespace {

using namespace std::chrono_literals;

/// How long a new message waits for the turn that it supersedes.
constexpr auto kSupersedeWait = 2s;
/// Several may supersede the same turn at once: each then supersedes the one that came first.
constexpr int kSupersedeTriesMax = 3;

Error thread_busy(const LiveTurn& running) {
  Error error;
  error.kind = ErrorKind::conflict;
  error.code = "thread_busy";
  error.message = "The thread is being answered by run '" + running.run_id() + "'.";
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

bool has_turn_left(const Core& core, const Call& call, bool supersedes) {
  return core.turns.count_of(owner_of(call.caller.session)) <
         core.turns.per_user_max() + (supersedes ? 1U : 0U);
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
  return thread_busy(running ? *running : *turn);
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

/// Frees the thread: its running turn is stopped, or left to itself if it does not let go.
awaitable<void> supersede(CorePtr core, LiveTurnPtr running) {
  const bool ended = co_await stop_running(core, running->thread_id(), kSupersedeWait);
  if (ended) co_return;
  // What it may still leave behind would follow the new message.
  running->disown();
  core->turns.give_up_thread(running);
}

void stamp(const Core& core, TurnSetup& setup) {
  const Timestamp now = core.parts.clock->now();
  setup.run = new_run_id(now, *core.parts.random);
  if (setup.idempotency) setup.idempotency->target = setup.run.str();
  if (setup.cause != responder::Cause::user_message) return;
  setup.input->created_at = now;
  setup.input->id = new_item_id(now, *core.parts.random).str();
  setup.input->thread_id = setup.thread.id.str();
}

/// A turn that holds its thread.
awaitable<Result<LiveTurnPtr>> claim_thread(CorePtr core, TurnSetup setup) {
  const asio::any_io_executor executor = co_await asio::this_coro::executor;
  const bool resumable = setup.resumable;
  LiveTurnPtr turn;
  for (int tries = 1;; ++tries) {
    const LiveTurnPtr running = core->turns.find(setup.thread.id);
    if (running && !resumable) co_await supersede(core, running);
    stamp(*core, setup);
    turn = std::make_shared<LiveTurn>(core, executor, setup);
    const Result<void> claimed = claim(core, turn);
    if (claimed) co_return turn;
    const bool again = claimed.error().code == "thread_busy" && !resumable;
    if (!again || tries == kSupersedeTriesMax) co_return claimed.error();
  }
}

/// Stores the start and opens the stream.
awaitable<Reply> start(CorePtr core, Call call, LiveTurnPtr turn) {
  ClaimGuard guard(turn);
  store::TurnStart turn_start = turn->start();
  const Result<void> stored =
      co_await core->parts.store->start_turn(call.caller.scope, std::move(turn_start));
  if (!stored && stored.error().code == "idempotency_key_taken") {
    // The same request came twice at once, and the other one was first.
    Reply joined = co_await join_taken(core, std::move(call));
    co_return joined;
  }
  if (!stored) co_return error_reply(stored.error());
  guard.begin();

  ReaderOptions options;
  options.end_comment = call.resumable;
  options.abandoned = [weak = std::weak_ptr<LiveTurn>(turn)] {
    if (const LiveTurnPtr lost = weak.lock()) lost->reader_lost();
  };
  co_return stream_reply(turn->id(), std::make_shared<LogReader>(turn->log(), std::move(options)));
}

}  // namespace

Result<TurnSetup> prepare_turn(const Core& core, const Call& call) {
  if (core.turns.draining()) return shutting_down();
  const store::Session& session = call.caller.session;
  const Result<workflow::WorkflowPtr> workflow =
      core.parts.workflows->find(session.workflow_id, session.resolved_version);
  if (!workflow) return workflow.error();
  Result<std::shared_ptr<responder::Responder>> responder = responder_of(core, **workflow);
  if (!responder) return responder.error();
  TurnSetup setup;
  setup.session = session;
  setup.workflow = *workflow;
  setup.responder = *std::move(responder);
  setup.resumable = call.resumable;
  setup.request_id = call.request_id;
  setup.arrived = call.arrived;
  setup.op_metadata = call.op_metadata;
  setup.locale = call.locale;
  setup.idempotency = call.idempotency;
  return setup;
}

awaitable<Result<store::Thread>> find_active_thread(CorePtr core, Call call,
                                                    std::string thread_id) {
  ThreadId id(std::move(thread_id));
  Result<store::Thread> thread =
      co_await core->parts.store->get_thread(std::move(call.caller.scope), std::move(id));
  if (!thread) co_return thread.error();
  if (thread->status.type != ThreadStatusNames::Known::active) {
    co_return thread_not_active(*thread);
  }
  co_return thread;
}

awaitable<Reply> begin_turn(CorePtr core, Call call, TurnSetup setup, bool counted) {
  const LiveTurnPtr running = setup.new_thread ? LiveTurnPtr() : core->turns.find(setup.thread.id);
  if (running && call.resumable) co_return error_reply(thread_busy(*running));
  if (!has_turn_left(*core, call, running != nullptr)) {
    co_return error_reply(too_many_runs(core->turns.per_user_max()));
  }
  access::RateVerdict verdict;
  if (counted) {
    verdict = core->parts.access->count_request(call.caller.session);
    if (!verdict.allowed) co_return rate_limited_reply(verdict);
  }
  Result<LiveTurnPtr> turn = co_await claim_thread(core, std::move(setup));
  if (!turn) co_return error_reply(turn.error());
  Reply reply = co_await start(core, std::move(call), *std::move(turn));
  if (counted) add_rate_headers(reply, verdict);
  co_return reply;
}

}  // namespace chatkit::conversation
