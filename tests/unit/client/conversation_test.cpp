#include <gmock/gmock.h>

#include "events.hpp"
#include "scripted.hpp"

// The conversation protocol over a scripted transport. Source: contract section 2.
namespace chatkit::testing {
namespace {

using protocol::UserMessageInput;
using ::testing::HasSubstr;

class ConversationCalls : public ::testing::Test {
 protected:
  ScriptedClient scripted;
  Client client = scripted.client();
  Conversation conversation = client.conversation("ek_secret");
};

TEST_F(ConversationCalls, StreamsEventsOneByOne) {
  scripted.transport->stream({frame("run_1:1", kCreated) + frame("run_1:2", kOptions),
                              ": heartbeat\n\n", frame("run_1:3", kDelta) + kEnd},
                             false, {{"chatkit-run", "run_1"}, {"x-request-id", "req_1"}});
  ConversationStream stream = conversation.create_thread(UserMessageInput("Hello"));
  EXPECT_EQ(stream.run_id(), "run_1");
  EXPECT_EQ(stream.request_id(), "req_1");

  auto event = stream.next();
  ASSERT_TRUE(event);
  EXPECT_EQ(std::get<protocol::ThreadCreated>(*event).thread.id, "cthr_1");
  EXPECT_EQ(stream.last_event_id(), "run_1:1");
  event = stream.next();
  EXPECT_TRUE(std::holds_alternative<protocol::StreamOptions>(*event));
  event = stream.next();
  const auto& update = std::get<protocol::ItemUpdated>(*event).update;
  EXPECT_EQ(std::get<protocol::ContentPartTextDelta>(update).delta, "Hé");
  EXPECT_EQ(stream.last_event_id(), "run_1:3");
  EXPECT_EQ(stream.next(), std::nullopt);
  EXPECT_EQ(stream.next(), std::nullopt);
}

TEST_F(ConversationCalls, SendsTheSecretAndTheOp) {
  scripted.transport->stream({});
  (void)conversation.add_user_message("cthr_1", UserMessageInput("Hi \"you\""));
  EXPECT_EQ(scripted.last().method, "POST");
  EXPECT_EQ(scripted.last().url, "https://service.test/v1/chatkit/conversation");
  EXPECT_EQ(scripted.header("Authorization"), "Bearer ek_secret");
  EXPECT_EQ(scripted.header("Accept"), "text/event-stream");
  EXPECT_EQ(scripted.header("OpenAI-Beta"), "chatkit_beta=v1");
  EXPECT_NE(scripted.header("Idempotency-Key"), std::nullopt);
  EXPECT_THAT(scripted.last().body, HasSubstr(R"("type":"threads.add_user_message")"));
  EXPECT_THAT(scripted.last().body, HasSubstr(R"("thread_id":"cthr_1")"));
  EXPECT_THAT(scripted.last().body,
              HasSubstr(R"("content":[{"type":"input_text","text":"Hi \"you\""}])"));
  EXPECT_THAT(scripted.last().body, HasSubstr(R"("attachments":[])"));
  EXPECT_THAT(scripted.last().body, HasSubstr(R"("inference_options":{})"));
}

TEST_F(ConversationCalls, NeverSendsTheApiKey) {
  const Client custom =
      client.with_options({.default_headers = {{"Authorization", "Bearer sk-admin"}}});
  scripted.transport->stream({});
  (void)custom.conversation("ek_2").create_thread(UserMessageInput("Hi"));
  EXPECT_EQ(scripted.header("Authorization"), "Bearer ek_2");
}

TEST_F(ConversationCalls, NeedsNoApiKeyAtAll) {
  ClientOptions options = scripted.options();
  options.api_key = std::nullopt;
  scripted.transport->stream({});
  (void)Conversation("ek_3", options).create_thread(UserMessageInput("Hi"));
  EXPECT_EQ(scripted.header("Authorization"), "Bearer ek_3");
}

TEST_F(ConversationCalls, IteratesInARangeFor) {
  scripted.transport->stream({frame("r:1", kCreated), frame("r:2", kOptions)});
  int count = 0;
  for (const protocol::Event& event : conversation.create_thread(UserMessageInput("Hi"))) {
    EXPECT_FALSE(std::holds_alternative<protocol::UnknownEvent>(event));
    ++count;
  }
  EXPECT_EQ(count, 2);
}

TEST_F(ConversationCalls, ReadsAnEventCutAnywhere) {
  const std::string whole = frame("r:1", kDelta);
  for (std::size_t cut = 1; cut < whole.size(); ++cut) {
    scripted.transport->stream({whole.substr(0, cut), whole.substr(cut)});
    auto stream = conversation.create_thread(UserMessageInput("Hi"));
    const auto event = stream.next();
    ASSERT_TRUE(event) << cut;
    const auto& update = std::get<protocol::ItemUpdated>(*event).update;
    EXPECT_EQ(std::get<protocol::ContentPartTextDelta>(update).delta, "Hé") << cut;
  }
}

TEST_F(ConversationCalls, ThrowsWhenTheStreamIsCut) {
  scripted.transport->stream({frame("r:1", kCreated)}, true);
  auto stream = conversation.create_thread(UserMessageInput("Hi"));
  EXPECT_TRUE(stream.next());
  EXPECT_THROW((void)stream.next(), APIConnectionError);
  EXPECT_EQ(stream.next(), std::nullopt);
}

TEST_F(ConversationCalls, ThrowsOnAnEventThatIsNoJson) {
  scripted.transport->stream({frame("r:1", "{"), frame("r:2", kOptions)});
  auto stream = conversation.create_thread(UserMessageInput("Hi"));
  EXPECT_THROW((void)stream.next(), APIResponseValidationError);
  EXPECT_EQ(stream.next(), std::nullopt);
}

TEST_F(ConversationCalls, KeepsEventsItDoesNotKnow) {
  scripted.transport->stream({frame("r:1", R"({"type":"thread.glow","level":3})")});
  auto stream = conversation.create_thread(UserMessageInput("Hi"));
  const auto event = stream.next();
  ASSERT_TRUE(event);
  EXPECT_EQ(std::get<protocol::UnknownEvent>(*event).type, "thread.glow");
}

TEST_F(ConversationCalls, ThrowsARefusalBeforeAnyEvent) {
  scripted.transport->answer(404, error_json("not_found", "params.thread_id"));
  try {
    (void)conversation.add_user_message("cthr_0", UserMessageInput("Hi"));
    FAIL();
  } catch (const NotFoundError& error) {
    EXPECT_EQ(error.param(), "params.thread_id");
  }
}

TEST_F(ConversationCalls, RefusesAnAnswerThatIsNoStream) {
  scripted.transport->answer(200, "{}", {{"Content-Type", "application/json"}});
  EXPECT_THROW((void)conversation.create_thread(UserMessageInput("Hi")),
               APIResponseValidationError);
}

TEST_F(ConversationCalls, RepeatsAnOpWithOneKeyUntilItStreams) {
  scripted.transport->answer(503, "").stream({frame("r:1", kCreated)});
  auto stream = conversation.create_thread(UserMessageInput("Hi"));
  EXPECT_TRUE(stream.next());
  const auto& sent = scripted.transport->sent;
  ASSERT_EQ(sent.size(), 2U);
  EXPECT_EQ(sent[0].headers.get("Idempotency-Key"), sent[1].headers.get("Idempotency-Key"));
}

TEST_F(ConversationCalls, PlainOpsGiveTheirDocuments) {
  const std::string thread = std::string(kCreated).substr(
      std::string_view(R"({"type":"thread.created","thread":)").size());
  const std::string document = thread.substr(0, thread.size() - 1);

  scripted.transport->answer(200, document, {{"x-request-id", "req_1"}});
  const auto got = conversation.get_thread("cthr_1");
  EXPECT_EQ(got.id, "cthr_1");
  EXPECT_EQ(got.request_id(), "req_1");
  EXPECT_THAT(scripted.last().body, HasSubstr(R"("type":"threads.get_by_id")"));

  scripted.transport->answer(200, R"({"data":[)" + document + R"(],"has_more":true,"after":"x"})");
  const auto threads = conversation.list_threads({.limit = 1, .after = "w"});
  EXPECT_EQ(threads.data.at(0).id, "cthr_1");
  EXPECT_EQ(threads.after, "x");
  EXPECT_THAT(scripted.last().body, HasSubstr(R"("after":"w")"));

  scripted.transport->answer(200, R"({"data":[],"has_more":false})");
  EXPECT_TRUE(conversation.list_items("cthr_1", {.order = Order::asc}).data.empty());
  EXPECT_THAT(scripted.last().body, HasSubstr(R"("order":"asc")"));

  scripted.transport->answer(200, document);
  conversation.update_thread("cthr_1", "A title");
  EXPECT_THAT(scripted.last().body, HasSubstr(R"("title":"A title")"));

  scripted.transport->answer(200, "{}");
  conversation.delete_thread("cthr_1");
  EXPECT_THAT(scripted.last().body, HasSubstr(R"("type":"threads.delete")"));
}

TEST_F(ConversationCalls, RefusesWrongUseBeforeSending) {
  EXPECT_THROW((void)client.conversation(""), UsageError);
  EXPECT_THROW((void)conversation.add_user_message("", UserMessageInput("Hi")), UsageError);
  EXPECT_THROW((void)conversation.get_thread(""), UsageError);
  EXPECT_THROW(conversation.delete_thread(""), UsageError);
  EXPECT_TRUE(scripted.transport->sent.empty());
}

}  // namespace
}  // namespace chatkit::testing
