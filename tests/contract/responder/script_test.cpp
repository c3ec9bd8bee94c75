#include <gmock/gmock.h>

#include "contract/conversation/protocol_schema.hpp"
#include "unit/conversation/behaviours.hpp"
#include "unit/conversation/world.hpp"

// The built-in script, as a client meets it: what each command sends and leaves behind, every event
// valid against the protocol's schema.
namespace chatkit::test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

struct Shown {
  std::vector<std::string> events;
  std::vector<std::string> stored;
  std::string thread;
};

class Script : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(ProtocolSchema::file())) GTEST_SKIP() << "no schema is here";
    schema_.emplace();
  }
  Shown show(std::string_view text) {
    EventStream stream = world_.open(caller_, create_op(text));
    Shown shown;
    shown.events = stream.rest();
    shown.thread = text_at(shown.events.at(0), "/thread/id");
    shown.stored = world_.stored(caller_, shown.thread);
    for (const std::string& event : shown.events) {
      EXPECT_EQ(schema_->violation("StreamEvent", event), "") << event;
    }
    const exchange::Reply opened =
        world_.post(caller_, thread_op("threads.get_by_id", shown.thread));
    EXPECT_EQ(schema_->violation("Thread", opened.body), "") << opened.body;
    return shown;
  }
  static std::string last_text(const Shown& shown) {
    return text_at(shown.stored.back(), "/content/0/text");
  }

  World world_;
  Caller caller_ = world_.add_session(
      {.workflow = "demo",
       .state_variables = StateVariables{{"context", std::string("customer_support")}}});
  std::optional<ProtocolSchema> schema_;
};

TEST_F(Script, AnswersInDeltasThatAddUp) {
  const Shown shown = show("How far is the moon?");
  std::string text;
  int deltas = 0;
  for (const std::string& event : shown.events) {
    if (text_at(event, "/update/type") != "assistant_message.content_part.text_delta") continue;
    text += text_at(event, "/update/delta");
    ++deltas;
  }
  EXPECT_GT(deltas, 5);
  EXPECT_EQ(text, last_text(shown));
  EXPECT_THAT(text, HasSubstr("> How far is the moon?"));
  EXPECT_THAT(text, HasSubstr("customer_support"));
}

TEST_F(Script, RemembersWhatWasSaidBefore) {
  const Shown first = show("My name is Ann.");
  world_.open(caller_, add_op(first.thread, "What is my name?")).rest();
  const std::string answer =
      text_at(world_.stored(caller_, first.thread).back(), "/content/0/text");
  EXPECT_THAT(answer, HasSubstr("Turn 2"));
  EXPECT_THAT(answer, HasSubstr("My name is Ann."));
}

struct Case {
  const char* command;
  std::vector<std::string> stored;
  std::vector<std::string> events;  // some that must be among those sent
};

TEST_F(Script, ShowsEveryKindOfItemAndEvent) {
  const Case cases[] = {
      {"/help", {"assistant_message"}, {}},
      {"/echo two words", {"assistant_message"}, {}},
      {"/slow 2", {"assistant_message"}, {}},
      {"/long 3", {"assistant_message"}, {}},
      {"/annotations", {"assistant_message"}, {}},
      {"/progress", {"assistant_message"}, {"progress_update"}},
      {"/notice", {"assistant_message"}, {"notice"}},
      {"/effect", {"assistant_message"}, {"client_effect"}},
      {"/widget", {"widget"}, {}},
      {"/task", {"task", "assistant_message"}, {}},
      {"/workflow", {"workflow", "assistant_message"}, {"thread.item.updated"}},
      {"/tool", {"client_tool_call"}, {}},
      {"/ask", {"structured_input"}, {}},
      {"/buttons", {"widget"}, {}},
      {"/image", {"generated_image"}, {}},
      {"/hidden x", {"hidden_context_item", "assistant_message"}, {}},
      {"/title Mine", {"assistant_message"}, {"thread.updated"}},
      {"/lock soon", {"assistant_message"}, {"thread.updated"}},
      {"/close", {"assistant_message"}, {"thread.updated"}},
      {"/fail", {}, {"error"}},
      {"/fail-custom No.", {}, {"error"}},
      {"/nonsense", {"assistant_message"}, {}},
  };
  for (const Case& one : cases) {
    SCOPED_TRACE(one.command);
    const Shown shown = show(one.command);
    std::vector<std::string> types = types_of(shown.stored);
    types.erase(types.begin());  // the user's message
    EXPECT_EQ(types, one.stored);
    for (const std::string& event : one.events)
      EXPECT_THAT(types_of(shown.events), Contains(event));
  }
}

TEST_F(Script, SaysWhatItIsToldTo) {
  EXPECT_EQ(last_text(show("/echo  **two**\nlines ")), "**two**\nlines");
  EXPECT_EQ(last_text(show("/slow 3")), "1, 2, 3.");
  EXPECT_EQ(last_text(show("/long 5")).size(), 5U * 1024);
}

TEST_F(Script, FailsAsAsked) {
  EXPECT_EQ(text_at(show("/fail").events.back(), "/code"), "stream.error");
  const Shown custom = show("/fail-custom Not today.");
  EXPECT_EQ(text_at(custom.events.back(), "/code"), "custom");
  EXPECT_EQ(text_at(custom.events.back(), "/message"), "Not today.");
}

TEST_F(Script, LocksItsThread) {
  const Shown shown = show("/lock paid plan needed");
  EXPECT_EQ(text_at(shown.events.back(), "/thread/status/reason"), "paid plan needed");
  EXPECT_EQ(world_.post(caller_, add_op(shown.thread, "x")).status, 409);
}

TEST_F(Script, MeetsTheLimitOfAnItem) {
  EXPECT_EQ(types_of(show("/long 1100").events).back(), "error");
}

TEST_F(Script, IsStoppedHalfWay) {
  EventStream stream = world_.open(caller_, create_op("/slow 600"));
  const std::string thread = text_at(stream.until("thread.created"), "/thread/id");
  while (text_at(stream.next().value(), "/update/delta").empty()) {
  }
  stream.abandon();
  while (world_.service->running() > 0) world_.context.run_one();
  const auto stored = world_.stored(caller_, thread);
  EXPECT_THAT(types_of(stored),
              ElementsAre("user_message", "assistant_message", "sdk_hidden_context"));
  EXPECT_THAT(text_at(stored.at(1), "/content/0/text"), testing::StartsWith("1, "));
}

}  // namespace
}  // namespace chatkit::test
