#include "conversation/run_logs.hpp"

#include <utility>

namespace chatkit::conversation {

void RunLogs::add(const RunId& run, TurnOwner owner, std::shared_ptr<RunLog> log) {
  const std::lock_guard lock(mutex_);
  entries_.insert_or_assign(run, Entry{std::move(owner), std::move(log)});
}

void RunLogs::end(const RunId& run, bool keep, Time now) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(run);
  if (found == entries_.end()) return;
  if (keep) {
    const std::size_t bytes = found->second.log->bytes();
    ended_.push_back(Ended{run, now + limits_.lifetime, bytes});
    ended_bytes_ += bytes;
  } else {
    entries_.erase(found);
  }
  trim(now);
}

std::shared_ptr<RunLog> RunLogs::find(const RunId& run, const TurnOwner& owner, Time now) {
  const std::lock_guard lock(mutex_);
  trim(now);
  const auto found = entries_.find(run);
  if (found == entries_.end() || found->second.owner != owner) return nullptr;
  return found->second.log;
}

std::size_t RunLogs::ended() const {
  const std::lock_guard lock(mutex_);
  return ended_.size();
}

std::size_t RunLogs::ended_bytes() const {
  const std::lock_guard lock(mutex_);
  return ended_bytes_;
}

void RunLogs::trim(Time now) {
  while (!ended_.empty() && (ended_.front().until <= now || ended_bytes_ > limits_.bytes_max)) {
    entries_.erase(ended_.front().run);
    ended_bytes_ -= ended_.front().bytes;
    ended_.pop_front();
  }
}

}  // namespace chatkit::conversation
