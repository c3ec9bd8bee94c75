#include "conversation/running_turns.hpp"

#include "conversation/live_turn.hpp"

namespace chatkit::conversation {

RunningTurns::Claim RunningTurns::claim(const LiveTurnPtr& turn) {
  const std::lock_guard lock(mutex_);
  if (draining_) return Claim::draining;
  if (by_thread_.contains(turn->thread_id())) return Claim::thread_busy;
  std::uint32_t& count = by_owner_[turn->owner()];
  if (count >= per_user_max_) return Claim::too_many;
  ++count;
  by_thread_.emplace(turn->thread_id(), turn);
  turns_.insert(turn);
  return Claim::granted;
}

void RunningTurns::release(const LiveTurnPtr& turn) {
  const std::lock_guard lock(mutex_);
  if (turns_.erase(turn) == 0) return;
  const auto holder = by_thread_.find(turn->thread_id());
  if (holder != by_thread_.end() && holder->second == turn) by_thread_.erase(holder);
  const auto count = by_owner_.find(turn->owner());
  if (--count->second == 0) by_owner_.erase(count);
}

void RunningTurns::give_up_thread(const LiveTurnPtr& turn) {
  const std::lock_guard lock(mutex_);
  const auto holder = by_thread_.find(turn->thread_id());
  if (holder != by_thread_.end() && holder->second == turn) by_thread_.erase(holder);
}

LiveTurnPtr RunningTurns::find(const ThreadId& thread) const {
  const std::lock_guard lock(mutex_);
  const auto holder = by_thread_.find(thread);
  return holder == by_thread_.end() ? nullptr : holder->second;
}

std::size_t RunningTurns::count_of(const TurnOwner& owner) const {
  const std::lock_guard lock(mutex_);
  const auto count = by_owner_.find(owner);
  return count == by_owner_.end() ? 0 : count->second;
}

std::size_t RunningTurns::size() const {
  const std::lock_guard lock(mutex_);
  return turns_.size();
}

std::vector<LiveTurnPtr> RunningTurns::all() const {
  const std::lock_guard lock(mutex_);
  return {turns_.begin(), turns_.end()};
}

void RunningTurns::drain() {
  const std::lock_guard lock(mutex_);
  draining_ = true;
}

bool RunningTurns::draining() const {
  const std::lock_guard lock(mutex_);
  return draining_;
}

}  // namespace chatkit::conversation
