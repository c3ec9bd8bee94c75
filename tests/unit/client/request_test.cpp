#include <gmock/gmock.h>

#include "scripted.hpp"

// What goes out: method, URL, headers, body. Source: issue section 6, contract section 1.
namespace chatkit::testing {
namespace {

using namespace std::chrono_literals;
using ::testing::MatchesRegex;

class Request : public ::testing::Test {
 protected:
  ScriptedClient scripted;
  Client client = scripted.client();

  void will_answer_session() { scripted.transport->answer(200, kSessionJson); }
  void will_answer_thread() { scripted.transport->answer(200, thread_json("cthr_1")); }
  void will_answer_page() { scripted.transport->answer(200, page_json({}, false)); }
  std::string sent() const { return scripted.last().method + " " + scripted.last().url; }
};

TEST_F(Request, NamesEachCallOfTheContract) {
  const std::string base = "https://service.test/v1/chatkit/";
  const Sessions& sessions = client.beta.chatkit.sessions;
  const Threads& threads = client.beta.chatkit.threads;

  will_answer_session();
  sessions.create({.user = "u", .workflow = {.id = "w"}});
  EXPECT_EQ(sent(), "POST " + base + "sessions");
  EXPECT_EQ(scripted.last().body, R"({"user":"u","workflow":{"id":"w"}})");

  will_answer_session();
  sessions.cancel("cksess_1");
  EXPECT_EQ(sent(), "POST " + base + "sessions/cksess_1/cancel");
  EXPECT_FALSE(scripted.last().has_body);

  will_answer_session();
  sessions.retrieve("cksess_1");
  EXPECT_EQ(sent(), "GET " + base + "sessions/cksess_1");

  will_answer_session();
  sessions.update("cksess_1", {.state_variables = StateVariables{{"plan", "gold"}},
                               .expires_after = {{.seconds = 60}}});
  EXPECT_EQ(sent(), "POST " + base + "sessions/cksess_1");
  EXPECT_EQ(scripted.last().body, R"({"workflow":{"state_variables":{"plan":"gold"}},)"
                                  R"("expires_after":{"anchor":"created_at","seconds":60}})");

  will_answer_thread();
  threads.retrieve("cthr_1");
  EXPECT_EQ(sent(), "GET " + base + "threads/cthr_1");

  scripted.transport->answer(200,
                             R"({"id":"cthr_1","object":"chatkit.thread.deleted","deleted":true})");
  EXPECT_TRUE(threads.delete_("cthr_1").deleted);
  EXPECT_EQ(sent(), "DELETE " + base + "threads/cthr_1");

  will_answer_thread();
  threads.update("cthr_1", {.title = "New"});
  EXPECT_EQ(sent(), "POST " + base + "threads/cthr_1");
  EXPECT_EQ(scripted.last().body, R"({"title":"New"})");

  will_answer_page();
  (void)threads.list();
  EXPECT_EQ(sent(), "GET " + base + "threads");

  will_answer_page();
  (void)threads.list_items("cthr_1");
  EXPECT_EQ(sent(), "GET " + base + "threads/cthr_1/items");
}

TEST_F(Request, SendsEveryListParameterAndAnEmptyUser) {
  will_answer_page();
  (void)client.beta.chatkit.threads.list(
      {.after = "a", .before = "b", .limit = 0, .order = Order::desc, .user = ""});
  EXPECT_EQ(scripted.last().url,
            "https://service.test/v1/chatkit/threads?after=a&before=b&limit=0&order=desc&user=");
}

TEST_F(Request, SendsEveryMemberOfANewSession) {
  will_answer_session();
  client.beta.chatkit.sessions.create(
      {.user = "u",
       .workflow = {.id = "w",
                    .state_variables = {{"b", true}, {"i", 3}, {"n", 0.5}, {"s", "text"}},
                    .tracing = {{.enabled = false}},
                    .version = "v1"},
       .chatkit_configuration = {{.automatic_thread_titling = {{.enabled = false}},
                                  .file_upload = {{.enabled = true, .max_file_size = 8}},
                                  .history = {{.enabled = true, .recent_threads = 5}}}},
       .expires_after = {{.seconds = 300}},
       .rate_limits = {{.per_minute = 30}},
       .metadata = {{"team", "blue"}}});
  EXPECT_EQ(scripted.last().body,
            R"({"user":"u","workflow":{"id":"w","state_variables":{"b":true,"i":3,"n":0.5,)"
            R"("s":"text"},"tracing":{"enabled":false},"version":"v1"},)"
            R"("chatkit_configuration":{"automatic_thread_titling":{"enabled":false},)"
            R"("file_upload":{"enabled":true,"max_file_size":8},)"
            R"("history":{"enabled":true,"recent_threads":5}},)"
            R"("expires_after":{"anchor":"created_at","seconds":300},)"
            R"("rate_limits":{"max_requests_per_1_minute":30},"metadata":{"team":"blue"}})");
}

TEST_F(Request, CarriesItsHeaders) {
  will_answer_session();
  client.beta.chatkit.sessions.create({.user = "u", .workflow = {.id = "w"}});
  EXPECT_EQ(scripted.header("Authorization"), "Bearer sk-test-key");
  EXPECT_EQ(scripted.header("OpenAI-Beta"), "chatkit_beta=v1");
  EXPECT_EQ(scripted.header("Content-Type"), "application/json");
  EXPECT_EQ(scripted.header("Accept"), "application/json");
  EXPECT_EQ(scripted.header("X-ChatKit-Retry-Count"), "0");
  EXPECT_EQ(scripted.header("X-ChatKit-Read-Timeout"), "600");
  EXPECT_EQ(scripted.header("OpenAI-Organization"), std::nullopt);
  EXPECT_THAT(scripted.header("Idempotency-Key").value_or(""),
              MatchesRegex("chatkit-cpp-retry-[0-9a-f]{32}"));
}

TEST_F(Request, SendsAnIdempotencyKeyWithPostsAlone) {
  will_answer_thread();
  client.beta.chatkit.threads.retrieve("cthr_1");
  EXPECT_EQ(scripted.header("Idempotency-Key"), std::nullopt);
  EXPECT_EQ(scripted.header("Content-Type"), std::nullopt);

  will_answer_session();
  client.beta.chatkit.sessions.cancel("cksess_1");
  const auto first = scripted.header("Idempotency-Key");
  will_answer_session();
  client.beta.chatkit.sessions.cancel("cksess_1");
  EXPECT_NE(first, std::nullopt);
  EXPECT_NE(first, scripted.header("Idempotency-Key"));

  will_answer_session();
  client.beta.chatkit.sessions.cancel("cksess_1", {.idempotency_key = "mine"});
  EXPECT_EQ(scripted.header("Idempotency-Key"), "mine");
}

TEST_F(Request, LetsExtraHeadersOverrideAndRemoveAnything) {
  will_answer_session();
  client.beta.chatkit.sessions.create({.user = "u", .workflow = {.id = "w"}},
                                      {.extra_headers = {{"openai-beta", "other=v2"},
                                                         {"Authorization", std::nullopt},
                                                         {"User-Agent", std::nullopt},
                                                         {"Idempotency-Key", std::nullopt},
                                                         {"X-ChatKit-Retry-Count", "many"},
                                                         {"X-Mine", ""}}});
  EXPECT_EQ(scripted.header("OpenAI-Beta"), "other=v2");
  EXPECT_EQ(scripted.header("Authorization"), std::nullopt);
  EXPECT_EQ(scripted.header("User-Agent"), std::nullopt);
  EXPECT_EQ(scripted.header("Idempotency-Key"), std::nullopt);
  EXPECT_EQ(scripted.header("X-ChatKit-Retry-Count"), "many");
  EXPECT_EQ(scripted.header("X-Mine"), "");
}

TEST_F(Request, MergesExtraQueryOverItsOwn) {
  will_answer_page();
  (void)client.beta.chatkit.threads.list({.limit = 5},
                                         {.extra_query = {{"limit", "7"}, {"x y", "z&"}}});
  EXPECT_EQ(scripted.last().url, "https://service.test/v1/chatkit/threads?limit=7&x%20y=z%26");
}

TEST_F(Request, MergesExtraBodyAtTheTopLevel) {
  will_answer_session();
  client.beta.chatkit.sessions.create(
      {.user = "u", .workflow = {.id = "w"}},
      {.extra_body = {{"user", "other"}, {"beta_flag", parse_json("{\"on\": true}")}}});
  EXPECT_EQ(scripted.last().body,
            R"({"workflow":{"id":"w"},"beta_flag":{"on":true},"user":"other"})");

  will_answer_session();
  client.beta.chatkit.sessions.cancel("cksess_1", {.extra_body = {{"why", "done"}}});
  EXPECT_EQ(scripted.last().body, R"({"why":"done"})");
}

TEST_F(Request, SendsNoExtraBodyWithGet) {
  will_answer_thread();
  client.beta.chatkit.threads.retrieve("cthr_1", {.extra_body = {{"a", 1}}});
  EXPECT_FALSE(scripted.last().has_body);
  EXPECT_EQ(scripted.last().body, "");
}

TEST_F(Request, HandsTheTimeoutToTheTransport) {
  will_answer_thread();
  client.beta.chatkit.threads.retrieve("cthr_1", {.timeout = 3s});
  EXPECT_EQ(scripted.last().timeout, Timeout(3s));
  will_answer_thread();
  client.beta.chatkit.threads.retrieve("cthr_1");
  EXPECT_EQ(scripted.last().timeout, Timeout());
}

TEST_F(Request, EncodesIds) {
  will_answer_thread();
  client.beta.chatkit.threads.retrieve("../x?y");
  EXPECT_EQ(scripted.last().url, "https://service.test/v1/chatkit/threads/..%2Fx%3Fy");
}

TEST_F(Request, RefusesWrongUseBeforeSending) {
  const Sessions& sessions = client.beta.chatkit.sessions;
  const Threads& threads = client.beta.chatkit.threads;
  for (const char* id : {"", ".", ".."}) {
    EXPECT_THROW(sessions.cancel(id), UsageError);
    EXPECT_THROW(sessions.retrieve(id), UsageError);
    EXPECT_THROW(threads.retrieve(id), UsageError);
    EXPECT_THROW(threads.delete_(id), UsageError);
    EXPECT_THROW((void)threads.list_items(id), UsageError);
    EXPECT_THROW(threads.update(id, {}), UsageError);
  }
  EXPECT_THROW(threads.retrieve("a", {.extra_headers = {{"X", "a\r\nY: b"}}}), UsageError);
  EXPECT_THROW(threads.retrieve("a", {.extra_headers = {{"X: y", "a"}}}), UsageError);
  EXPECT_THROW(threads.retrieve("a", {.max_retries = -1}), UsageError);
  EXPECT_THROW(sessions.cancel("a", {.idempotency_key = std::string(256, 'k')}), UsageError);
  EXPECT_THROW(parse_json("{"), UsageError);
  EXPECT_TRUE(scripted.transport->sent.empty());

  will_answer_session();
  sessions.cancel("a", {.idempotency_key = std::string(255, 'k')});
  EXPECT_EQ(scripted.transport->sent.size(), 1U);
}

}  // namespace
}  // namespace chatkit::testing
