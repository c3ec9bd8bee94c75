#include "chatkit/timeout.hpp"

#include <gtest/gtest.h>

namespace chatkit {
namespace {

using namespace std::chrono_literals;

TEST(Timeout, IsTenMinutesAndFiveSecondsToConnect) {
  const Timeout::Phases phases = Timeout().phases();
  EXPECT_EQ(phases.connect, 5s);
  EXPECT_EQ(phases.read, 600s);
  EXPECT_EQ(phases.write, 600s);
  EXPECT_EQ(phases.pool, 600s);
}

TEST(Timeout, TakesOneDurationForAllPhases) {
  const Timeout timeout = 2s;
  EXPECT_EQ(timeout, Timeout(Timeout::Phases{2s, 2s, 2s, 2s}));
}

TEST(Timeout, RoundsUpSoThatATinyLimitIsStillOne) {
  EXPECT_EQ(Timeout(1ns).phases().read, 1ms);
  EXPECT_EQ(Timeout(std::chrono::duration<double>(0.0015)).phases().read, 2ms);
}

TEST(Timeout, TakesPhasesApart) {
  const Timeout timeout = Timeout::Phases{.read = 1s};
  EXPECT_EQ(timeout.phases().connect, 5s);
  EXPECT_EQ(timeout.phases().read, 1s);
}

TEST(Timeout, MayBeNone) {
  const Timeout::Phases phases = Timeout::none().phases();
  EXPECT_FALSE(phases.connect || phases.read || phases.write || phases.pool);
}

}  // namespace
}  // namespace chatkit
