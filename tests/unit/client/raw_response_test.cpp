#include <gtest/gtest.h>

#include "scripted.hpp"

namespace chatkit::testing {
namespace {

using namespace std::chrono_literals;

TEST(RawResponse, TellsEverythingAboutTheAnswer) {
  ScriptedClient scripted;
  scripted.transport->answer(429, "").answer(
      201, kSessionJson, {{"x-request-id", "req_7"}, {"openai-processing-ms", "12"}});
  const auto raw = scripted.client().beta.chatkit.sessions.with_raw_response().create(
      {.user = "u", .workflow = {.id = "w"}});
  EXPECT_EQ(raw.status(), 201);
  EXPECT_EQ(raw.headers().get("OpenAI-Processing-Ms"), "12");
  EXPECT_EQ(raw.url(), "https://service.test/v1/chatkit/sessions");
  EXPECT_EQ(raw.method(), "POST");
  EXPECT_EQ(raw.elapsed(), 500ms);  // The wait before the retry; the script takes no time.
  EXPECT_EQ(raw.retries_taken(), 1);
  EXPECT_EQ(raw.request_id(), "req_7");
  EXPECT_EQ(raw.body(), kSessionJson);
  const auto session = raw.parse();
  EXPECT_EQ(session.id, "cksess_1");
  EXPECT_EQ(session.request_id(), "req_7");
}

TEST(RawResponse, ParsesWhenItIsAsked) {
  ScriptedClient scripted;
  scripted.transport->answer(200, "not json");
  const auto raw = scripted.client().beta.chatkit.threads.with_raw_response().retrieve("cthr_1");
  EXPECT_EQ(raw.body(), "not json");
  EXPECT_THROW((void)raw.parse(), APIResponseValidationError);
}

TEST(RawResponse, GivesAPageThatCanGoOn) {
  ScriptedClient scripted;
  scripted.transport->answer(200, page_json({"a"}, true)).answer(200, page_json({"b"}, false));
  const auto page = scripted.client().beta.chatkit.threads.with_raw_response().list().parse();
  EXPECT_EQ(page.next_page().data.front().id, "b");
}

TEST(RawResponse, ThrowsErrorsAsTheTypedCallsDo) {
  ScriptedClient scripted;
  scripted.transport->answer(404, "");
  EXPECT_THROW(scripted.client().beta.chatkit.threads.with_raw_response().delete_("a"),
               NotFoundError);
}

TEST(Response, KnowsItsRequestId) {
  ScriptedClient scripted;
  scripted.transport->answer(200, thread_json("a"), {{"X-Request-Id", "req_2"}})
      .answer(200, thread_json("a"));
  const Client client = scripted.client();
  EXPECT_EQ(client.beta.chatkit.threads.retrieve("a").request_id(), "req_2");
  EXPECT_EQ(client.beta.chatkit.threads.retrieve("a").request_id(), std::nullopt);
}

TEST(Response, IsItsValueInEveryOtherWay) {
  ScriptedClient scripted;
  scripted.transport->answer(200, thread_json("a"));
  const ChatKitThread thread = scripted.client().beta.chatkit.threads.retrieve("a");
  EXPECT_EQ(thread.id, "a");
}

}  // namespace
}  // namespace chatkit::testing
