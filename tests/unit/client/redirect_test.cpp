#include <gtest/gtest.h>

#include "scripted.hpp"

namespace chatkit::testing {
namespace {

class Redirect : public ::testing::Test {
 protected:
  ScriptedClient scripted;
  Client client = scripted.client();
};

TEST_F(Redirect, IsFollowedWithTheSameCallWithinAnOrigin) {
  scripted.transport->answer(307, "", {{"Location", "/v2/sessions"}}).answer(200, kSessionJson);
  const auto raw = client.beta.chatkit.sessions.with_raw_response().create(
      {.user = "u", .workflow = {.id = "w"}});
  EXPECT_EQ(raw.url(), "https://service.test/v2/sessions");
  EXPECT_EQ(raw.retries_taken(), 0);
  EXPECT_EQ(scripted.last().method, "POST");
  EXPECT_EQ(scripted.header("Authorization"), "Bearer sk-test-key");
  EXPECT_EQ(scripted.last().body, scripted.transport->sent[0].body);
}

TEST_F(Redirect, LosesCredentialsAcrossOriginsForGood) {
  scripted.transport->answer(307, "", {{"Location", "https://other.test/x"}})
      .answer(307, "", {{"Location", "https://service.test/v1/chatkit/threads/a"}})
      .answer(200, thread_json("a"));
  client.beta.chatkit.threads.retrieve("a");
  EXPECT_FALSE(scripted.transport->sent[1].headers.has("Authorization"));
  EXPECT_FALSE(scripted.transport->sent[2].headers.has("Authorization"));
}

TEST_F(Redirect, EndsAfterTenHops) {
  for (int i = 0; i < 10; ++i) scripted.transport->answer(302, "", {{"Location", "/again"}});
  scripted.transport->answer(200, thread_json("a"));
  EXPECT_EQ(client.beta.chatkit.threads.retrieve("a").id, "a");

  for (int i = 0; i < 11; ++i) scripted.transport->answer(302, "", {{"Location", "/again"}});
  EXPECT_THROW(client.beta.chatkit.threads.retrieve("a"), APIConnectionError);
  EXPECT_EQ(scripted.transport->sent.size(), 22U);
}

TEST_F(Redirect, ToAnotherSchemeIsAnError) {
  scripted.transport->answer(302, "", {{"Location", "file:///etc/passwd"}});
  EXPECT_THROW(client.beta.chatkit.threads.retrieve("a"), APIConnectionError);
}

TEST_F(Redirect, WithoutALocationIsAStatusError) {
  scripted.transport->answer(304, "");
  EXPECT_THROW(client.beta.chatkit.threads.retrieve("a"), APIStatusError);
}

TEST_F(Redirect, ARetryBeginsAtTheFirstUrlAgain) {
  scripted.transport->answer(307, "", {{"Location", "https://other.test/x"}})
      .answer(503, "")
      .answer(200, thread_json("a"));
  client.beta.chatkit.threads.retrieve("a");
  EXPECT_EQ(scripted.last().url, "https://service.test/v1/chatkit/threads/a");
  EXPECT_EQ(scripted.header("Authorization"), "Bearer sk-test-key");
}

}  // namespace
}  // namespace chatkit::testing
