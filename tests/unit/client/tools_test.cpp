#include <gmock/gmock.h>

#include "events.hpp"
#include "scripted.hpp"

// Client tool calls answered by C++ functions. Source: contract section 2, behaviour 8.
namespace chatkit::testing {
namespace {

using protocol::ClientToolCall;
using protocol::UserMessageInput;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string tool_call(const std::string& call_id, const std::string& name,
                      const std::string& status = "pending") {
  return R"({"type":"thread.item.done","item":{"id":"i_)" + call_id +
         R"(","thread_id":"cthr_1","created_at":"2026-01-01T00:00:00Z","type":"client_tool_call",)"
         R"("status":")" +
         status + R"(","call_id":")" + call_id + R"(","name":")" + name +
         R"(","arguments":{"unit":"m"}}})";
}

class RunTools : public ::testing::Test {
 protected:
  ScriptedClient scripted;
  Conversation conversation = scripted.client().conversation("ek");
  ClientTools tools;
  std::vector<std::string> called;

  RunTools() {
    tools.add("where", [this](const ClientToolCall& call) {
      called.push_back(call.name + " " + call.arguments.text());
      return parse_json(R"({"lat":1.5})");
    });
    tools.add("broken",
              [](const ClientToolCall&) -> RawJson { throw std::runtime_error("no \"signal\""); });
  }
  ScriptedTransport& stream(const std::vector<std::string>& events) {
    std::string bytes;
    for (const auto& event : events) bytes += "data: " + event + "\n\n";
    return scripted.transport->stream({bytes});
  }
  int run(const ToolRunOptions& options = {}) {
    int events = 0;
    for (const auto& event : conversation.run_tools(
             conversation.create_thread(UserMessageInput("Hi")), tools, options)) {
      EXPECT_FALSE(std::holds_alternative<protocol::UnknownEvent>(event));
      ++events;
    }
    return events;
  }
  const std::string& body(std::size_t request) { return scripted.transport->sent.at(request).body; }
};

TEST_F(RunTools, AnswersACallAndReadsOn) {
  stream({kCreated, tool_call("c1", "where"), kOptions});
  stream({kOptions, kDelta});
  EXPECT_EQ(run(), 5) << "the events of both turns";
  EXPECT_THAT(called, ElementsAre(R"(where {"unit":"m"})"));
  EXPECT_EQ(scripted.transport->sent.size(), 2U);
  EXPECT_EQ(body(1), R"({"type":"threads.add_client_tool_output","params":{"thread_id":"cthr_1",)"
                     R"("call_id":"c1","result":{"lat":1.5}}})");
}

TEST_F(RunTools, WaitsForTheEndOfTheTurn) {
  stream({tool_call("c1", "where"), kOptions});
  stream({});
  auto all = conversation.run_tools(conversation.create_thread(UserMessageInput("Hi")), tools);
  EXPECT_TRUE(all.next());
  EXPECT_TRUE(all.next());
  EXPECT_TRUE(called.empty());
  EXPECT_FALSE(all.next());
  EXPECT_EQ(called.size(), 1U);
}

TEST_F(RunTools, AnswersSeveralCallsInTheirOrder) {
  stream({tool_call("c1", "where"), tool_call("c2", "where")});
  stream({});
  stream({kDelta});
  EXPECT_EQ(run(), 3);
  EXPECT_THAT(body(1), HasSubstr(R"("call_id":"c1")"));
  EXPECT_THAT(body(2), HasSubstr(R"("call_id":"c2")"));
}

TEST_F(RunTools, AnswersCallsOfLaterTurns) {
  stream({tool_call("c1", "where")});
  stream({tool_call("c2", "where")});
  stream({kDelta});
  EXPECT_EQ(run(), 3);
  EXPECT_THAT(body(2), HasSubstr(R"("call_id":"c2")"));
}

TEST_F(RunTools, MakesAnExceptionAnErrorOutput) {
  stream({tool_call("c1", "broken")});
  stream({});
  run();
  EXPECT_THAT(body(1), HasSubstr(R"("result":{"error":"no \"signal\""})"));
}

TEST_F(RunTools, TellsTheWorkflowOfAToolThatIsNotThere) {
  stream({tool_call("c1", "nowhere")});
  stream({});
  run();
  EXPECT_THAT(body(1), HasSubstr(R"("result":{"error":"there is no tool `nowhere`"})"));
}

TEST_F(RunTools, LeavesCallsThatAreAnsweredOrGone) {
  const std::string done = tool_call("c1", "where", "completed");
  stream({tool_call("c1", "where"), done, tool_call("c2", "where"),
          R"({"type":"thread.item.removed","item_id":"i_c2"})"});
  EXPECT_EQ(run(), 4);
  EXPECT_TRUE(called.empty());
  EXPECT_EQ(scripted.transport->sent.size(), 1U);
}

TEST_F(RunTools, StopsAWorkflowThatNeverHasEnough) {
  stream({tool_call("c1", "where")});
  stream({tool_call("c2", "where")});
  stream({tool_call("c3", "where")});
  EXPECT_THROW(run({.rounds_max = 2}), ChatKitError);
  EXPECT_EQ(called.size(), 2U);
}

TEST_F(RunTools, TakesAFullNumberOfRounds) {
  stream({tool_call("c1", "where")});
  stream({tool_call("c2", "where")});
  stream({kDelta});
  EXPECT_EQ(run({.rounds_max = 2}), 3);
}

TEST_F(RunTools, RefusesToolsThatCannotBeCalled) {
  EXPECT_THROW(tools.add("", [](const ClientToolCall&) { return RawJson(); }), UsageError);
  EXPECT_THROW(tools.add("x", nullptr), UsageError);
}

}  // namespace
}  // namespace chatkit::testing
