#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <shared_mutex>
#include <string>
#include <unordered_map>

#include "access/callers.hpp"

namespace chatkit::access {

/// Remembers for a few seconds whose key a hash is, so that a busy program asks the store rarely.
///
/// Only keys that were found and not revoked are kept. Safe from any thread.
class KeyCache {
 public:
  using Time = std::chrono::steady_clock::time_point;
  static constexpr std::chrono::seconds kLifetime{5};
  static constexpr std::size_t kKeysMax = 4096;

  std::optional<ApiCaller> find(const std::string& hash, Time now) const;
  /// Whether the key was good once and nothing was revoked since, however long ago that was.
  bool knew(const std::string& hash) const;
  /// To be read before the store is asked.
  std::uint64_t generation() const;
  /// Keeps nothing if `clear` came since `generation` was read: what the store said may be old.
  void put(const std::string& hash, ApiCaller caller, Time now, std::uint64_t generation);
  void clear();

 private:
  struct Entry {
    ApiCaller caller;
    Time until;
  };

  mutable std::shared_mutex mutex_;
  std::unordered_map<std::string, Entry> entries_;
  std::uint64_t generation_ = 0;
};

}  // namespace chatkit::access
