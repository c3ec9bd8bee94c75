#pragma once

#include <chrono>

#include "chatkit/time.hpp"

namespace chatkit {

/// Where the time comes from; injected, so that tests move it. Safe from any thread.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Timestamp now() const = 0;
  virtual std::chrono::steady_clock::time_point steady_now() const = 0;
};

/// The machine's own clocks.
class SystemClock final : public Clock {
 public:
  Timestamp now() const override {
    return std::chrono::time_point_cast<std::chrono::microseconds>(
        std::chrono::system_clock::now());
  }
  std::chrono::steady_clock::time_point steady_now() const override {
    return std::chrono::steady_clock::now();
  }
};

}  // namespace chatkit
