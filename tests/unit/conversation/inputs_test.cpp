#include <gmock/gmock.h>

#include "unit/conversation/behaviours.hpp"
#include "unit/conversation/world.hpp"

// Turns that something else than a new message begins. Source: contract section 2, rules 8 to 10,
// and "Where we do better on purpose".
namespace chatkit::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

RawJson raw(std::string text) { return RawJson(RawJson::Validated(std::move(text))); }

protocol::Event item_done(TurnPtr turn, std::string id, protocol::ItemKind kind) {
  protocol::ItemDone done;
  done.item.id = std::move(id);
  done.item.created_at = turn->now();
  done.item.kind = std::move(kind);
  return done;
}

protocol::ClientToolCall tool_call(std::string call_id) {
  protocol::ClientToolCall call;
  call.call_id = std::move(call_id);
  call.name = "locate";
  call.arguments = raw("{}");
  return call;
}

class Inputs : public testing::Test {
 protected:
  /// A thread whose first turn has left these items.
  std::string thread_with(std::vector<std::pair<std::string, protocol::ItemKind>> items) {
    world_.behaviour = [items](TurnPtr turn) {
      std::vector<protocol::Event> events;
      for (const auto& [id, kind] : items) events.push_back(item_done(turn, id, kind));
      return emit_all(std::move(turn), std::move(events));
    };
    EventStream stream = world_.open(caller_, create_op("first"));
    const std::string thread = text_at(stream.until("thread.created"), "/thread/id");
    stream.rest();
    world_.behaviour = saying("so be it");
    return thread;
  }
  static std::string output_op(const std::string& thread, std::string_view call_id,
                               std::string_view result) {
    std::string params = R"({"thread_id":")" + thread + R"(","result":)" + std::string(result);
    if (!call_id.empty()) params += R"(,"call_id":")" + std::string(call_id) + '"';
    return op_json("threads.add_client_tool_output", params + "}");
  }
  static std::string item_op(std::string_view type, const std::string& thread,
                             std::string_view item, std::string_view more = "") {
    return op_json(type, R"({"thread_id":")" + thread + R"(","item_id":")" + std::string(item) +
                             '"' + std::string(more) + "}");
  }
  static std::string code(const exchange::Reply& reply) {
    return text_at(reply.body, "/error/code");
  }
  std::vector<std::string> stored_types(const std::string& thread) {
    return types_of(world_.stored(caller_, thread));
  }

  World world_;
  Caller caller_ = world_.add_session();
};

TEST_F(Inputs, AToolOutputGoesOnWithTheTurn) {
  const std::string thread = thread_with({{"tc_1", tool_call("c1")}});
  EventStream stream = world_.open(caller_, output_op(thread, "", R"({"lat":1.5,"no":null})"));
  EXPECT_THAT(types_of(stream.rest()), ElementsAre("stream_options", "thread.item.done"));
  const auto stored = world_.stored(caller_, thread);
  EXPECT_EQ(text_at(stored[1], "/status"), "completed");
  EXPECT_THAT(stored[1], HasSubstr(R"("output":{"lat":1.5,"no":null})"));
}

TEST_F(Inputs, WithoutACallIdTheNewestIsMeantAndTheOthersAreDropped) {
  const std::string thread = thread_with({{"tc_1", tool_call("c1")}, {"tc_2", tool_call("c2")}});
  world_.open(caller_, output_op(thread, "", "1")).rest();
  const auto stored = world_.stored(caller_, thread);
  EXPECT_THAT(types_of(stored),
              ElementsAre("user_message", "client_tool_call", "assistant_message"));
  EXPECT_EQ(text_at(stored[1], "/call_id"), "c2");
}

TEST_F(Inputs, WithCallIdsTheTurnGoesOnWhenNoneIsPending) {
  const std::string thread = thread_with({{"tc_1", tool_call("c1")}, {"tc_2", tool_call("c2")}});
  EventStream first = world_.open(caller_, output_op(thread, "c1", "1"));
  EXPECT_THAT(types_of(first.rest()), ElementsAre("stream_options"));
  EXPECT_THAT(stored_types(thread),
              ElementsAre("user_message", "client_tool_call", "client_tool_call"));
  EventStream second = world_.open(caller_, output_op(thread, "c2", "2"));
  EXPECT_THAT(types_of(second.rest()), ElementsAre("stream_options", "thread.item.done"));
}

TEST_F(Inputs, TheSameOutputAgainIsHarmlessAndAnotherIsRefused) {
  const std::string thread = thread_with({{"tc_1", tool_call("c1")}});
  world_.open(caller_, output_op(thread, "c1", R"({"a":1})")).rest();
  const auto before = world_.stored(caller_, thread);
  EventStream again = world_.open(caller_, output_op(thread, "c1", R"({"a": 1})"));
  EXPECT_THAT(types_of(again.rest()), ElementsAre("stream_options"));
  EXPECT_EQ(world_.stored(caller_, thread), before);
  const exchange::Reply other = world_.post(caller_, output_op(thread, "c1", R"({"a":2})"));
  EXPECT_EQ(other.status, 409);
  EXPECT_EQ(code(other), "tool_call_completed");
}

