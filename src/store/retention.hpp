#pragma once

#include <chrono>

namespace chatkit::store {

/// How long an idempotency key means the first answer. Source: contract section 2.
inline constexpr std::chrono::hours kIdempotencyLifetime{24};

}  // namespace chatkit::store
