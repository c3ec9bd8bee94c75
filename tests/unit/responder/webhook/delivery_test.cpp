#include <gmock/gmock.h>

#include "responder/webhook/signature.hpp"
#include "unit/responder/webhook/webhook_world.hpp"

// How requests reach a webhook.
namespace chatkit::responder {
namespace {

using test::broken_head;
using test::event_stream;
using test::status_only;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class WebhookDelivery : public test::WebhookWorld {};

TEST(WebhookSignature, IsTheHmacOfTimeAndBody) {
  EXPECT_EQ(
      webhook_signature({Secret("s3cret")}, Timestamp(test::ManualClock::kStart), R"({"a":1})"),
      "t=1795339800,v1="
      "81b0940f3df6962649a0ce31bf5ca4edfb37bd35fa60ea3d071383363dcf7a1b");
}

TEST(WebhookSignature, NamesEachSecretWhileOneRotates) {
  EXPECT_EQ(webhook_signature({Secret("s3cret"), Secret("older")},
                              Timestamp(test::ManualClock::kStart), R"({"a":1})"),
            "t=1795339800,v1="
            "81b0940f3df6962649a0ce31bf5ca4edfb37bd35fa60ea3d071383363dcf7a1b"
            ",v1="
            "abc79df8c1366c2b6025609cf9127707de2fc457ea75bcf9f74d963f2132ac3b");
}

TEST_F(WebhookDelivery, PostsWhatTheContractNames) {
  workflow_.secrets["previous_secret"] = Secret("older");
  workflow_.responder_options["connect_timeout"] = "700";
  workflow_.responder_options["idle_timeout"] = "9000";
  ASSERT_TRUE(respond({event_stream({})}));
  ASSERT_EQ(outbound_->requests.size(), 1U);
  EXPECT_EQ(request().method, "POST");
  EXPECT_EQ(request().url, "https://hooks.example/chat");
  EXPECT_EQ(request().connect_timeout.count(), 700);
  EXPECT_EQ(request().idle_timeout.count(), 9000);
  EXPECT_EQ(header("Content-Type"), "application/json");
  EXPECT_EQ(header("Accept"), "text/event-stream");
  EXPECT_EQ(header("X-ChatKit-Run"), "run_1");
  EXPECT_EQ(header("X-ChatKit-Signature"),
            webhook_signature({Secret("s3cret"), Secret("older")}, clock_.now(), request().body));
}

TEST_F(WebhookDelivery, HasTheContractsTimeoutsByDefault) {
  ASSERT_TRUE(respond({event_stream({})}));
  EXPECT_EQ(request().connect_timeout.count(), 5'000);
  EXPECT_EQ(request().idle_timeout.count(), 60'000);
}

TEST_F(WebhookDelivery, IsRepeatedAfterAFailedConnection) {
  ASSERT_TRUE(respond({broken_head("outbound_connect"), event_stream({})}));
  ASSERT_EQ(outbound_->requests.size(), 2U);
  EXPECT_EQ(request(0).body, request(1).body);
  EXPECT_EQ(header("X-ChatKit-Run", 0), header("X-ChatKit-Run", 1));
  EXPECT_THAT(pauses_, ElementsAre(250));
}

TEST_F(WebhookDelivery, IsSignedAnewEachTime) {
  ASSERT_TRUE(respond({status_only(503, {{"Retry-After", "2"}}), event_stream({})}));
  EXPECT_THAT(header("X-ChatKit-Signature", 0), HasSubstr("t=1795339800,"));
  EXPECT_THAT(header("X-ChatKit-Signature", 1), HasSubstr("t=1795339802,"));
}

TEST_F(WebhookDelivery, IsRepeatedTwiceAtMost) {
  const Result<void> done =
      respond({broken_head("outbound_connect"), status_only(429), status_only(503)});
  ASSERT_TRUE(done.has_error());
  EXPECT_THAT(done.error().log_text, HasSubstr("503"));
  EXPECT_EQ(outbound_->requests.size(), 3U);
  EXPECT_THAT(pauses_, ElementsAre(250, 1000));
}

TEST_F(WebhookDelivery, IsRepeatedForTheStatusesOfTheContract) {
  for (const int status : {429, 502, 503, 504}) {
    EXPECT_TRUE(respond({status_only(status), event_stream({})})) << status;
  }
  for (const int status : {301, 400, 401, 404, 408, 500, 501, 505}) {
    EXPECT_TRUE(respond({status_only(status), event_stream({})}).has_error()) << status;
    EXPECT_EQ(outbound_->requests.size(), 1U) << status;
  }
}

TEST_F(WebhookDelivery, IsNotRepeatedAfterSilence) {
  EXPECT_TRUE(respond({broken_head("outbound_timeout"), event_stream({})}).has_error());
  EXPECT_EQ(outbound_->requests.size(), 1U);
}

TEST_F(WebhookDelivery, IsNotRepeatedOnceAHeadHasCome) {
  test::Script cut = event_stream({});
  cut.body_error = "outbound_broken";
  EXPECT_TRUE(respond({cut, event_stream({})}).has_error());
  EXPECT_EQ(outbound_->requests.size(), 1U);
}

TEST_F(WebhookDelivery, WaitsAsLongAsItIsTold) {
  ASSERT_TRUE(respond({status_only(429, {{"retry-after", "5"}}), event_stream({})}));
  EXPECT_THAT(pauses_, ElementsAre(5000));
}

TEST_F(WebhookDelivery, GivesUpOnAWebhookThatAsksForMoreThanFiveSeconds) {
  for (const char* wait : {"6", "99999999999999999999"}) {
    EXPECT_TRUE(respond({status_only(429, {{"Retry-After", wait}}), event_stream({})}).has_error());
    EXPECT_EQ(outbound_->requests.size(), 1U) << wait;
  }
  EXPECT_THAT(pauses_, IsEmpty());
}

TEST_F(WebhookDelivery, KeepsItsOwnPaceWhereTheWaitIsADate) {
  ASSERT_TRUE(respond(
      {status_only(503, {{"Retry-After", "Sun, 22 Nov 2026 09:30:09 GMT"}}), event_stream({})}));
  EXPECT_THAT(pauses_, ElementsAre(250));
}

TEST_F(WebhookDelivery, LogsNoSecretAndTellsTheUserNothing) {
  const Result<void> done = respond({status_only(500)});
  EXPECT_EQ(done.error().code, "server_error");
  EXPECT_THAT(done.error().message, Not(HasSubstr("500")));
  EXPECT_EQ(done.error().log_text, "webhook: it answered 500");
}

TEST_F(WebhookDelivery, NeedsASecret) {
  workflow_.secrets.clear();
  EXPECT_TRUE(respond({event_stream({})}).has_error());
  EXPECT_THAT(outbound_->requests, IsEmpty());
}

}  // namespace
}  // namespace chatkit::responder