TEST_F(Inputs, AnOutputThatNobodyWaitsForIsRefused) {
  const std::string thread = thread_with({});
  EXPECT_EQ(code(world_.post(caller_, output_op(thread, "", "1"))), "no_pending_tool_call");
  EXPECT_EQ(code(world_.post(caller_, output_op(thread, "c9", "1"))), "no_pending_tool_call");
  EXPECT_EQ(world_.post(caller_, output_op("cthr_no", "", "1")).status, 404);
}

TEST_F(Inputs, AStructuredInputIsAnsweredOnce) {
  protocol::StructuredInput input;
  input.inputs =
      raw(R"([{"type":"multiple_choice","id":"q1","question":"?","options":[{"value":"S"}]},)"
          R"({"type":"freeform","id":"q2","question":"Why?"}])");
  const std::string thread = thread_with({{"si", input}});
  const std::string op =
      item_op("threads.add_structured_input", thread, "si",
              R"(,"input":{"answers":{"q1":{"values":["S","L"]},"zz":{"values":["x"]}}})");
  EventStream stream = world_.open(caller_, op);
  const auto events = stream.rest();
  EXPECT_THAT(types_of(events),
              ElementsAre("stream_options", "thread.item.replaced", "thread.item.done"));
  EXPECT_EQ(text_at(events[1], "/item/status"), "answered");
  EXPECT_THAT(events[1], HasSubstr(R"("answer":{"values":["S"],"skipped":false})"));
  EXPECT_THAT(events[1], HasSubstr(R"("answer":{"values":[],"skipped":true})"));
  EXPECT_EQ(text_at(world_.stored(caller_, thread)[1], "/status"), "answered");
  EXPECT_EQ(code(world_.post(caller_, op)), "structured_input_not_pending");
  const std::string message = text_at(world_.stored(caller_, thread)[0], "/id");
  EXPECT_EQ(world_
                .post(caller_, item_op("threads.add_structured_input", thread, message,
                                       R"(,"input":{"answers":{}})"))
                .status,
            400);
}

TEST_F(Inputs, ARetryReplacesTheOldAnswerWithTheFirstNewItem) {
  const std::string thread = thread_with({{"a1", protocol::AssistantMessage()}});
  const std::string message = text_at(world_.stored(caller_, thread)[0], "/id");
  std::vector<std::string> seen;
  world_.behaviour = [&seen](TurnPtr turn) -> Did {
    auto history = co_await turn->history(10);
    for (const auto& item : *history) seen.push_back(item.id);
    Result<void> sent = co_await turn->emit(done_text(*turn, "a2", "better"));
    co_return sent;
  };
  EventStream stream = world_.open(caller_, item_op("threads.retry_after_item", thread, message));
  EXPECT_THAT(types_of(stream.rest()), ElementsAre("stream_options", "thread.item.done"));
  EXPECT_THAT(seen, ElementsAre(message));
  const auto stored = world_.stored(caller_, thread);
  EXPECT_THAT(types_of(stored), ElementsAre("user_message", "assistant_message"));
  EXPECT_EQ(text_at(stored[1], "/id"), "a2");
}

TEST_F(Inputs, ARetryThatFailsOrIsStoppedEarlyLosesNothing) {
  const std::string thread = thread_with({{"a1", protocol::AssistantMessage()}});
  const std::string message = text_at(world_.stored(caller_, thread)[0], "/id");
  const std::string retry = item_op("threads.retry_after_item", thread, message);
  world_.behaviour = [](TurnPtr) -> Did { co_return internal_error("no"); };
  world_.open(caller_, retry).rest();
  EXPECT_THAT(stored_types(thread), ElementsAre("user_message", "assistant_message"));
  world_.behaviour = wait_elsewhere;
  EventStream stream = world_.open(caller_, retry);
  stream.until("stream_options");
  world_.post(caller_, thread_op("threads.stop", thread));
  EXPECT_THAT(stored_types(thread), ElementsAre("user_message", "assistant_message"));
}

TEST_F(Inputs, AStoppedRetryKeepsWhatItHasSaidInstead) {
  const std::string thread = thread_with({{"a1", protocol::AssistantMessage()}});
  const std::string message = text_at(world_.stored(caller_, thread)[0], "/id");
  world_.behaviour = waiting("a2");
  EventStream stream = world_.open(caller_, item_op("threads.retry_after_item", thread, message));
  stream.until("thread.item.updated");
  world_.post(caller_, thread_op("threads.stop", thread));
  const auto stored = world_.stored(caller_, thread);
  EXPECT_THAT(types_of(stored),
              ElementsAre("user_message", "assistant_message", "sdk_hidden_context"));
  EXPECT_EQ(text_at(stored[1], "/content/0/text"), "so far");
}

