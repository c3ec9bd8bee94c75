#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/ids.hpp"

namespace chatkit::conversation {

class LiveTurn;
using LiveTurnPtr = std::shared_ptr<LiveTurn>;

/// Whose turns are counted together: a user of a project.
struct TurnOwner {
  ProjectId project;
  std::string user;
  friend auto operator<=>(const TurnOwner&, const TurnOwner&) = default;
};

/// Every turn that runs on this node: one a thread, so many a user.
///
/// It owns them until they have ended. Safe from any thread; its lock is never held while waiting.
class RunningTurns {
 public:
  enum class Claim { granted, thread_busy, too_many, draining };

  explicit RunningTurns(std::uint32_t per_user_max) : per_user_max_(per_user_max) {}

  /// Takes the turn's thread for it, if the thread is free and the user has a turn left.
  Claim claim(const LiveTurnPtr& turn);
  /// The turn has ended. Repeatable.
  void release(const LiveTurnPtr& turn);
  /// Frees the turn's thread for another turn, though the turn has not ended yet.
  void give_up_thread(const LiveTurnPtr& turn);

  /// Nothing if no turn runs in that thread.
  LiveTurnPtr find(const ThreadId& thread) const;
  std::size_t count_of(const TurnOwner& owner) const;
  std::uint32_t per_user_max() const noexcept { return per_user_max_; }
  std::size_t size() const;
  std::vector<LiveTurnPtr> all() const;

  /// No turn is granted from now on.
  void drain();
  bool draining() const;

 private:
  const std::uint32_t per_user_max_;
  mutable std::mutex mutex_;
  bool draining_ = false;
  std::set<LiveTurnPtr> turns_;
  std::unordered_map<ThreadId, LiveTurnPtr> by_thread_;
  std::map<TurnOwner, std::uint32_t> by_owner_;
};

}  // namespace chatkit::conversation
