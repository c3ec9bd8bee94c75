#include <gtest/gtest.h>

#include "scripted.hpp"

// What the client makes of the service's objects: kinds, the simple view, the unknown.
namespace chatkit::testing {
namespace {

class Reading : public ::testing::Test {
 protected:
  ScriptedClient scripted;
  Client client = scripted.client();

  ChatKitThreadItem item(const std::string& rest) {
    scripted.transport->answer(
        200, R"({"object":"list","data":[{"id":"i","object":"chatkit.thread_item",)"
             R"("created_at":1712345600,"thread_id":"t",)" +
                 rest + R"(}],"first_id":"i","last_id":"i","has_more":false})");
    return client.beta.chatkit.threads.list_items("t").data.at(0);
  }
};

TEST_F(Reading, AUserMessage) {
  const auto read =
      item(R"("type":"chatkit.user_message","content":[{"type":"input_text","text":"Hi"}],)"
           R"("attachments":[],"inference_options":{"model":"m","tool_choice":null})");
  const auto& message = std::get<ChatKitThreadUserMessageItem>(read.kind);
  EXPECT_EQ(message.content.at(0).text, "Hi");
  EXPECT_EQ(message.inference_options->model, "m");
  EXPECT_EQ(read.type(), "message");
  EXPECT_EQ(read.role(), "user");
  EXPECT_EQ(read.content_text(), "Hi");
  EXPECT_EQ(read.created_at.time_since_epoch().count(), 1712345600);
}

TEST_F(Reading, AnAssistantMessage) {
  const auto read =
      item(R"("type":"chatkit.assistant_message","content":[{"type":"output_text","text":"Yes",)"
           R"("annotations":[{"type":"url","source":{"type":"url","url":"https://e.test"}}]}])");
  const auto& message = std::get<ChatKitThreadAssistantMessageItem>(read.kind);
  EXPECT_EQ(message.content.at(0).annotations.at(0).source, "https://e.test");
  EXPECT_EQ(read.role(), "assistant");
  EXPECT_EQ(read.content_text(), "Yes");
}

TEST_F(Reading, AWidget) {
  const auto read = item(R"("type":"chatkit.widget","widget":"{\"type\":\"Card\"}")");
  EXPECT_EQ(std::get<ChatKitWidgetItem>(read.kind).widget, R"({"type":"Card"})");
  EXPECT_EQ(read.type(), "event");
  EXPECT_EQ(read.role(), std::nullopt);
}

TEST_F(Reading, AClientToolCall) {
  const auto read =
      item(R"("type":"chatkit.client_tool_call","status":"in_progress","call_id":"c","name":"n",)"
           R"("arguments":"{\"a\":1}","output":null)");
  const auto& call = std::get<ChatKitClientToolCall>(read.kind);
  EXPECT_EQ(call.status, ClientToolCallStatusNames::Known::in_progress);
  EXPECT_EQ(call.arguments, R"({"a":1})");
  EXPECT_EQ(call.output, std::nullopt);
}

TEST_F(Reading, TasksAndTaskGroups) {
  const auto task =
      item(R"("type":"chatkit.task","task_type":"thought","heading":"H","summary":null)");
  EXPECT_EQ(std::get<ChatKitTask>(task.kind).heading, "H");
  const auto group = item(
      R"("type":"chatkit.task_group","tasks":[{"type":"custom","heading":"A","summary":"B"}])");
  EXPECT_EQ(std::get<ChatKitTaskGroup>(group.kind).tasks.at(0).summary, "B");
}

TEST_F(Reading, AnUnknownKindKeepsItsJson) {
  const auto read = item(R"("type":"chatkit.hologram","depth":[3])");
  EXPECT_EQ(read.wire_type, "chatkit.hologram");
  const RawJson& json = std::get<ChatKitUnknownItem>(read.kind).json;
  EXPECT_NE(json.text().find(R"("depth":[3])"), std::string::npos) << json.text();
  EXPECT_EQ(read.type(), "event");
}

TEST_F(Reading, UnknownFieldsAndEnumValuesSurvive) {
  scripted.transport->answer(
      200, R"({"id":"t","object":"chatkit.thread","created_at":1,"title":null,)"
           R"("status":{"type":"frozen","since":5},"user":"u","colour":{"r":1}})");
  const auto thread = client.beta.chatkit.threads.retrieve("t");
  EXPECT_EQ(thread.status.type.known(), ThreadStatusNames::Known::unknown);
  EXPECT_EQ(thread.status.type.text(), "frozen");
  EXPECT_EQ(thread.status.extra.at("since").text(), "5");
  EXPECT_EQ(thread.extra.at("colour").text(), R"({"r":1})");
}

TEST_F(Reading, ASessionWithEveryKindOfStateVariable) {
  scripted.transport->answer(
      200, R"({"id":"s","object":"chatkit.session","client_secret":"","expires_at":7,)"
           R"("status":"paused","user":"u","workflow":{"id":"w","version":null,)"
           R"("state_variables":{"b":true,"i":3,"n":0.5,"s":"x"},"tracing":{"enabled":true}}})");
  const auto session = client.beta.chatkit.sessions.retrieve("s");
  EXPECT_EQ(session.status.text(), "paused");
  ASSERT_TRUE(session.workflow.state_variables);
  const StateVariables expected = {
      {"b", true}, {"i", std::int64_t{3}}, {"n", 0.5}, {"s", std::string("x")}};
  EXPECT_EQ(*session.workflow.state_variables, expected);
  EXPECT_EQ(session.expires_at.time_since_epoch().count(), 7);
}

}  // namespace
}  // namespace chatkit::testing
