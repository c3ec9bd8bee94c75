#include "access/rate_windows.hpp"

#include <algorithm>
#include <functional>

namespace chatkit::access {

RateWindows::Shard& RateWindows::shard_of(const std::string& key) {
  return shards_[std::hash<std::string>()(key) % kShards];
}

void RateWindows::expire(Window& window, Time now) {
  while (!window.entries.empty() && window.entries.front().time + kWindow <= now) {
    window.events -= window.entries.front().events;
    window.entries.pop_front();
  }
}

RateVerdict RateWindows::verdict(const Window& window, std::int64_t limit, Time now) {
  RateVerdict verdict;
  verdict.limit = limit;
  verdict.allowed = window.events < limit;
  verdict.remaining = std::max<std::int64_t>(0, limit - window.events);
  if (!window.entries.empty()) {
    verdict.reset =
        std::chrono::ceil<std::chrono::milliseconds>(window.entries.front().time + kWindow - now);
  }
  return verdict;
}

void RateWindows::make_room(Shard& shard, Time now) const {
  const bool full = shard.windows.size() >= shard_keys_max_;
  // Sweeping costs a pass over the shard: once a window is enough, once a second where it is full.
  const Time::duration interval = full ? std::chrono::seconds(1) : kWindow;
  if (now - shard.swept >= interval) {
    shard.swept = now;
    std::erase_if(shard.windows, [now](const auto& entry) {
      const auto& entries = entry.second.entries;
      return entries.empty() || entries.back().time + kWindow <= now;
    });
  }
  if (shard.windows.size() >= shard_keys_max_) shard.windows.erase(shard.windows.begin());
}

RateVerdict RateWindows::count(const std::string& key, std::int64_t limit, Time now) {
  Shard& shard = shard_of(key);
  const std::lock_guard lock(shard.mutex);
  auto found = shard.windows.find(key);
  if (found == shard.windows.end()) {
    make_room(shard, now);
    found = shard.windows.try_emplace(key).first;
  }
  Window& window = found->second;
  expire(window, now);
  RateVerdict before = verdict(window, limit, now);
  if (!before.allowed) return before;

  const Time stamp = limit <= kExactLimitMax ? now : std::chrono::ceil<std::chrono::seconds>(now);
  if (window.entries.empty() || window.entries.back().time != stamp) {
    window.entries.push_back(Entry{stamp, 0});
  }
  ++window.entries.back().events;
  ++window.events;
  RateVerdict after = verdict(window, limit, now);
  after.allowed = true;
  return after;
}

RateVerdict RateWindows::look(const std::string& key, std::int64_t limit, Time now) {
  Shard& shard = shard_of(key);
  const std::lock_guard lock(shard.mutex);
  const auto found = shard.windows.find(key);
  if (found == shard.windows.end()) return verdict(Window{}, limit, now);
  expire(found->second, now);
  return verdict(found->second, limit, now);
}

std::size_t RateWindows::keys() const {
  std::size_t total = 0;
  for (const Shard& shard : shards_) {
    const std::lock_guard lock(shard.mutex);
    total += shard.windows.size();
  }
  return total;
}

}  // namespace chatkit::access
