#pragma once

#include <atomic>
#include <cstdint>

#include "base/random.hpp"

namespace chatkit::test {

/// Bytes that repeat from run to run and never within one: each call counts one further.
class CountingRandom final : public Random {
 public:
  void fill(std::span<std::byte> out) override {
    std::uint64_t state = ++calls_;
    for (std::byte& byte : out) {
      // SplitMix64: well spread bits from a plain count.
      state += 0x9E3779B97F4A7C15ULL;
      std::uint64_t mixed = (state ^ (state >> 30U)) * 0xBF58476D1CE4E5B9ULL;
      mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBULL;
      byte = static_cast<std::byte>(mixed >> 56U);
    }
  }

 private:
  std::atomic<std::uint64_t> calls_{0};
};

}  // namespace chatkit::test
