#include "access/key_cache.hpp"

#include <mutex>

namespace chatkit::access {

std::optional<ApiCaller> KeyCache::find(const std::string& hash, Time now) const {
  const std::shared_lock lock(mutex_);
  const auto found = entries_.find(hash);
  if (found == entries_.end() || found->second.until <= now) return std::nullopt;
  return found->second.caller;
}

bool KeyCache::knew(const std::string& hash) const {
  const std::shared_lock lock(mutex_);
  return entries_.contains(hash);
}

std::uint64_t KeyCache::generation() const {
  const std::shared_lock lock(mutex_);
  return generation_;
}

void KeyCache::put(const std::string& hash, ApiCaller caller, Time now, std::uint64_t generation) {
  const std::unique_lock lock(mutex_);
  if (generation != generation_) return;
  // Starting over costs one look-up a key.
  if (entries_.size() >= kKeysMax) entries_.clear();
  entries_.insert_or_assign(hash, Entry{std::move(caller), now + kLifetime});
}

void KeyCache::clear() {
  const std::unique_lock lock(mutex_);
  entries_.clear();
  ++generation_;
}

}  // namespace chatkit::access
