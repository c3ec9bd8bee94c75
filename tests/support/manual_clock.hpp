#pragma once

#include <atomic>
#include <chrono>

#include "base/clock.hpp"

namespace chatkit::test {

/// A clock that stands still until a test moves it. Both of its faces move together.
class ManualClock final : public Clock {
 public:
  /// 2026-11-22T09:30:00Z
  static constexpr std::chrono::sys_seconds kStart{std::chrono::seconds(1'795'339'800)};

  Timestamp now() const override { return Timestamp(kStart) + passed(); }
  std::chrono::steady_clock::time_point steady_now() const override {
    return std::chrono::steady_clock::time_point(std::chrono::hours(1)) + passed();
  }
  void advance(std::chrono::microseconds duration) { passed_us_ += duration.count(); }

 private:
  std::chrono::microseconds passed() const { return std::chrono::microseconds(passed_us_.load()); }

  std::atomic<std::int64_t> passed_us_{0};
};

}  // namespace chatkit::test
