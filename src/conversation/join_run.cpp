#include "conversation/join_run.hpp"

#include <charconv>
#include <utility>
#include <vector>

#include "access/idempotency.hpp"
#include "conversation/attachments.hpp"
#include "conversation/event_stream.hpp"
#include "conversation/history.hpp"
#include "conversation/stored_item.hpp"
#include "store/retention.hpp"

namespace chatkit::conversation {

using exchange::error_reply;
using exchange::Reply;

namespace {

Error run_log_expired(const RunId& run) {
  Error error;
  error.kind = ErrorKind::gone;
  error.code = "run_log_expired";
  error.message = "The events of run '" + run.str() + "' are no longer kept: reload the thread.";
  return error;
}

Error too_many_readers(std::uint32_t most) {
  Error error;
  error.kind = ErrorKind::rate_limited;
  error.code = "too_many_readers";
  error.message = "The run has " + std::to_string(most) + " readers already.";
  error.retry_after = std::chrono::seconds(1);
  return error;
}

Error bad_event_id() {
  return invalid_value("Last-Event-ID", "Invalid 'Last-Event-ID': it names no event of this run.");
}

/// How many events a client has seen that names its last; none where it names none.
Result<std::size_t> position_of(const RunId& run, std::string_view last_event_id) {
  if (last_event_id.empty()) return std::size_t{0};
  const std::string prefix = run.str() + ":";
  if (!last_event_id.starts_with(prefix)) return bad_event_id();
  const std::string_view digits = last_event_id.substr(prefix.size());
  std::size_t position = 0;
  const char* const end = digits.data() + digits.size();
  const auto read = std::from_chars(digits.data(), end, position);
  if (read.ec != std::errc() || read.ptr != end) return bad_event_id();
  return position;
}

/// What a run left behind, as events: for a client whose log is gone.
awaitable<Reply> replay_items(CorePtr core, Call call, RunId run) {
  store::Scope scope = call.caller.scope;
  const Result<store::Run> record = co_await core->parts.store->get_run(scope, run);
  if (!record) co_return error_reply(record.error());
  const Result<store::Thread> thread =
      co_await core->parts.store->get_thread(scope, record->thread);
  if (!thread) co_return error_reply(thread.error());
  const Result<std::vector<store::Item>> items =
      co_await core->parts.store->list_run_items(scope, run);
  if (!items) co_return error_reply(items.error());

  ClosedStream stream;
  stream.run = run;
  stream.end_comment = call.resumable;
  if (call.creates_thread) {
    protocol::ThreadCreated created;
    created.thread = to_protocol_thread(*thread);
    stream.events.emplace_back(std::move(created));
  }
  for (const store::Item& stored : *items) {
    if (stored.visibility == store::Visibility::hidden) continue;
    protocol::ItemDone done;
    Result<protocol::ThreadItem> item = read_stored(stored);
    if (!item) co_return error_reply(item.error());
    done.item = *std::move(item);
    add_urls(*core, done.item);
    stream.events.emplace_back(std::move(done));
  }
  co_return closed_stream(stream);
}

std::shared_ptr<LogReader> open_log(const Call& call, std::shared_ptr<RunLog> log,
                                    std::size_t position) {
  ReaderOptions options;
  options.position = position;
  options.end_comment = call.resumable;
  return std::make_shared<LogReader>(std::move(log), std::move(options));
}

awaitable<Reply> join(CorePtr core, Call call, RunId run) {
  std::shared_ptr<RunLog> log =
      core->logs.find(run, owner_of(call.caller.session), core->parts.clock->steady_now());
  if (!log) {
    Reply replayed = co_await replay_items(core, std::move(call), std::move(run));
    co_return replayed;
  }
  const std::uint32_t most = core->parts.limits.readers_per_run_max;
  if (log->readers() >= most) co_return error_reply(too_many_readers(most));
  co_return stream_reply(run, open_log(call, std::move(log), 0));
}

}  // namespace

awaitable<std::optional<Reply>> join_earlier(CorePtr core, Call call) {
  std::optional<Reply> reply;
  const Result<store::IdempotencyRecord> record = co_await core->parts.store->find_idempotency(
      call.caller.session.project, call.idempotency->key);
  if (!record && record.error().kind == ErrorKind::not_found) co_return reply;
  if (!record) {
    reply = error_reply(record.error());
    co_return reply;
  }
  const auto age = call.idempotency->created_at - record->created_at;
  if (age >= store::kIdempotencyLifetime) co_return reply;
  if (record->body_hash != call.idempotency->body_hash) {
    reply = error_reply(access::idempotency_mismatch());
  } else {
    RunId run(record->target);
    reply = co_await join(core, std::move(call), std::move(run));
  }
  co_return reply;
}

awaitable<Reply> join_taken(CorePtr core, Call call) {
  std::optional<Reply> reply = co_await join_earlier(core, std::move(call));
  if (reply) co_return *std::move(reply);
  co_return error_reply(internal_error("an idempotency key is taken and not there"));
}

awaitable<Reply> resume_run(CorePtr core, Call call, RunId run, std::string last_event_id) {
  const Result<std::size_t> position = position_of(run, last_event_id);
  if (!position) co_return error_reply(position.error());
  std::shared_ptr<RunLog> log =
      core->logs.find(run, owner_of(call.caller.session), core->parts.clock->steady_now());
  if (!log) {
    store::Scope scope;
    scope.project = call.caller.session.project;
    scope.user = call.caller.session.user;
    const Result<store::Run> record = co_await core->parts.store->get_run(std::move(scope), run);
    if (!record) co_return error_reply(record.error());
    co_return error_reply(run_log_expired(run));
  }
  if (*position > log->size()) co_return error_reply(bad_event_id());
  if (log->closed() && *position == log->size()) co_return Reply(204, "");
  const std::uint32_t most = core->parts.limits.readers_per_run_max;
  if (log->readers() >= most) co_return error_reply(too_many_readers(most));
  co_return stream_reply(run, open_log(call, std::move(log), *position));
}

}  // namespace chatkit::conversation
