#pragma once

#include "chatkit/timing.hpp"

namespace chatkit::client {

/// The machine's own clocks and generator.
class SystemTiming final : public Timing {
 public:
  std::chrono::system_clock::time_point now() const override;
  std::chrono::steady_clock::time_point steady_now() const override;
  void sleep(std::chrono::milliseconds duration, std::stop_token stop) override;
  double random_unit() override;
};

}  // namespace chatkit::client
