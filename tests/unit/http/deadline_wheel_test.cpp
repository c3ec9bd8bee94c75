#include "http/deadline_wheel.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <random>
#include <vector>

namespace chatkit::http {
namespace {

using namespace std::chrono_literals;
using TimePoint = DeadlineWheel::TimePoint;

const TimePoint kStart = TimePoint() + 1h;

struct Alarm final : DeadlineWheel::Entry {
  int rings = 0;
  void on_deadline() override { ++rings; }
};

TEST(DeadlineWheel, RingsOnceAfterTheDeadlineAndNotBefore) {
  DeadlineWheel wheel(kStart);
  Alarm alarm;
  wheel.set(alarm, kStart + 1s);
  wheel.advance(kStart + 1s - 1ns);
  EXPECT_EQ(alarm.rings, 0);
  wheel.advance(kStart + 1s + DeadlineWheel::kTick);
  EXPECT_EQ(alarm.rings, 1);
  wheel.advance(kStart + 1h);
  EXPECT_EQ(alarm.rings, 1);
}

TEST(DeadlineWheel, TakesTheLastDeadlineThatWasSet) {
  DeadlineWheel wheel(kStart);
  Alarm later;
  Alarm earlier;
  wheel.set(later, kStart + 1s);
  wheel.set(later, kStart + 5s);
  wheel.set(earlier, kStart + 5s);
  wheel.set(earlier, kStart + 1s);
  wheel.advance(kStart + 2s);
  EXPECT_EQ(later.rings, 0);
  EXPECT_EQ(earlier.rings, 1);
  wheel.advance(kStart + 6s);
  EXPECT_EQ(later.rings, 1);
}

TEST(DeadlineWheel, ForgetsAClearedDeadline) {
  DeadlineWheel wheel(kStart);
  Alarm alarm;
  wheel.set(alarm, kStart + 1s);
  wheel.clear(alarm);
  wheel.advance(kStart + 2s);
  EXPECT_EQ(alarm.rings, 0);
  wheel.set(alarm, kStart + 3s);
  wheel.advance(kStart + 4s);
  EXPECT_EQ(alarm.rings, 1);
}

TEST(DeadlineWheel, HoldsDeadlinesBeyondOneTurn) {
  DeadlineWheel wheel(kStart);
  Alarm alarm;
  wheel.set(alarm, kStart + 1000s);
  for (auto passed = 0s; passed < 1000s; passed += 7s) wheel.advance(kStart + passed);
  EXPECT_EQ(alarm.rings, 0);
  wheel.advance(kStart + 1001s);
  EXPECT_EQ(alarm.rings, 1);
}

TEST(DeadlineWheel, ForgetsWhatWasDestroyed) {
  DeadlineWheel wheel(kStart);
  auto alarm = std::make_unique<Alarm>();
  wheel.set(*alarm, kStart + 1s);
  alarm.reset();
  wheel.advance(kStart + 2s);
}

TEST(DeadlineWheel, LetsAnAlarmDestroyOthersThatAreDueToo) {
  struct Destroyer final : DeadlineWheel::Entry {
    std::vector<std::unique_ptr<Alarm>>* others = nullptr;
    void on_deadline() override { others->clear(); }
  };
  DeadlineWheel wheel(kStart);
  std::vector<std::unique_ptr<Alarm>> others;
  Destroyer destroyer;
  destroyer.others = &others;
  wheel.set(destroyer, kStart + 1s);
  for (int i = 0; i < 3; ++i) {
    others.push_back(std::make_unique<Alarm>());
    wheel.set(*others.back(), kStart + 1s);
  }
  wheel.advance(kStart + 2s);
  EXPECT_TRUE(others.empty());
}

TEST(DeadlineWheel, AgreesWithAPlainListOfDeadlines) {
  std::mt19937 random(7);
  DeadlineWheel wheel(kStart);
  std::vector<Alarm> alarms(50);
  std::vector<std::optional<TimePoint>> expected(alarms.size());
  TimePoint now = kStart;
  for (int round = 0; round < 20'000; ++round) {
    const std::size_t at = random() % alarms.size();
    if (random() % 4 == 0) {
      wheel.clear(alarms[at]);
      expected[at].reset();
    } else {
      expected[at] = now + std::chrono::milliseconds(random() % 200'000);
      wheel.set(alarms[at], *expected[at]);
    }
    now += std::chrono::milliseconds(random() % 700);
    wheel.advance(now);
    for (std::size_t i = 0; i < alarms.size(); ++i) {
      if (alarms[i].rings > 0) {
        ASSERT_TRUE(expected[i].has_value());
        ASSERT_LE(*expected[i], now);
        expected[i].reset();
        alarms[i].rings = 0;
      } else if (expected[i]) {
        // Late by no more than the tick, and the step that the clock made at once.
        ASSERT_GT(*expected[i] + 2 * DeadlineWheel::kTick, now - 700ms);
      }
    }
  }
}

}  // namespace
}  // namespace chatkit::http
