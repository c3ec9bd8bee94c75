#pragma once

#include <chrono>
#include <stop_token>

namespace chatkit {

/// Where a client's time and chance come from. Tests replace it; safe from any thread.
class Timing {
 public:
  virtual ~Timing() = default;
  virtual std::chrono::system_clock::time_point now() const = 0;
  virtual std::chrono::steady_clock::time_point steady_now() const = 0;
  /// Waits; returns early if `stop` is asked for.
  virtual void sleep(std::chrono::milliseconds duration, std::stop_token stop) = 0;
  /// A number in [0, 1).
  virtual double random_unit() = 0;
};

}  // namespace chatkit
