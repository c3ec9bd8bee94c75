#pragma once

#include <cstdint>

namespace chatkit::store::sqlite {

// An item's key: its thread's number « 24 | its place in the thread, which begins at 1.

inline constexpr std::int64_t kItemsPerThreadMax = (std::int64_t{1} << 24) - 1;

/// Below every key of `thread`.
inline std::int64_t key_before(std::int64_t thread) { return thread << 24; }
/// Above every key of `thread`.
inline std::int64_t key_after(std::int64_t thread) { return (thread + 1) << 24; }

}  // namespace chatkit::store::sqlite
