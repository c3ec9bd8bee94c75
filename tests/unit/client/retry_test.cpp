#include <gmock/gmock.h>

#include "scripted.hpp"

// Which calls are repeated, when, and as what. Source: issue section 6.
namespace chatkit::testing {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Retry : public ::testing::Test {
 protected:
  ScriptedClient scripted;
  Client client = scripted.client();

  void retrieve(const RequestOptions& options = {}) {
    client.beta.chatkit.threads.retrieve("cthr_1", options);
  }
  void will_succeed() { scripted.transport->answer(200, thread_json("cthr_1")); }
  std::size_t attempts() const { return scripted.transport->sent.size(); }
};

TEST_F(Retry, HappensTwiceByDefaultWithGrowingWaits) {
  scripted.transport->answer(500, "").answer(503, "");
  will_succeed();
  retrieve();
  EXPECT_THAT(scripted.timing->sleeps, ElementsAre(500ms, 1000ms));
}

TEST_F(Retry, GivesUpWithTheLastError) {
  scripted.transport->answer(500, "").answer(500, "").answer(502, "last");
  try {
    retrieve();
    FAIL();
  } catch (const InternalServerError& error) {
    EXPECT_EQ(error.status(), 502);
    EXPECT_EQ(error.retries_taken(), 2);
  }
  EXPECT_EQ(attempts(), 3U);
}

TEST_F(Retry, CountsItselfInAHeader) {
  scripted.transport->answer(429, "").answer(409, "");
  will_succeed();
  retrieve();
  std::vector<std::string> counts;
  for (const HttpRequest& request : scripted.transport->sent) {
    counts.emplace_back(request.headers.get("X-ChatKit-Retry-Count").value_or("none"));
  }
  EXPECT_THAT(counts, ElementsAre("0", "1", "2"));
}

TEST_F(Retry, KeepsOneIdempotencyKeyForOneCall) {
  scripted.transport->answer(408, "").fail(TransportError::Kind::connection);
  scripted.transport->answer(200, kSessionJson);
  client.beta.chatkit.sessions.create({.user = "u", .workflow = {.id = "w"}});
  const auto& sent = scripted.transport->sent;
  ASSERT_EQ(sent.size(), 3U);
  const auto key = sent[0].headers.get("Idempotency-Key");
  ASSERT_TRUE(key);
  EXPECT_EQ(sent[1].headers.get("Idempotency-Key"), key);
  EXPECT_EQ(sent[2].headers.get("Idempotency-Key"), key);
  EXPECT_EQ(sent[2].body, sent[0].body);
}

TEST_F(Retry, FollowsConnectionErrorsAndTimeouts) {
  scripted.transport->fail(TransportError::Kind::timeout).fail(TransportError::Kind::connection);
  will_succeed();
  retrieve();
  EXPECT_EQ(attempts(), 3U);
}

TEST_F(Retry, DoesNotFollowWhatWillFailAgain) {
  scripted.transport->fail(TransportError::Kind::refused);
  EXPECT_THROW(retrieve(), APIConnectionError);
  scripted.transport->answer(404, "");
  EXPECT_THROW(retrieve(), NotFoundError);
  scripted.transport->answer(409, "", {{"x-should-retry", "false"}});
  EXPECT_THROW(retrieve(), ConflictError);
  EXPECT_EQ(attempts(), 3U);
}

TEST_F(Retry, ObeysAWishToRetry) {
  scripted.transport->answer(400, "", {{"x-should-retry", "true"}});
  will_succeed();
  retrieve();
  EXPECT_EQ(attempts(), 2U);
}

TEST_F(Retry, WaitsAsLongAsItIsTold) {
  scripted.transport->answer(429, "", {{"Retry-After", "7"}})
      .answer(429, "", {{"Retry-After", "Tue, 14 Nov 2023 22:13:57 GMT"}});
  will_succeed();
  retrieve();
  EXPECT_THAT(scripted.timing->sleeps, ElementsAre(7s, 30s));  // The clock moved by the first 7.
}

TEST_F(Retry, WaitsUpToTwoMinutesAndNoLonger) {
  scripted.transport->answer(429, "", {{"Retry-After", "120"}});
  will_succeed();
  retrieve();
  EXPECT_THAT(scripted.timing->sleeps, ElementsAre(120s));

  scripted.transport->answer(429, "", {{"retry-after-ms", "120001"}});
  EXPECT_THROW(retrieve(), RateLimitError);
  scripted.transport->answer(429, "", {{"Retry-After", "121"}, {"x-should-retry", "true"}});
  EXPECT_THROW(retrieve(), RateLimitError);
  EXPECT_EQ(scripted.timing->sleeps.size(), 1U);
}

TEST_F(Retry, TakesACallsOwnNumber) {
  scripted.transport->answer(500, "");
  EXPECT_THROW(retrieve({.max_retries = 0}), InternalServerError);
  EXPECT_EQ(attempts(), 1U);
  for (int i = 0; i < 5; ++i) scripted.transport->answer(500, "");
  EXPECT_THROW(retrieve({.max_retries = 4}), InternalServerError);
  EXPECT_EQ(attempts(), 6U);
}

TEST_F(Retry, StopsWhenTheProgramSaysSo) {
  std::stop_source source;
  source.request_stop();
  EXPECT_THROW(retrieve({.stop_token = source.get_token()}), APIUserAbortError);
  EXPECT_EQ(attempts(), 0U);
}

TEST_F(Retry, StopsInTheMiddleOfAWait) {
  std::stop_source source;
  scripted.transport->answer(500, "");
  scripted.timing->on_sleep = [&source] { source.request_stop(); };
  EXPECT_THROW(retrieve({.stop_token = source.get_token()}), APIUserAbortError);
  EXPECT_EQ(attempts(), 1U);
}

TEST_F(Retry, TurnsAStopOfTheTransportIntoAnAbort) {
  scripted.transport->fail(TransportError::Kind::aborted);
  EXPECT_THROW(retrieve(), APIUserAbortError);
  EXPECT_EQ(attempts(), 1U);
  EXPECT_THAT(scripted.timing->sleeps, IsEmpty());
}

}  // namespace
}  // namespace chatkit::testing
