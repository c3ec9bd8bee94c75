#pragma once

#include <atomic>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "conversation/core.hpp"
#include "conversation/end_signal.hpp"
#include "conversation/pending_items.hpp"
#include "conversation/run_log.hpp"
#include "responder/turn.hpp"

namespace chatkit::conversation {

/// Why a turn is to end before its responder says so.
enum class Stop {
  none,
  user,            // the stop button, a closed connection, a newer message
  interrupted,     // the server shuts down
  took_too_long,   // longer than a turn may take
  sent_too_much,   // more events than a turn may send
  item_too_large,  // an item past its size
};

/// What a turn is made of; all of it is known before the stream opens.
struct TurnSetup {
  store::Session session;
  store::Thread thread;
  bool new_thread = false;
  protocol::ThreadItem input;
  RunId run;
  workflow::WorkflowPtr workflow;
  std::shared_ptr<responder::Responder> responder;
  /// The client can come back: a lost connection stops nothing.
  bool resumable = false;
  std::string request_id;
  std::chrono::steady_clock::time_point arrived;
};

/// One run of a responder over a thread: what its events do, and how it ends.
///
/// Lives on one executor, which runs one thing at a time; `request_stop`, `disown` and the plain
/// getters may be called from any thread. Owned by RunningTurns from its claim to its end.
class LiveTurn final : public responder::Turn, public std::enable_shared_from_this<LiveTurn> {
 public:
  LiveTurn(CorePtr core, boost::asio::any_io_executor executor, TurnSetup setup);

  ThreadId thread_id() const { return setup_.thread.id; }
  const RunId& run_id() const { return setup_.run; }
  TurnOwner owner() const;
  const std::shared_ptr<RunLog>& log() const { return log_; }
  const std::shared_ptr<EndSignal>& end_signal() const { return end_; }

  /// The run and what is new of the thread, as one transaction writes them.
  store::TurnStart start() const;
  /// Sends the opening events and asks the responder; call once, on the executor, after `start` was
  /// stored.
  void begin();
  /// The turn never began: nobody waits for it any more.
  void drop();
  /// The connection that reads this turn was lost.
  void reader_lost();
  void request_stop(Stop why);
  /// Another turn has taken the thread: whatever this one leaves behind would come after it.
  void disown() { disowned_ = true; }

  const protocol::Thread& thread() const override { return thread_; }
  const protocol::ThreadItem& input() const override { return setup_.input; }
  const workflow::Workflow& workflow() const override { return *setup_.workflow; }
  const StateVariables& state_variables() const override { return state_variables_; }
  const std::string& user() const override { return setup_.session.user; }
  awaitable<Result<std::vector<protocol::ThreadItem>>> history(std::size_t items_max) override;
  std::string new_item_id() override;
  Timestamp now() const override { return core_->parts.clock->now(); }
  awaitable<Result<void>> emit(protocol::Event event) override;
  awaitable<Result<void>> set_thread(responder::ThreadSettings settings) override;
  awaitable<Result<void>> sleep(std::chrono::milliseconds duration) override;
  bool stopped() const override { return stop_ != Stop::none || ending_; }

 private:
  using Self = std::shared_ptr<LiveTurn>;

  // live_turn.cpp: what the responder asks for.
  static awaitable<Result<void>> emit_event(Self self, protocol::Event event);
  static awaitable<Result<void>> change_thread(Self self, responder::ThreadSettings settings);
  static awaitable<Result<void>> wait(Self self, std::chrono::milliseconds duration);
  using Items = std::vector<protocol::ThreadItem>;
  static awaitable<Result<Items>> read_history(Self self, std::size_t items_max);
  static awaitable<Result<Items>> collect_history(Self self, std::size_t items_max);
  // turn_events.cpp: what an event does to the thread, before it goes out.
  static awaitable<Result<bool>> apply(Self self, protocol::Event& event);
  static awaitable<Result<bool>> store_done(Self self, protocol::ThreadItem& item);
  static awaitable<Result<bool>> store_replaced(Self self, protocol::ThreadItem& item);
  static awaitable<Result<bool>> remove(Self self, std::string item_id);
  Result<bool> note_added(protocol::ThreadItem& item);
  Result<bool> note_updated(const protocol::ItemUpdated& updated);
  Result<store::Item> checked(protocol::ThreadItem& item);
  // turn_end.cpp: the responder's run and the turn's end.
  static awaitable<void> run(Self self);
  static awaitable<Result<void>> respond(Self self);
  static awaitable<void> finish(Self self, Result<void> outcome);
  store::RunEnd run_end(const Result<void>& outcome) const;
  void add_last_items(store::RunEnd& end);
  void conclude(store::RunState state);

  bool refuses();
  void stop_here(Stop why);
  void arm_watch(std::chrono::milliseconds delay);
  void on_watch();
  void send(const protocol::Event& event);

  const CorePtr core_;
  const boost::asio::any_io_executor executor_;
  TurnSetup setup_;
  store::Scope scope_;
  protocol::Thread thread_;
  StateVariables state_variables_;
  const std::shared_ptr<RunLog> log_ = std::make_shared<RunLog>();
  const std::shared_ptr<EndSignal> end_ = std::make_shared<EndSignal>();
  PendingItems pending_;

  boost::asio::cancellation_signal cancel_;
  boost::asio::steady_timer watch_;
  Stop stop_ = Stop::none;
  bool refused_ = false;  // The responder was told that the turn has ended.
  bool ending_ = false;
  bool concluded_ = false;
  bool answered_ = false;  // The responder has sent something.
  std::atomic<bool> disowned_ = false;
  std::uint64_t events_ = 0;
  std::size_t event_bytes_ = 0;
  std::size_t bytes_since_yield_ = 0;
};

/// The end of a turn as a responder that goes on is told: conflict, code `turn_ended`.
Error turn_ended_error();

}  // namespace chatkit::conversation
