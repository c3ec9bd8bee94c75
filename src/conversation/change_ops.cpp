#include <utility>

#include "conversation/live_turn.hpp"
#include "conversation/ops.hpp"
#include "conversation/stored_item.hpp"

namespace chatkit::conversation {

using exchange::error_reply;
using exchange::Reply;

namespace {

using namespace std::chrono_literals;

/// How long a deletion waits for the turn that runs in the thread.
constexpr auto kStopWait = 2s;

Error empty_title() {
  return invalid_request("string_below_min_length", "params.title",
                         "Invalid 'params.title': a title has at least one character.");
}

}  // namespace

awaitable<bool> stop_running(CorePtr core, ThreadId thread, std::chrono::milliseconds most) {
  const LiveTurnPtr running = core->turns.find(thread);
  if (!running) co_return true;
  running->request_stop(Stop::user);
  const bool ended = co_await EndSignal::wait(running->end_signal(), most);
  co_return ended;
}

awaitable<Reply> update_thread(CorePtr core, Call call, json::ThreadsUpdate op) {
  if (op.title.empty()) co_return error_reply(empty_title());
  const access::RateVerdict verdict = core->parts.access->count_read(call.caller.session);
  if (!verdict.allowed) co_return rate_limited_reply(verdict);
  store::ThreadChange change;
  change.title = std::move(op.title);
  change.title_source = store::TitleSource::user;
  const ThreadId id(op.thread_id);
  const Result<store::Thread> thread =
      co_await core->parts.store->update_thread(call.caller.scope, id, std::move(change));
  if (!thread) co_return error_reply(thread.error());
  std::string out;
  json::write_thread(out, to_protocol_thread(*thread));
  Reply reply(std::move(out));
  add_rate_headers(reply, verdict);
  co_return reply;
}

awaitable<Reply> delete_thread(CorePtr core, Call call, json::ThreadsDelete op) {
  const ThreadId id(op.thread_id);
  const Result<store::Thread> thread =
      co_await core->parts.store->get_thread(call.caller.scope, id);
  if (!thread) co_return error_reply(thread.error());
  const access::RateVerdict verdict = core->parts.access->count_read(call.caller.session);
  if (!verdict.allowed) co_return rate_limited_reply(verdict);
  co_await stop_running(core, id, kStopWait);
  const Result<void> deleted = co_await core->parts.store->delete_thread(call.caller.scope, id);
  if (!deleted) co_return error_reply(deleted.error());
  Reply reply("{}");
  add_rate_headers(reply, verdict);
  co_return reply;
}

awaitable<Reply> stop_turn(CorePtr core, Call call, json::ThreadsStop op) {
  const ThreadId id(op.thread_id);
  const Result<store::Thread> thread =
      co_await core->parts.store->get_thread(call.caller.scope, id);
  if (!thread) co_return error_reply(thread.error());
  const LiveTurnPtr running = core->turns.find(id);
  const bool meant = running && (!op.run_id || *op.run_id == running->run_id());
  if (meant) co_await stop_running(core, id, kStopWait);
  co_return Reply("{}");
}

}  // namespace chatkit::conversation
