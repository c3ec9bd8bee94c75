#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <unordered_map>

#include "access/access.hpp"

namespace chatkit::access {

/// Counts events by key within the last minute: a sliding window each, many keys.
///
/// Exact up to a limit of 10,000; beyond it, events of one second leave together at the second's
/// end, so that a window never holds more than that many entries. Windows that have emptied are
/// dropped; past `keys_max` keys, another key's window makes room. Safe from any thread.
class RateWindows {
 public:
  using Time = std::chrono::steady_clock::time_point;
  static constexpr std::chrono::seconds kWindow{60};
  static constexpr std::int64_t kExactLimitMax = 10'000;

  explicit RateWindows(std::size_t keys_max) : shard_keys_max_(keys_max / kShards + 1) {}

  /// Counts one event if `limit` allows it.
  RateVerdict count(const std::string& key, std::int64_t limit, Time now);
  /// What `count` would say, without counting.
  RateVerdict look(const std::string& key, std::int64_t limit, Time now);
  /// Keys that are remembered.
  std::size_t keys() const;

 private:
  struct Entry {
    Time time;
    std::int64_t events = 0;
  };
  struct Window {
    std::deque<Entry> entries;
    std::int64_t events = 0;
  };
  struct Shard {
    mutable std::mutex mutex;
    std::unordered_map<std::string, Window> windows;
    Time swept{};
  };
  static constexpr std::size_t kShards = 16;

  Shard& shard_of(const std::string& key);
  /// Drops what is older than the window.
  static void expire(Window& window, Time now);
  static RateVerdict verdict(const Window& window, std::int64_t limit, Time now);
  void make_room(Shard& shard, Time now) const;

  std::size_t shard_keys_max_;
  std::array<Shard, kShards> shards_;
};

}  // namespace chatkit::access