TEST_F(Inputs, OnlyAUsersMessageIsRetried) {
  const std::string thread = thread_with({{"a1", protocol::AssistantMessage()}});
  EXPECT_EQ(world_.post(caller_, item_op("threads.retry_after_item", thread, "a1")).status, 400);
  EXPECT_EQ(world_.post(caller_, item_op("threads.retry_after_item", thread, "no")).status, 404);
}

TEST_F(Inputs, AnActionReachesTheResponderWithItsWidget) {
  protocol::Widget widget;
  widget.widget = raw(R"({"type":"Card","children":[]})");
  const std::string thread = thread_with({{"w1", widget}});
  std::string seen;
  world_.behaviour = [&seen](TurnPtr turn) -> Did {
    const responder::Action& action = *turn->action();
    seen = action.type + " " + std::string(action.payload.view()) + " " +
           (action.sender ? action.sender->id : "none");
    co_return Result<void>();
  };
  world_
      .open(caller_, item_op("threads.custom_action", thread, "w1",
                             R"(,"action":{"type":"press","payload":{"n":1}})"))
      .rest();
  EXPECT_EQ(seen, R"(press {"n":1} w1)");
  const std::string bare = op_json("threads.custom_action",
                                   R"({"thread_id":")" + thread + R"(","action":{"type":"go"}})");
  world_.open(caller_, bare).rest();
  EXPECT_EQ(seen, "go null none");
}

TEST_F(Inputs, ASenderThatIsNoWidgetIsOneError) {
  const std::string thread = thread_with({{"a1", protocol::AssistantMessage()}});
  EventStream stream = world_.open(
      caller_, item_op("threads.custom_action", thread, "a1", R"(,"action":{"type":"press"})"));
  EXPECT_THAT(stream.rest(),
              ElementsAre(R"({"type":"error","code":"stream.error","allow_retry":false})"));
  EXPECT_EQ(world_
                .post(caller_, item_op("threads.sync_custom_action", thread, "a1",
                                       R"(,"action":{"type":"press"})"))
                .status,
            400);
}

TEST_F(Inputs, ASyncActionAnswersTheItemAndStoresIt) {
  protocol::Widget widget;
  widget.widget = raw(R"({"type":"Card","children":[]})");
  const std::string thread = thread_with({{"w1", widget}});
  world_.questions.sync_action = [](responder::Action action) -> Result<Questions::Item> {
    std::get<protocol::Widget>(action.sender->kind).copy_text = "new";
    return action.sender;
  };
  const std::string op =
      item_op("threads.sync_custom_action", thread, "w1", R"(,"action":{"type":"press"})");
  const exchange::Reply reply = world_.post(caller_, op);
  EXPECT_EQ(text_at(reply.body, "/updated_item/copy_text"), "new");
  EXPECT_EQ(text_at(world_.stored(caller_, thread)[1], "/copy_text"), "new");
  world_.questions.sync_action = [](responder::Action) { return Questions::Item(); };
  EXPECT_EQ(world_.post(caller_, op).body, "{}");
}

TEST_F(Inputs, FeedbackIsStoredAndTold) {
  const std::string thread = thread_with({{"a1", protocol::AssistantMessage()}});
  std::vector<std::string> told;
  world_.questions.feedback = [&told](const responder::Question& question,
                                      const responder::Feedback& feedback) {
    told = {question.thread->id, feedback.item_ids.front(), feedback.kind};
  };
  const std::string params =
      R"({"thread_id":")" + thread + R"(","item_ids":["a1"],"kind":"positive"})";
  EXPECT_EQ(world_.post(caller_, op_json("items.feedback", params)).body, "{}");
  world_.settle();
  EXPECT_THAT(told, ElementsAre(thread, "a1", "positive"));
  const auto listed = world_.run(world_.store->list_feedback(caller_.session.project, {}));
  ASSERT_EQ(listed->data.size(), 1U);
  EXPECT_EQ(listed->data[0].user, "user_1");
  const std::string unknown =
      R"({"thread_id":")" + thread + R"(","item_ids":["zz"],"kind":"positive"})";
  EXPECT_EQ(world_.post(caller_, op_json("items.feedback", unknown)).status, 404);
}

TEST_F(Inputs, ARecordingIsTranscribedOrRefused) {
  const std::string op =
      op_json("input.transcribe", R"({"audio_base64":"AAEC","mime_type":"audio/webm"})");
  EXPECT_EQ(code(world_.post(caller_, op)), "unsupported_operation");
  world_.questions.transcribe = [](const responder::Recording& recording) {
    return recording.mime_type + " " + recording.audio_base64;
  };
  EXPECT_EQ(world_.post(caller_, op).body, R"({"text":"audio/webm AAEC"})");
}

}  // namespace
}  // namespace chatkit::test
