#include "app/running_answer.hpp"

#include <chrono>

#include "chatkit/errors.hpp"

namespace chatkit::app {
namespace {

constexpr std::chrono::seconds kStopTimeout{10};

}  // namespace

std::stop_token RunningAnswer::begin_turn(const Conversation& conversation) {
  const std::lock_guard lock(mutex_);
  turn_.emplace().conversation.emplace(conversation);
  return turn_->waiting.get_token();
}

std::stop_token RunningAnswer::begin_call() {
  const std::lock_guard lock(mutex_);
  return turn_.emplace().waiting.get_token();
}

void RunningAnswer::found(const std::string& thread_id, const std::optional<std::string>& run_id) {
  std::optional<RunningTurn> to_stop;
  {
    const std::lock_guard lock(mutex_);
    if (!turn_ || thread_id.empty() || !turn_->thread_id.empty()) return;
    turn_->thread_id = thread_id;
    turn_->run_id = run_id;
    if (turn_->interrupts > 0) to_stop = turn_;
  }
  if (to_stop) stop(*to_stop);
}

bool RunningAnswer::end() {
  const std::lock_guard lock(mutex_);
  const bool interrupted = turn_ && turn_->interrupts > 0;
  turn_.reset();
  return interrupted;
}

bool RunningAnswer::interrupt() {
  std::optional<RunningTurn> to_stop;
  {
    const std::lock_guard lock(mutex_);
    if (!turn_) return false;
    ++turn_->interrupts;
    if (!turn_->conversation || turn_->interrupts > 1) {
      turn_->waiting.request_stop();
    } else if (!turn_->thread_id.empty()) {
      to_stop = turn_;
    }
  }
  if (to_stop) stop(*to_stop);
  return true;
}

void RunningAnswer::stop(const RunningTurn& turn) {
  try {
    turn.conversation->stop(turn.thread_id, turn.run_id,
                            {.timeout = kStopTimeout, .max_retries = 1});
  } catch (const ChatKitError&) {
    std::stop_source(turn.waiting).request_stop();
  }
}

}  // namespace chatkit::app
