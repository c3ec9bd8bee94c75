#include <gmock/gmock.h>

#include "events.hpp"
#include "scripted.hpp"

// What each op of a Conversation sends and gives. Source: contract section 2.
namespace chatkit::testing {
namespace {

using ::testing::IsEmpty;

class ConversationOps : public ::testing::Test {
 protected:
  ScriptedClient scripted;
  Conversation conversation = scripted.client().conversation("ek");

  const std::string& sent() const { return scripted.last().body; }
  void will_stream() { scripted.transport->stream({frame("r:1", kOptions)}); }
  void will_answer(const std::string& body) { scripted.transport->answer(200, body); }
};

TEST_F(ConversationOps, AnswersAClientToolCall) {
  will_stream();
  auto stream = conversation.add_client_tool_output("cthr_1", "c1", parse_json("[1, null]"));
  EXPECT_TRUE(stream.next());
  EXPECT_EQ(sent(), R"({"type":"threads.add_client_tool_output","params":{"thread_id":"cthr_1",)"
                    R"("call_id":"c1","result":[1,null]}})");
  will_stream();
  (void)conversation.add_client_tool_output("cthr_1", "", RawJson());
  EXPECT_EQ(sent(), R"({"type":"threads.add_client_tool_output","params":{"thread_id":"cthr_1",)"
                    R"("result":null}})");
}

TEST_F(ConversationOps, AnswersQuestions) {
  will_stream();
  protocol::StructuredInputSubmission submission;
  submission.answers["q1"].values = {"S", "L"};
  submission.answers["q2"].skipped = true;
  (void)conversation.add_structured_input("cthr_1", "i1", submission);
  EXPECT_EQ(sent(),
            R"({"type":"threads.add_structured_input","params":{"thread_id":"cthr_1",)"
            R"("item_id":"i1","input":{"status":"answered","answers":{"q1":{"values":["S","L"]},)"
            R"("q2":{"values":[],"skipped":true}}}}})");
}

TEST_F(ConversationOps, AsksForAnotherAnswer) {
  will_stream();
  (void)conversation.retry_after_item("cthr_1", "i1");
  EXPECT_EQ(sent(), R"({"type":"threads.retry_after_item","params":{"thread_id":"cthr_1",)"
                    R"("item_id":"i1"}})");
}

TEST_F(ConversationOps, SendsACustomAction) {
  will_stream();
  (void)conversation.custom_action(
      "cthr_1", {.type = "press", .payload = parse_json(R"({"n":1})"), .item_id = "w1"});
  EXPECT_EQ(sent(),
            R"({"type":"threads.custom_action","params":{"thread_id":"cthr_1","item_id":"w1",)"
            R"("action":{"type":"press","payload":{"n":1}}}})");
}

TEST_F(ConversationOps, GivesTheItemThatASyncActionChanged) {
  will_answer(
      R"({"updated_item":{"id":"w1","thread_id":"cthr_1","created_at":"2026-01-01T00:00:00Z",)"
      R"("type":"widget","widget":{"type":"Card","children":[]}}})");
  const auto changed = conversation.sync_custom_action("cthr_1", {.type = "press"});
  ASSERT_TRUE(changed.updated_item);
  EXPECT_EQ(changed.updated_item->id, "w1");
  EXPECT_EQ(sent(), R"({"type":"threads.sync_custom_action","params":{"thread_id":"cthr_1",)"
                    R"("action":{"type":"press"}}})");
  will_answer("{}");
  EXPECT_FALSE(conversation.sync_custom_action("cthr_1", {.type = "press"}).updated_item);
}

TEST_F(ConversationOps, StopsATurn) {
  will_answer("{}");
  conversation.stop("cthr_1");
  EXPECT_EQ(sent(), R"({"type":"threads.stop","params":{"thread_id":"cthr_1"}})");
  will_answer("{}");
  conversation.stop("cthr_1", "run_1");
  EXPECT_EQ(sent(), R"({"type":"threads.stop","params":{"thread_id":"cthr_1","run_id":"run_1"}})");
}

TEST_F(ConversationOps, SaysWhatTheUserThinks) {
  will_answer("{}");
  conversation.feedback("cthr_1", {"a", "b"}, FeedbackKind::negative);
  EXPECT_EQ(sent(),
            R"({"type":"items.feedback","params":{"thread_id":"cthr_1","item_ids":["a","b"],)"
            R"("kind":"negative"}})");
}

TEST_F(ConversationOps, DeletesAnAttachment) {
  will_answer("{}");
  conversation.delete_attachment("cfile_1");
  EXPECT_EQ(sent(), R"({"type":"attachments.delete","params":{"attachment_id":"cfile_1"}})");
}

TEST_F(ConversationOps, RefusesEmptyIdsBeforeSending) {
  EXPECT_THROW((void)conversation.add_client_tool_output("", "c", RawJson()), UsageError);
  EXPECT_THROW((void)conversation.add_structured_input("t", "", {}), UsageError);
  EXPECT_THROW((void)conversation.retry_after_item("t", ""), UsageError);
  EXPECT_THROW((void)conversation.custom_action("t", {}), UsageError) << "the type is empty";
  EXPECT_THROW(conversation.stop(""), UsageError);
  EXPECT_THROW(conversation.feedback("t", {}, FeedbackKind::positive), UsageError);
  EXPECT_THROW(conversation.feedback("t", {""}, FeedbackKind::positive), UsageError);
  EXPECT_THROW(conversation.delete_attachment(""), UsageError);
  EXPECT_THROW((void)scripted.client().conversation("ek", {.resume_attempts_max = -1}), UsageError);
  EXPECT_THAT(scripted.transport->sent, IsEmpty());
}

}  // namespace
}  // namespace chatkit::testing
