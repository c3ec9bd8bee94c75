#include "client/retry_policy.hpp"

#include <gtest/gtest.h>

namespace chatkit::client {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

const auto kNow = std::chrono::system_clock::from_time_t(1'700'000'000);  // 14 Nov 2023 22:13:20

std::optional<milliseconds> delay(std::vector<Headers::Entry> headers) {
  return requested_delay(Headers(std::move(headers)), kNow);
}

TEST(RetryPolicy, RepeatsTheStatusesThatMayPass) {
  for (const int status : {408, 409, 429, 500, 502, 503, 504, 529}) {
    EXPECT_TRUE(is_retryable(status, {})) << status;
  }
  for (const int status : {400, 401, 403, 404, 413, 422, 499}) {
    EXPECT_FALSE(is_retryable(status, {})) << status;
  }
}

TEST(RetryPolicy, ObeysTheServicesWish) {
  EXPECT_FALSE(is_retryable(500, Headers({{"x-should-retry", "false"}})));
  EXPECT_TRUE(is_retryable(400, Headers({{"X-Should-Retry", "true"}})));
  EXPECT_TRUE(is_retryable(500, Headers({{"x-should-retry", "perhaps"}})));
}

TEST(RetryPolicy, ReadsRetryAfter) {
  EXPECT_EQ(delay({{"retry-after", "7"}}), 7s);
  EXPECT_EQ(delay({{"Retry-After", " 0.5 "}}), 500ms);
  EXPECT_EQ(delay({{"retry-after", "0"}}), 0ms);
  EXPECT_EQ(delay({{"retry-after", "120"}}), 120s);
  EXPECT_EQ(delay({{"retry-after", "121"}}), 121s);
  EXPECT_EQ(delay({{"retry-after-ms", "1500"}, {"retry-after", "7"}}), 1500ms);
  EXPECT_EQ(delay({{"retry-after-ms", "soon"}, {"retry-after", "7"}}), 7s);
}

TEST(RetryPolicy, ReadsRetryAfterAsADate) {
  EXPECT_EQ(delay({{"retry-after", "Tue, 14 Nov 2023 22:13:50 GMT"}}), 30s);
  EXPECT_EQ(delay({{"retry-after", "Tuesday, 14-Nov-23 22:13:50 GMT"}}), 30s);
  EXPECT_EQ(delay({{"retry-after", "Tue Nov 14 22:13:50 2023"}}), 30s);
  EXPECT_EQ(delay({{"retry-after", "Tue, 14 Nov 2023 22:00:00 GMT"}}), 0s);
}

TEST(RetryPolicy, IgnoresWhatIsNoDelay) {
  for (const char* text : {"", "-1", "soon", "nan", "inf", "5x"}) {
    EXPECT_EQ(delay({{"retry-after", text}}), std::nullopt) << text;
  }
  EXPECT_EQ(delay({}), std::nullopt);
}

TEST(RetryPolicy, DoublesFromHalfASecondToEight) {
  EXPECT_EQ(backoff_delay(0, 0.0), 500ms);
  EXPECT_EQ(backoff_delay(1, 0.0), 1000ms);
  EXPECT_EQ(backoff_delay(3, 0.0), 4000ms);
  EXPECT_EQ(backoff_delay(4, 0.0), 8000ms);
  EXPECT_EQ(backoff_delay(5, 0.0), 8000ms);
  EXPECT_EQ(backoff_delay(1'000'000, 0.0), 8000ms);
}

TEST(RetryPolicy, TakesUpToAQuarterOff) {
  EXPECT_EQ(backoff_delay(0, 0.5), 438ms);  // 500 · (1 − 0.125), rounded
  EXPECT_EQ(backoff_delay(4, 1.0), 6000ms);
}

}  // namespace
}  // namespace chatkit::client
