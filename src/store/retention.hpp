#pragma once

#include <chrono>
#include <optional>

namespace chatkit::store {

/// How long an idempotency key means the first answer. Source: contract section 2.
inline constexpr std::chrono::hours kIdempotencyLifetime{24};

/// How long a store keeps what nobody deletes; unset: as long as what it belongs to.
struct Retention {
  /// Of runs since they started; never less than a day, for idempotency keys name them.
  std::optional<std::chrono::seconds> runs;
};

}  // namespace chatkit::store
