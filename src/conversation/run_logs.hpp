#pragma once

#include <chrono>
#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "base/ids.hpp"
#include "conversation/run_log.hpp"
#include "conversation/running_turns.hpp"

namespace chatkit::conversation {

/// How long and how much of what has ended is kept.
struct RunLogLimits {
  std::chrono::seconds lifetime{300};
  /// All logs together; the oldest that has ended goes first.
  std::size_t bytes_max = 256U << 20U;
};

/// The logs that a client may come back for: of runs under way, and of those that ended a while
/// ago.
///
/// Safe from any thread.
class RunLogs {
 public:
  using Time = std::chrono::steady_clock::time_point;

  explicit RunLogs(RunLogLimits limits) : limits_(limits) {}

  void add(const RunId& run, TurnOwner owner, std::shared_ptr<RunLog> log);
  /// The run has ended: its log stays for a while if `keep` is set.
  void end(const RunId& run, bool keep, Time now);
  /// Nothing if it is unknown, gone or somebody else's.
  std::shared_ptr<RunLog> find(const RunId& run, const TurnOwner& owner, Time now);
  /// Logs of runs that have ended, and what they take.
  std::size_t ended() const;
  std::size_t ended_bytes() const;

 private:
  struct Entry {
    TurnOwner owner;
    std::shared_ptr<RunLog> log;
  };
  struct Ended {
    RunId run;
    Time until;
    std::size_t bytes = 0;
  };
  /// Drops what is too old, and then what is too much.
  void trim(Time now);

  const RunLogLimits limits_;
  mutable std::mutex mutex_;
  std::unordered_map<RunId, Entry> entries_;
  std::list<Ended> ended_;  // The oldest first.
  std::size_t ended_bytes_ = 0;
};

}  // namespace chatkit::conversation
