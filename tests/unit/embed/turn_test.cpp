#include "chatkit/server/turn.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

#include "unit/embed/answering.hpp"

// What a program says, as the protocol has it. Source: conversation.schema.json; the traces.
namespace chatkit::server {
namespace {

using test::answer;
using test::last_sent;
using test::raw;
using test::sent;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;
using widgets::JsonObject;

class TurnTest : public testing::Test {
 protected:
  std::shared_ptr<test::FakeTurn> turn_ = std::make_shared<test::FakeTurn>();
};

TEST_F(TurnTest, SaysAWholeMessage) {
  const auto outcome = answer(turn_, [](Turn turn) -> awaitable<void> { co_await turn.say("Hi"); });
  EXPECT_TRUE(outcome.has_value());
  EXPECT_THAT(sent(*turn_),
              ElementsAre(HasSubstr(R"("type":"assistant_message","content":[)"
                                    R"({"annotations":[],"text":"Hi","type":"output_text"}])")));
}

TEST_F(TurnTest, StreamsAMessageWithItsSources) {
  answer(turn_, [](Turn& turn) -> awaitable<void> {
    const Message message = co_await turn.begin_message();
    co_await message.append("Caf\u00e9");
    co_await message.append("");
    const UrlSource source = UrlSource("T", "https://example.test/").attribution("A");
    co_await message.annotate(source);
    co_await message.annotate(FileSource("F", "f.pdf"), 2);
    co_await message.finish();
  }).value();
  EXPECT_THAT(turn_->deltas(), ElementsAre("Caf\u00e9"));
  const auto all = sent(*turn_);
  ASSERT_THAT(all, SizeIs(7));
  EXPECT_THAT(all[3],
              HasSubstr(R"("annotation_index":0,"annotation":{"type":"annotation","source":)"
                        R"({"type":"url","title":"T","url":"https://example.test/",)"
                        R"("attribution":"A"},"index":4})"));
  EXPECT_THAT(all[4], HasSubstr(R"("filename":"f.pdf"},"index":2})"));
  EXPECT_THAT(all[6], HasSubstr(R"("type":"thread.item.done")"));
}

TEST_F(TurnTest, RefusesToWriteWhatIsFinished) {
  bool refused = false;
  answer(turn_, [&refused](Turn& turn) -> awaitable<void> {
    const Message message = co_await turn.begin_message();
    co_await message.finish();
    try {
      co_await message.append("more");
    } catch (const std::logic_error&) {
      refused = true;
    }
  }).value();
  EXPECT_TRUE(refused);
  EXPECT_THAT(turn_->done(), SizeIs(1));
}

TEST_F(TurnTest, ShowsReasoningStepByStep) {
  answer(turn_, [](Turn& turn) -> awaitable<void> {
    const Workflow reasoning = co_await turn.begin_reasoning();
    const ThoughtTask first = ThoughtTask("a").title("Thinking").status("loading");
    const std::size_t step = co_await reasoning.add(first);
    co_await reasoning.update(step, ThoughtTask("ab").title("Thinking"));
    co_await reasoning.finish();
  }).value();
  const auto all = sent(*turn_);
  ASSERT_THAT(all, SizeIs(4));
  EXPECT_THAT(all[0], HasSubstr(R"("workflow":{"type":"reasoning","tasks":[],"expanded":false})"));
  EXPECT_THAT(all[1], HasSubstr(R"("update":{"type":"workflow.task.added","task_index":0,"task":)"
                                R"({"type":"thought","status_indicator":"loading","content":"a",)"
                                R"("title":"Thinking"}})"));
  EXPECT_THAT(all[2], HasSubstr(R"("update":{"type":"workflow.task.updated","task_index":0,)"));
  EXPECT_THAT(all[3],
              HasSubstr(R"("tasks":[{"type":"thought","status_indicator":"none",)"
                        R"("content":"ab","title":"Thinking"}],"summary":{"duration":0},)"));
}

TEST_F(TurnTest, SumsAWorkflowUpAsTheProgramSays) {
  answer(turn_, [](Turn& turn) -> awaitable<void> {
    const Workflow workflow = co_await turn.begin_workflow();
    SearchTask search;
    search.title_query("cats").query("cats").source(UrlSource("T", "https://example.test/"));
    co_await workflow.add(search);
    co_await workflow.add(FileTask().source(FileSource("F", "f.pdf")));
    workflow.set_expanded(true);
    const Summary summary = Summary("Looked around").icon("search");
    co_await workflow.finish(summary);
  }).value();
  EXPECT_THAT(last_sent(*turn_),
              HasSubstr(R"({"type":"web_search","status_indicator":"none","queries":["cats"],)"
                        R"("sources":[{"type":"url","title":"T","url":"https://example.test/"}],)"
                        R"("title_query":"cats"})"));
  EXPECT_THAT(last_sent(*turn_),
              HasSubstr(R"("summary":{"title":"Looked around","icon":"search"},"expanded":true)"));
}

TEST_F(TurnTest, RefusesStepsThatAreNotThere) {
  const auto outcome = answer(turn_, [](Turn& turn) -> awaitable<void> {
    const Workflow workflow = co_await turn.begin_workflow();
    co_await workflow.update(0, ImageTask());
  });
  EXPECT_TRUE(outcome.has_error());
}

TEST_F(TurnTest, ShowsATaskThatStandsAlone) {
  answer(turn_, [](Turn& turn) -> awaitable<void> {
    const CustomTask begun = CustomTask("Look").status("loading").icon("search");
    const TaskItem item = co_await turn.begin_task(begun);
    const CustomTask ended = CustomTask("Looked").content("*there*").status("complete");
    co_await item.finish(ended);
  }).value();
  EXPECT_THAT(sent(*turn_)[0],
              HasSubstr(R"("task":{"type":"custom","status_indicator":"loading","title":"Look",)"
                        R"("icon":"search"})"));
  const auto done = turn_->done();
  ASSERT_THAT(done, SizeIs(1));
  EXPECT_EQ(std::get<protocol::Task>(done[0].kind).task.content, "*there*");
}

TEST_F(TurnTest, ShowsAnImageWhileItIsMade) {
  answer(turn_, [](Turn& turn) -> awaitable<void> {
    const GeneratedImage image = co_await turn.begin_image();
    co_await image.update("https://example.test/1.png", 0.5);
    co_await image.finish("https://example.test/2.png");
  }).value();
  const auto all = sent(*turn_);
  ASSERT_THAT(all, SizeIs(3));
  EXPECT_THAT(all[1],
              HasSubstr(R"("update":{"type":"generated_image.updated","image":{"id":"img_)"));
  EXPECT_THAT(all[1], HasSubstr(R"(,"url":"https://example.test/1.png"},"progress":0.5})"));
  EXPECT_THAT(all[2], HasSubstr(R"(,"url":"https://example.test/2.png"}})"));
}

TEST_F(TurnTest, CallsAToolOfThePage) {
  std::string id;
  answer(turn_, [&id](Turn& turn) -> awaitable<void> {
    JsonObject arguments;
    arguments.set("precise", true);
    id = co_await turn.call_client_tool("get_location", arguments);
  }).value();
  EXPECT_THAT(last_sent(*turn_),
              HasSubstr(R"("type":"client_tool_call","status":"pending","call_id":")" + id +
                        R"(","name":"get_location","arguments":{"precise":true})"));
}

TEST_F(TurnTest, AsksTheUser) {
  answer(turn_, [](Turn& turn) -> awaitable<void> {
    Questions questions;
    questions.add(MultipleChoice("q1", "Size?").option("S").option("L").multiple());
    questions.add(Freeform("q2", "Why?").description("In short"));
    co_await turn.ask(questions);
  }).value();
  EXPECT_THAT(last_sent(*turn_),
              HasSubstr(R"("status":"pending","inputs":[{"type":"multiple_choice","id":"q1",)"
                        R"("question":"Size?","options":[{"value":"S"},{"value":"L"}],)"
                        R"("multiple":true},{"type":"freeform","id":"q2","question":"Why?",)"
                        R"("description":"In short"}])"));
}

TEST_F(TurnTest, SendsWhatIsNotKept) {
  answer(turn_, [](Turn& turn) -> awaitable<void> {
    co_await turn.progress("Searching", "search");
    co_await turn.notice("info", "Almost **out** of quota");
    co_await turn.notice("danger", "No more", "Quota");
    JsonObject data;
    data.set("id", 1);
    co_await turn.effect("highlight", data);
    co_await turn.report_error("Half is missing", false);
  }).value();
  EXPECT_THAT(
      sent(*turn_),
      ElementsAre(
          R"({"type":"progress_update","text":"Searching","icon":"search"})",
          R"({"type":"notice","level":"info","message":"Almost **out** of quota"})",
          R"({"type":"notice","level":"danger","message":"No more","title":"Quota"})",
          R"({"type":"client_effect","name":"highlight","data":{"id":1}})",
          R"({"type":"error","code":"custom","message":"Half is missing","allow_retry":false})"));
}

TEST_F(TurnTest, KeepsWhatOnlyItSees) {
  answer(turn_, [](Turn& turn) -> awaitable<void> {
    co_await turn.add_hidden_context("a note");
    co_await turn.end_of_turn();
    co_await turn.remove_item("item_9");
  }).value();
  const auto all = sent(*turn_);
  ASSERT_THAT(all, SizeIs(3));
  EXPECT_THAT(all[0], HasSubstr(R"("type":"hidden_context_item","content":"a note")"));
  EXPECT_THAT(all[1], HasSubstr(R"("type":"end_of_turn")"));
  EXPECT_EQ(all[2], R"({"type":"thread.item.removed","item_id":"item_9"})");
}

TEST_F(TurnTest, ChangesTheThread) {
  answer(turn_, [](Turn& turn) -> awaitable<void> {
    co_await turn.set_title("Orders");
    co_await turn.set_status(ThreadStatusNames::Known::locked, "Closed for today");
    JsonObject metadata;
    metadata.set("order", 4711);
    co_await turn.set_thread_metadata(metadata);
    std::vector<std::string> domains(1, "example.test");
    co_await turn.set_allowed_image_domains(domains);
    turn.note_usage("m", 3, 5);
    co_await turn.sleep(std::chrono::milliseconds(20));
  }).value();
  ASSERT_THAT(turn_->settings, SizeIs(4));
  EXPECT_EQ(turn_->settings[0].title, "Orders");
  EXPECT_EQ(turn_->settings[1].status->type, ThreadStatusNames::Known::locked);
  EXPECT_EQ(turn_->settings[1].status->reason, "Closed for today");
  EXPECT_EQ(turn_->settings[2].metadata->text(), R"({"order":4711})");
  EXPECT_THAT(*turn_->settings[3].allowed_image_domains, ElementsAre("example.test"));
  EXPECT_EQ(turn_->usages.at(0).tokens_out, 5U);
  EXPECT_THAT(turn_->slept, ElementsAre(std::chrono::milliseconds(20)));
}

TEST_F(TurnTest, TellsWhatCameIn) {
  turn_->items = {test::user_item("u1", "before"), test::user_item("u2", "now")};
  turn_->cause_is = responder::Cause::custom_action;
  turn_->action_is.emplace();
  turn_->action_is->type = "order.find";
  turn_->action_is->payload = raw(R"({"order":"4711"})");
  turn_->action_is->sender = test::user_item("w1", "");
  turn_->files["file_1"] = "bytes";
  std::vector<std::string> texts;
  std::string bytes;
  answer(turn_, [&texts, &bytes](Turn& turn) -> awaitable<void> {
    EXPECT_EQ(turn.cause(), Cause::custom_action);
    EXPECT_EQ(turn.user(), "user_1");
    EXPECT_EQ(turn.workflow_id(), "wf_1");
    EXPECT_EQ(turn.input_text(), "now");
    EXPECT_EQ(turn.action()->type, "order.find");
    EXPECT_EQ(turn.action()->fields().text("order"), "4711");
    EXPECT_EQ(turn.action()->sender->id, "w1");
    const auto items = co_await turn.history(10);
    for (const auto& item : items) texts.push_back(text_of(item));
    bytes = co_await turn.read_attachment("file_1", 100);
  }).value();
  EXPECT_THAT(texts, ElementsAre("before", "now"));
  EXPECT_EQ(bytes, "bytes");
}

TEST_F(TurnTest, TellsWhyAnAttachmentCannotBeRead) {
  std::string code;
  answer(turn_, [&code](Turn& turn) -> awaitable<void> {
    try {
      co_await turn.read_attachment("none", 100);
    } catch (const TurnError& error) {
      code = error.code();
    }
  }).value();
  EXPECT_EQ(code, not_found("attachment", "none").code);
}

TEST_F(TurnTest, FindsTheAnswersToItsQuestions) {
  protocol::StructuredInput input;
  input.status = "answered";
  input.inputs = raw(R"([{"type":"freeform","id":"q1","question":"?","answer":{"values":["a","b"],)"
                     R"("skipped":false}},{"type":"freeform","id":"q2","question":"?",)"
                     R"("answer":{"values":[],"skipped":true}}])");
  protocol::ThreadItem item = test::user_item("s1", "");
  item.kind = input;
  turn_->items = {item};
  std::map<std::string, protocol::StructuredInputAnswer> answers;
  answer(turn_, [&answers](Turn& turn) -> awaitable<void> {
    answers = co_await turn.answers();
  }).value();
  ASSERT_THAT(answers, SizeIs(2));
  EXPECT_THAT(answers["q1"].values, ElementsAre("a", "b"));
  EXPECT_FALSE(answers["q1"].skipped);
  EXPECT_TRUE(answers["q2"].skipped);
}

TEST_F(TurnTest, FindsTheOutputOfItsTool) {
  protocol::ClientToolCall call;
  call.call_id = "call_1";
  protocol::ThreadItem pending = test::user_item("t2", "");
  pending.kind = call;
  call.output = raw("[1]");
  protocol::ThreadItem completed = test::user_item("t1", "");
  completed.kind = call;
  turn_->items = {completed, pending};
  std::optional<protocol::ClientToolCall> found;
  answer(turn_, [&found](Turn& turn) -> awaitable<void> {
    found = co_await turn.tool_result();
  }).value();
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->output->text(), "[1]");
}

}  // namespace
}  // namespace chatkit::server
