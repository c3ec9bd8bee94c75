#include "http/deadline_wheel.hpp"

#include <algorithm>

namespace chatkit::http {

DeadlineWheel::DeadlineWheel(TimePoint start) : start_(start), slots_(kSlots) {}

std::int64_t DeadlineWheel::tick_of(TimePoint time) const noexcept {
  return (time - start_) / kTick;
}

void DeadlineWheel::set(Entry& entry, TimePoint deadline) {
  entry.deadline_ = deadline;
  if (entry.is_linked()) {
    if (tick_of(deadline) + 1 >= entry.slot_tick_) return;
    entry.unlink();
  }
  link(entry);
}

void DeadlineWheel::link(Entry& entry) {
  // The tick after the deadline's own, so that it never fires early; at most one turn ahead.
  const std::int64_t due = tick_of(entry.deadline_) + 1;
  entry.slot_tick_ =
      std::clamp(due, now_tick_ + 1, now_tick_ + static_cast<std::int64_t>(kSlots) - 1);
  slots_[static_cast<std::size_t>(entry.slot_tick_) % kSlots].push_back(entry);
}

void DeadlineWheel::advance(TimePoint now) {
  const std::int64_t target = tick_of(now);
  const std::int64_t steps = std::min(target - now_tick_, static_cast<std::int64_t>(kSlots));
  if (steps <= 0) return;
  List due;
  for (std::int64_t tick = target - steps + 1; tick <= target; ++tick) {
    List& slot = slots_[static_cast<std::size_t>(tick) % kSlots];
    due.splice(due.end(), slot);
  }
  now_tick_ = target;
  while (!due.empty()) {
    Entry& entry = due.front();
    due.pop_front();
    if (entry.deadline_ == TimePoint::max()) continue;
    if (entry.deadline_ > now) {
      link(entry);
      continue;
    }
    entry.deadline_ = TimePoint::max();
    entry.on_deadline();
  }
}

}  // namespace chatkit::http
