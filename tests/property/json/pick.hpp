#pragma once

#include <cstddef>
#include <random>

namespace chatkit::json {

using Random = std::mt19937;

/// A number from 0 on, below `below`.
inline std::size_t pick(Random& random, std::size_t below) {
  return std::uniform_int_distribution<std::size_t>(0, below - 1)(random);
}

}  // namespace chatkit::json
