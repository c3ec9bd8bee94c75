#include "access/rate_windows.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>
#include <vector>

namespace chatkit::access {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

const RateWindows::Time kStart{std::chrono::hours(1)};

TEST(RateWindows, AllowUpToTheLimitAndNoMore) {
  RateWindows windows(100);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(windows.count("a", 3, kStart + seconds(i)).allowed);
  const RateVerdict refused = windows.count("a", 3, kStart + seconds(3));
  EXPECT_FALSE(refused.allowed);
  EXPECT_EQ(refused.limit, 3);
  EXPECT_EQ(refused.remaining, 0);
  EXPECT_EQ(refused.reset, seconds(57));
}

TEST(RateWindows, SlideToTheMillisecond) {
  RateWindows windows(100);
  windows.count("a", 2, kStart);
  windows.count("a", 2, kStart + seconds(30));
  EXPECT_FALSE(windows.count("a", 2, kStart + seconds(60) - milliseconds(1)).allowed);
  EXPECT_TRUE(windows.count("a", 2, kStart + seconds(60)).allowed);
  EXPECT_FALSE(windows.count("a", 2, kStart + seconds(89)).allowed);
  EXPECT_TRUE(windows.count("a", 2, kStart + seconds(90)).allowed);
}

TEST(RateWindows, DoNotCountWhatTheyRefused) {
  RateWindows windows(100);
  windows.count("a", 1, kStart);
  for (int i = 1; i < 60; ++i) EXPECT_FALSE(windows.count("a", 1, kStart + seconds(i)).allowed);
  EXPECT_TRUE(windows.count("a", 1, kStart + seconds(60)).allowed);
}

TEST(RateWindows, SayWhatRemains) {
  RateWindows windows(100);
  const RateVerdict first = windows.count("a", 5, kStart);
  EXPECT_EQ(first.remaining, 4);
  EXPECT_EQ(first.reset, seconds(60));
  const RateVerdict second = windows.count("a", 5, kStart + seconds(20));
  EXPECT_EQ(second.remaining, 3);
  EXPECT_EQ(second.reset, seconds(40));
}

TEST(RateWindows, CountKeysApart) {
  RateWindows windows(100);
  EXPECT_TRUE(windows.count("a", 1, kStart).allowed);
  EXPECT_TRUE(windows.count("b", 1, kStart).allowed);
  EXPECT_FALSE(windows.count("a", 1, kStart).allowed);
}

TEST(RateWindows, LookWithoutCounting) {
  RateWindows windows(100);
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(windows.look("a", 1, kStart).allowed);
  EXPECT_EQ(windows.keys(), 0U);
  windows.count("a", 1, kStart);
  EXPECT_FALSE(windows.look("a", 1, kStart).allowed);
}

TEST(RateWindows, NeverAllowTooManyUnderAHugeLimit) {
  RateWindows windows(100);
  constexpr std::int64_t kLimit = RateWindows::kExactLimitMax + 1;
  for (std::int64_t i = 0; i < kLimit; ++i) {
    ASSERT_TRUE(windows.count("a", kLimit, kStart + milliseconds(i)).allowed) << i;
  }
  EXPECT_FALSE(windows.count("a", kLimit, kStart + milliseconds(59'999)).allowed);
  EXPECT_TRUE(windows.count("a", kLimit, kStart + milliseconds(60'000)).allowed);
  // The events of one second leave together at its end: at most one second late, never early.
  EXPECT_FALSE(windows.count("a", kLimit, kStart + milliseconds(60'999)).allowed);
  EXPECT_TRUE(windows.count("a", kLimit, kStart + milliseconds(61'000)).allowed);
}

TEST(RateWindows, ForgetKeysThatWentQuiet) {
  RateWindows windows(100'000);
  for (int i = 0; i < 1000; ++i) windows.count("old" + std::to_string(i), 10, kStart);
  EXPECT_EQ(windows.keys(), 1000U);
  for (int i = 0; i < 200; ++i) {
    windows.count("new" + std::to_string(i), 10, kStart + seconds(61));
  }
  EXPECT_EQ(windows.keys(), 200U);
}

TEST(RateWindows, NeverHoldMoreThanTheirKeys) {
  RateWindows windows(160);
  for (int i = 0; i < 5000; ++i) windows.count(std::to_string(i), 10, kStart + milliseconds(i));
  EXPECT_LE(windows.keys(), 176U);
}

TEST(RateWindows, CountEveryEventOfSeveralThreads) {
  RateWindows windows(100);
  std::atomic<int> allowed{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 100; ++n) allowed += windows.count("a", 250, kStart).allowed ? 1 : 0;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(allowed, 250);
}

TEST(ResetText, WritesSecondsAndMinutesAsTheApiDoes) {
  EXPECT_EQ(reset_text(milliseconds(0)), "0s");
  EXPECT_EQ(reset_text(milliseconds(5001)), "6s");
  EXPECT_EQ(reset_text(seconds(59)), "59s");
  EXPECT_EQ(reset_text(seconds(60)), "1m0s");
  EXPECT_EQ(reset_text(seconds(125)), "2m5s");
}

TEST(RateLimitError, TellsWhenToComeBack) {
  RateVerdict verdict;
  verdict.allowed = false;
  verdict.limit = 10;
  verdict.reset = milliseconds(5001);
  const Error error = rate_limit_error(verdict);
  EXPECT_EQ(error.kind, ErrorKind::rate_limited);
  EXPECT_EQ(error.code, "rate_limit_exceeded");
  EXPECT_EQ(error.retry_after, milliseconds(5001));
}

}  // namespace
}  // namespace chatkit::access
