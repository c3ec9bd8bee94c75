#include <gmock/gmock.h>

#include "scripted.hpp"

namespace chatkit::testing {
namespace {

using ::testing::ElementsAre;

// The lines between the markers are the issue's, as they stand there but for one line break.
std::vector<std::string> run(const ClientOptions& options) {
  std::vector<std::string> seen;
  chatkit::Client client(options);
  // clang-format off
  // begin snippet
  auto session = client.beta.chatkit.sessions.create({.user = "user_12345",
      .workflow = {.id = "workflow_abc123", .state_variables = {{"context", "customer_support"}},
                   .version = "v1.0"},
      .rate_limits = {{.max_requests_per_1_minute = 20}}});
  for (const auto& thread : client.beta.chatkit.threads.list({.limit = 10})) {
    auto items = client.beta.chatkit.threads.list_items(thread.id, {.order = chatkit::Order::asc});
    // end snippet
    // clang-format on
    seen.push_back(thread.id + " " + std::to_string(items.data.size()));
  }
  seen.push_back(session.id);
  return seen;
}

TEST(Snippet, DoesWhatItSays) {
  ScriptedClient scripted;
  scripted.transport->answer(200, kSessionJson)
      .answer(200, page_json({"cthr_a"}, true))
      .answer(200, page_json({}, false))
      .answer(200, page_json({"cthr_b"}, false))
      .answer(200, page_json({}, false));

  EXPECT_THAT(run(scripted.options()), ElementsAre("cthr_a 0", "cthr_b 0", "cksess_1"));

  const auto& sent = scripted.transport->sent;
  ASSERT_EQ(sent.size(), 5U);
  EXPECT_EQ(sent[0].method, "POST");
  EXPECT_EQ(sent[0].url, "https://service.test/v1/chatkit/sessions");
  EXPECT_EQ(sent[0].body, R"({"user":"user_12345","workflow":{"id":"workflow_abc123",)"
                          R"("state_variables":{"context":"customer_support"},"version":"v1.0"},)"
                          R"("rate_limits":{"max_requests_per_1_minute":20}})");
  EXPECT_EQ(sent[1].url, "https://service.test/v1/chatkit/threads?limit=10");
  EXPECT_EQ(sent[2].url, "https://service.test/v1/chatkit/threads/cthr_a/items?order=asc");
  EXPECT_EQ(sent[3].url, "https://service.test/v1/chatkit/threads?after=cthr_a&limit=10");
}

}  // namespace
}  // namespace chatkit::testing
