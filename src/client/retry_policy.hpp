#pragma once

#include <chrono>
#include <optional>

#include "chatkit/headers.hpp"

// When a failed attempt is repeated, and after how long; no I/O.
namespace chatkit::client {

inline constexpr std::chrono::milliseconds kBackoffFirst{500};
inline constexpr std::chrono::milliseconds kBackoffMax{8000};
inline constexpr std::chrono::seconds kRetryAfterMax{120};

/// Whether an answer of this status is worth another attempt: 408, 409, 429 and from 500 on, unless
/// `x-should-retry` says otherwise.
bool is_retryable(int status, const Headers& headers);

/// The wait that the service asks for: `retry-after-ms`, else `Retry-After` in seconds or as a
/// date. A date in the past is zero; what cannot be read, or is negative, is nothing.
std::optional<std::chrono::milliseconds> requested_delay(const Headers& headers,
                                                         std::chrono::system_clock::time_point now);

/// Our own wait before retry number `retries_taken` + 1; `random` is in [0, 1).
std::chrono::milliseconds backoff_delay(int retries_taken, double random);

}  // namespace chatkit::client
