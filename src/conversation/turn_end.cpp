#include <algorithm>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <exception>
#include <optional>
#include <utility>

#include "conversation/attachments.hpp"
#include "conversation/live_turn.hpp"
#include "conversation/stored_item.hpp"
#include "store/run_state.hpp"

// The run of a responder and the end of its turn. Source: contract section 2, rules 6 and 7.
namespace chatkit::conversation {

namespace asio = boost::asio;

namespace {

using namespace std::chrono_literals;

/// A responder that does not let go of a stopped turn is asked again this often.
constexpr auto kCancelAgainAfter = 100ms;

constexpr std::string_view kStoppedByUser =
    "The user cancelled the stream. Stop responding to the prior request.";

protocol::StreamError user_facing(std::string message, bool allow_retry) {
  protocol::StreamError error;
  error.code = "custom";
  error.message = std::move(message);
  error.allow_retry = allow_retry;
  return error;
}

protocol::StreamError failed_here() {
  protocol::StreamError error;
  error.code = "stream.error";
  error.allow_retry = true;
  return error;
}

/// What the client is told at the end of a turn that did not go well; nothing if it need not know.
std::optional<protocol::StreamError> error_event(Stop stop, const store::RunEnd& end,
                                                 const Result<void>& outcome) {
  switch (stop) {
    case Stop::user:
      return std::nullopt;
    case Stop::interrupted:
      return failed_here();
    case Stop::took_too_long:
      return user_facing("The answer took longer than it may and was ended.", true);
    case Stop::sent_too_much:
      return user_facing("The answer grew larger than it may and was ended.", false);
    case Stop::item_too_large:
      return user_facing("A part of the answer grew larger than it may.", false);
    case Stop::none:
      break;
  }
  if (end.state == store::RunState::completed) return std::nullopt;
  if (!outcome && outcome.error().code == responder::kAlreadyTold) return std::nullopt;
  if (!outcome && outcome.error().code == "custom") {
    return user_facing(outcome.error().message, !outcome.error().permanent);
  }
  return failed_here();
}

std::string_view reason_of(Stop stop) {
  switch (stop) {
    case Stop::took_too_long:
      return "took_too_long";
    case Stop::sent_too_much:
      return "sent_too_much";
    case Stop::item_too_large:
      return "item_too_large";
    default:
      return "";
  }
}

/// What is unguessable of a run's id: 40 hex digits and more, whatever the id looks like.
std::string hex_digits_of(std::string_view id) {
  constexpr std::size_t kPrefix = 12;  // `run_` and the time
  std::string digits(id.substr(std::min(id.size(), kPrefix)));
  digits.resize(std::max<std::size_t>(digits.size(), 40), '0');
  return digits;
}

std::string log_text_of(const Error& error) {
  return error.log_text.empty() ? error.code + ": " + error.message : error.log_text;
}

}  // namespace

void LiveTurn::send_opening() {
  if (setup_.new_thread) {
    protocol::ThreadCreated created;
    created.thread = thread_;
    // A title is news of its own, so that clients show it the same way whenever it comes.
    created.thread.title.reset();
    send(created);
  }
  if (setup_.cause == responder::Cause::user_message) {
    protocol::ItemDone done;
    done.item = *setup_.input;
    add_urls(*core_, done.item);
    send(done);
  }
  send(protocol::StreamOptions());
  if (setup_.cause == responder::Cause::structured_input) {
    for (const protocol::ThreadItem& item : setup_.changed_items) {
      protocol::ItemReplaced replaced;
      replaced.item = item;
      send(replaced);
    }
  }
  if (setup_.new_thread && thread_.title) {
    protocol::ThreadUpdated updated;
    updated.thread = thread_;
    send(updated);
  }
}

void LiveTurn::begin() {
  core_->logs.add(setup_.run, owner(), log_);
  send_opening();
  core_->metrics.running.add(1);
  core_->parts.log->info("turn_started", {{"run", setup_.run.str()},
                                          {"request", setup_.request_id},
                                          {"thread", setup_.thread.id.str()},
                                          {"workflow", setup_.workflow->id}});
  const Self self = shared_from_this();
  if (stop_ == Stop::none) arm_watch(core_->parts.limits.turn_duration_max);
  if (wants_title()) begin_title();
  asio::co_spawn(executor_, run(self),
                 asio::bind_cancellation_slot(cancel_.slot(), [self](std::exception_ptr failure) {
                   if (failure) self->conclude(store::RunState::failed);
                 }));
}

void LiveTurn::drop() {
  ending_ = true;
  watch_.cancel();
  core_->turns.release(shared_from_this());
  log_->close();
  end_->set();
}

void LiveTurn::reader_lost() {
  if (!setup_.resumable) request_stop(Stop::user);
}

void LiveTurn::request_stop(Stop why) {
  asio::post(executor_, [self = shared_from_this(), why] { self->stop_here(why); });
}

void LiveTurn::stop_here(Stop why) {
  if (stopped()) return;
  stop_ = why;
  arm_watch(kCancelAgainAfter);
  cancel_.emit(asio::cancellation_type::terminal);
  cancel_title_.emit(asio::cancellation_type::terminal);
}

void LiveTurn::arm_watch(std::chrono::milliseconds delay) {
  watch_.expires_after(delay);
  watch_.async_wait([self = shared_from_this()](boost::system::error_code error) {
    if (!error) self->on_watch();
  });
}

void LiveTurn::on_watch() {
  if (ending_) return;
  if (stop_ == Stop::none) return stop_here(Stop::took_too_long);
  cancel_.emit(asio::cancellation_type::terminal);
  arm_watch(kCancelAgainAfter);
}

awaitable<void> LiveTurn::run(Self self) {
  Result<void> outcome = turn_ended_error();
  if (self->stop_ == Stop::none) {
    outcome = co_await respond(self);
  } else {
    self->refused_ = true;
  }
  co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
  co_await finish(self, std::move(outcome));
}

awaitable<Result<void>> LiveTurn::respond(Self self) {
  if (self->setup_.answers_nothing) co_return Result<void>();
  std::string what = "the responder threw something that is no std::exception";
  try {
    Result<void> outcome = co_await self->setup_.responder->respond(self);
    co_return outcome;
  } catch (const std::exception& failure) {
    what = failure.what();
  } catch (...) {  // NOLINT(bugprone-empty-catch): `what` says it.
  }
  if (self->refuses()) co_return turn_ended_error();
  co_return internal_error(std::move(what));
}

store::RunEnd LiveTurn::run_end(const Result<void>& outcome) const {
  store::RunEnd end;
  end.ended_at = now();
  // A stop that came when all had been said changes nothing.
  if (outcome && !refused_) {
    end.state = store::RunState::completed;
    return end;
  }
  switch (stop_) {
    case Stop::user:
      end.state = store::RunState::stopped;
      break;
    case Stop::interrupted:
      end.state = store::RunState::interrupted;
      break;
    default:
      end.state = store::RunState::failed;
      break;
  }
  if (end.state == store::RunState::failed) {
    end.error = stop_ == Stop::none ? log_text_of(outcome.error()) : std::string(reason_of(stop_));
  }
  return end;
}

void LiveTurn::add_last_items(store::RunEnd& end) {
  if (end.state != store::RunState::stopped || disowned_) return;
  for (const protocol::ThreadItem& answer : pending_.take_answers()) {
    end.last_items.push_back(to_stored(answer));
  }
  protocol::SdkHiddenContext marker;
  marker.content = kStoppedByUser;
  protocol::ThreadItem item;
  item.id = new_item_id();
  item.thread_id = setup_.thread.id.str();
  item.created_at = end.ended_at;
  item.kind = std::move(marker);
  // A retry that was stopped before anything came of it leaves the old answer as it was.
  if (cut_after_ && end.last_items.empty()) return;
  end.cut_after = cut_after_;
  end.last_items.push_back(to_stored(item));
}

awaitable<void> LiveTurn::finish(Self self, Result<void> outcome) {
  co_await await_title(self);
  store::RunEnd end = self->run_end(outcome);
  const Stop stop = end.state == store::RunState::completed ? Stop::none : self->stop_;
  self->ending_ = true;
  self->watch_.cancel();
  self->add_last_items(end);
  end.figures = self->figures_;
  std::optional<protocol::StreamError> told = error_event(stop, end, outcome);
  const store::RunState state = end.state;
  std::string error = end.error;

  const Result<void> stored = co_await self->core_->parts.store->end_turn(
      self->setup_.session.project, self->setup_.run, std::move(end));
  if (!stored) {
    error += " the end could not be stored: " + log_text_of(stored.error());
    if (!told) told = failed_here();
  }
  if (told) self->send(*told);
  self->log_end(state, std::move(error));
  self->conclude(state);
}

void LiveTurn::trace_end(store::RunState state, const std::string& error) const {
  if (core_->parts.spans == nullptr || !setup_.session.tracing_enabled) return;
  const std::string digits = hex_digits_of(setup_.run.str());
  telemetry::Span span;
  span.trace_id = digits.substr(0, 32);
  span.span_id = digits.substr(16, 16);
  span.name = "turn";
  span.end = now();
  span.start = span.end - std::chrono::duration_cast<std::chrono::milliseconds>(
                              core_->parts.clock->steady_now() - setup_.arrived);
  span.failed = state == store::RunState::failed || state == store::RunState::interrupted;
  span.message = error;
  span.attributes = {{"chatkit.run", setup_.run.str()},
                     {"chatkit.thread", setup_.thread.id.str()},
                     {"chatkit.session", setup_.session.id.str()},
                     {"chatkit.workflow", setup_.workflow->id},
                     {"chatkit.workflow_version", setup_.workflow->version},
                     {"chatkit.responder", setup_.workflow->responder_kind},
                     {"chatkit.cause", std::string(name_of(setup_.cause))},
                     {"chatkit.state", std::string(name_of(state))},
                     {"chatkit.events", static_cast<std::int64_t>(events_)}};
  if (!figures_.model.empty()) {
    span.attributes.emplace_back("gen_ai.request.model", figures_.model);
    span.attributes.emplace_back("gen_ai.usage.input_tokens",
                                 static_cast<std::int64_t>(figures_.tokens_in));
    span.attributes.emplace_back("gen_ai.usage.output_tokens",
                                 static_cast<std::int64_t>(figures_.tokens_out));
  }
  core_->parts.spans->add(std::move(span));
}

void LiveTurn::log_end(store::RunState state, std::string error) const {
  trace_end(state, error);
  const std::chrono::duration<double, std::milli> took =
      core_->parts.clock->steady_now() - setup_.arrived;
  const auto level = error.empty() ? telemetry::Level::info : telemetry::Level::error;
  core_->parts.log->write(level, "turn_ended",
                          {{"run", setup_.run.str()},
                           {"request", setup_.request_id},
                           {"thread", setup_.thread.id.str()},
                           {"state", std::string(name_of(state))},
                           {"events", std::to_string(events_)},
                           {"ms", std::to_string(static_cast<std::int64_t>(took.count()))},
                           {"error", std::move(error)}});
}

void LiveTurn::conclude(store::RunState state) {
  if (std::exchange(concluded_, true)) return;
  ending_ = true;
  watch_.cancel();
  core_->metrics.running.add(-1);
  core_->metrics.of(state).add();
  const std::chrono::duration<double> took = core_->parts.clock->steady_now() - setup_.arrived;
  core_->metrics.seconds.observe(took.count());
  // The thread is free before the client sees the end: its next message must not find it busy.
  core_->turns.release(shared_from_this());
  log_->close();
  core_->logs.end(setup_.run, setup_.resumable || setup_.idempotency,
                  core_->parts.clock->steady_now());
  end_->set();
}

}  // namespace chatkit::conversation
