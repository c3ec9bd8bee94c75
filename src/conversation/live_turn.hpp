#pragma once

#include <atomic>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "conversation/core.hpp"
#include "conversation/end_signal.hpp"
#include "conversation/pending_items.hpp"
#include "conversation/run_log.hpp"
#include "conversation/turn_setup.hpp"
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

/// One run of a responder over a thread: what its events do, and how it ends.
///
/// Lives on one executor, which runs one thing at a time; `request_stop`, `disown` and the plain
/// getters may be called from any thread. Owned by RunningTurns from its claim to its end.
class LiveTurn final : public responder::Turn, public std::enable_shared_from_this<LiveTurn> {
 public:
  LiveTurn(CorePtr core, boost::asio::any_io_executor executor, TurnSetup setup);

  ThreadId thread_id() const { return setup_.thread.id; }
  const RunId& id() const { return setup_.run; }
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

  responder::Cause cause() const override { return setup_.cause; }
  const std::string& run_id() const override { return setup_.run.str(); }
  const responder::SessionView& session() const override { return session_; }
  const protocol::Thread& thread() const override { return thread_; }
  const RawJson& thread_metadata() const override { return setup_.thread.metadata; }
  const RawJson& op_metadata() const override { return setup_.op_metadata; }
  const protocol::ThreadItem* input() const override;
  const responder::Action* action() const override;
  awaitable<Result<std::vector<protocol::ThreadItem>>> history(std::size_t items_max) override;
  awaitable<Result<std::string>> read_attachment(std::string attachment_id,
                                                 std::size_t bytes_max) override;
  std::string download_url(const protocol::Attachment& attachment) const override;
  std::string new_item_id() override;
  Timestamp now() const override { return core_->parts.clock->now(); }
  awaitable<Result<void>> emit(protocol::Event event) override;
  awaitable<Result<void>> set_thread(responder::ThreadSettings settings) override;
  void note_usage(responder::Usage usage) override;
  awaitable<Result<void>> sleep(std::chrono::milliseconds duration) override;
  bool stopped() const override { return stop_ != Stop::none || ending_; }

 private:
  using Self = std::shared_ptr<LiveTurn>;

  // live_turn.cpp: what the responder asks for.
  static awaitable<Result<void>> emit_event(Self self, protocol::Event event);
  static awaitable<Result<void>> change_thread(Self self, responder::ThreadSettings settings);
  static awaitable<Result<void>> store_settings(Self self, responder::ThreadSettings settings);
  static awaitable<Result<void>> wait(Self self, std::chrono::milliseconds duration);
  static awaitable<Result<std::vector<protocol::ThreadItem>>> read_history(Self self,
                                                                           std::size_t items_max);
  // turn_events.cpp: what an event does to the thread, before it goes out.
  static awaitable<Result<bool>> apply(Self self, protocol::Event& event);
  static awaitable<Result<bool>> store_done(Self self, protocol::ThreadItem& item);
  static awaitable<Result<bool>> store_replaced(Self self, protocol::ThreadItem& item);
  static awaitable<Result<bool>> remove(Self self, std::string item_id);
  static awaitable<Result<store::Item>> prepare_item(Self self, protocol::ThreadItem& item);
  static awaitable<Result<void>> append_item(Self self, store::Item item);
  Result<bool> note_added(protocol::ThreadItem& item);
  Result<bool> note_updated(const protocol::ItemUpdated& updated);
  Result<store::Item> checked(protocol::ThreadItem& item);
  // turn_end.cpp: the responder's run and the turn's end.
  static awaitable<void> run(Self self);
  static awaitable<Result<void>> respond(Self self);
  static awaitable<void> finish(Self self, Result<void> outcome);
  store::RunEnd run_end(const Result<void>& outcome) const;
  void add_last_items(store::RunEnd& end);
  void trace_end(store::RunState state, const std::string& error) const;
  void log_end(store::RunState state, std::string error) const;
  void conclude(store::RunState state);
  // turn_title.cpp: the title of a new thread.
  bool wants_title() const;
  void begin_title();
  static awaitable<void> make_title(Self self);
  static awaitable<void> await_title(Self self);
  static awaitable<void> set_title(Self self, std::string title);

  bool refuses();
  void stop_here(Stop why);
  void arm_watch(std::chrono::milliseconds delay);
  void on_watch();
  void send_opening();
  void send(const protocol::Event& event);

  const CorePtr core_;
  const boost::asio::any_io_executor executor_;
  TurnSetup setup_;
  store::Scope scope_;
  protocol::Thread thread_;
  responder::SessionView session_;
  const std::shared_ptr<RunLog> log_ = std::make_shared<RunLog>();
  const std::shared_ptr<EndSignal> end_ = std::make_shared<EndSignal>();
  PendingItems pending_;
  /// Hidden items that were sent as begun or done: no update of theirs goes out.
  std::set<std::string, std::less<>> hidden_ids_;
  /// On a retry, until the first new item is stored: what comes after this one goes with it.
  std::optional<ItemId> cut_after_;

  boost::asio::cancellation_signal cancel_;
  boost::asio::cancellation_signal cancel_title_;
  std::shared_ptr<EndSignal> title_end_;  // Set while a title is being made.
  bool title_set_ = false;
  boost::asio::steady_timer watch_;
  Stop stop_ = Stop::none;
  bool refused_ = false;  // The responder was told that the turn has ended.
  bool ending_ = false;
  bool concluded_ = false;
  std::atomic<bool> disowned_ = false;
  std::uint64_t events_ = 0;
  std::size_t event_bytes_ = 0;
  std::size_t bytes_since_yield_ = 0;
  store::RunFigures figures_;
};

/// The end of a turn as a responder that goes on is told: conflict, code `turn_ended`.
Error turn_ended_error();

}  // namespace chatkit::conversation
