#pragma once

#include <string>
#include <string_view>

namespace chatkit::access {

/// What tells one request body from another: its SHA-256, 32 raw bytes.
std::string body_hash(std::string_view body);

/// The key under which the store keeps a caller's key: the route, the session where there is one,
/// and the caller's own text last, which may hold any character.
std::string idempotency_key(std::string_view route, std::string_view session, std::string_view key);

}  // namespace chatkit::access
