#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/limits.hpp"
#include "base/result.hpp"
#include "store/records.hpp"

namespace chatkit::access {

/// What tells one request body from another: its SHA-256, 32 raw bytes.
std::string body_hash(std::string_view body);

/// The key under which the store keeps a caller's key: the route, the session where there is one,
/// and the caller's own text last, which may hold any character.
std::string idempotency_key(std::string_view route, std::string_view session, std::string_view key);

/// Where a caller's key counts.
struct IdempotencyPlace {
  std::string_view route;
  std::string_view session;  // empty: the whole project
};
/// The record that a request with that `Idempotency-Key` asks for, but for its body's hash and its
/// target; nothing without a key. Errors: string_above_max_length.
Result<std::optional<store::IdempotencyRecord>> requested_record(std::string_view key,
                                                                 IdempotencyPlace place,
                                                                 const Limits& limits,
                                                                 Timestamp now);

/// 422: the key was used before with another body.
Error idempotency_mismatch();

}  // namespace chatkit::access
