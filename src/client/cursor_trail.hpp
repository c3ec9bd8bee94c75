#pragma once

#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_map>

namespace chatkit::client {

/// The cursors that a list was continued from. A service that names one a second time would be
/// paged through for ever. Safe from any thread.
class CursorTrail {
 public:
  /// Notes that page `position` begins after `cursor`; false if an earlier page did already. Asking
  /// for the same page again is fine.
  bool note(const std::string& cursor, std::size_t position) {
    const std::lock_guard lock(mutex_);
    const auto [at, is_new] = positions_.try_emplace(cursor, position);
    return is_new || at->second >= position;
  }

 private:
  std::mutex mutex_;
  std::unordered_map<std::string, std::size_t> positions_;
};

}  // namespace chatkit::client
