#pragma once

#include <cstddef>
#include <span>

namespace chatkit {

/// Where unguessable bytes come from; injected, so that tests repeat. Safe from any thread.
class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::byte> out) = 0;
};

/// The kernel's generator. Ends the program if the kernel has none: no id may be guessable.
class SystemRandom final : public Random {
 public:
  void fill(std::span<std::byte> out) override;
};

}  // namespace chatkit
