#include <gmock/gmock.h>

#include "json/minify.hpp"
#include "unit/responder/webhook/webhook_world.hpp"

// What a webhook is asked, and its answers in JSON.
namespace chatkit::responder {
namespace {

using test::event_stream;
using test::json_answer;
using test::status_only;
using test::user_item;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr std::string_view kWidget =
    R"({"type":"widget","widget":{"type":"Card","children":[]},"copy_text":"c"})";

class WebhookRequests : public test::WebhookWorld {
 protected:
  static Action press() {
    Action action;
    action.type = "press";
    action.payload = json::minify(R"({"n":1})").value();
    protocol::ThreadItem sender = user_item("w_1", "");
    protocol::Widget widget;
    widget.widget = json::minify(R"({"type":"Card","children":[]})").value();
    sender.kind = std::move(widget);
    action.sender = std::move(sender);
    return action;
  }
};

TEST_F(WebhookRequests, TellWhoAsksWhatInWhichThread) {
  turn_->view.locale = "de";
  turn_->view.state_variables = {{"tier", std::int64_t{2}}};
  turn_->thread_metadata_is = json::minify(R"({"mine":[1]})").value();
  turn_->op_metadata_is = json::minify(R"({"page":"x"})").value();
  turn_->items = {user_item("msg_1", "One"), user_item("msg_2", "Two")};
  ASSERT_TRUE(respond({event_stream({})}));
  const std::string& body = request().body;
  EXPECT_THAT(body, StartsWith(R"({"type":"respond","run_id":"run_1","session":{"id":"sess_1",)"
                               R"("user":"user_1","locale":"de","workflow":{"id":"wf_1",)"
                               R"("version":"3","state_variables":{"tier":2}}},)"));
  EXPECT_THAT(body, HasSubstr(R"("metadata":{"mine":[1]}},"input":{"id":"msg_2",)"));
  EXPECT_THAT(body, HasSubstr(R"("items":[{"id":"msg_1",)"));
  EXPECT_THAT(body, HasSubstr(R"(],"metadata":{"page":"x"}})"));
}

TEST_F(WebhookRequests, CarryAsManyItemsAsTheWorkflowSays) {
  workflow_.responder_options["history_items"] = "1";
  turn_->items = {user_item("msg_1", "One"), user_item("msg_2", "Two")};
  ASSERT_TRUE(respond({event_stream({})}));
  EXPECT_THAT(request().body, Not(HasSubstr("msg_1")));
}

TEST_F(WebhookRequests, HaveNoInputWhereSomethingElseBeganTheTurn) {
  turn_->cause_is = Cause::client_tool_output;
  turn_->has_input = false;
  ASSERT_TRUE(respond({event_stream({})}));
  EXPECT_THAT(request().body, StartsWith(R"({"type":"respond")"));
  EXPECT_THAT(request().body, HasSubstr(R"("input":null,"items":[{)"));
}

TEST_F(WebhookRequests, NameAnActionAndItsSender) {
  turn_->cause_is = Cause::custom_action;
  turn_->has_input = false;
  turn_->action_is = press();
  ASSERT_TRUE(respond({event_stream({})}));
  EXPECT_THAT(request().body, StartsWith(R"({"type":"action")"));
  EXPECT_THAT(request().body,
              HasSubstr(R"("action":{"type":"press","payload":{"n":1}},"sender":{"id":"w_1",)"));
}

TEST_F(WebhookRequests, GiveAttachmentsTheTurnsAddress) {
  protocol::Attachment file;
  file.id = "cfile_1";
  std::get<protocol::UserMessage>(turn_->items[0].kind).attachments = {file};
  ASSERT_TRUE(respond({event_stream({})}));
  EXPECT_THAT(request().body, HasSubstr(R"("download_url":"https://files.test/cfile_1")"));
}

TEST_F(WebhookRequests, AskForAnUpdatedWidget) {
  meet({json_answer(R"({"updated_item":)" + std::string(kWidget) + "}")});
  const auto item = test::run(responder_->sync_action(question(), press()));
  ASSERT_TRUE(item) << item.error().log_text;
  EXPECT_EQ((*item)->id, "w_1") << "the sender's";
  EXPECT_EQ((*item)->thread_id, "thr_1");
  EXPECT_THAT(request().body, StartsWith(R"({"type":"sync_action","run_id":"run_9")"));
  EXPECT_THAT(request().body, HasSubstr(R"("sender":{"id":"w_1",)"));
  EXPECT_EQ(header("Accept"), "application/json");
}

TEST_F(WebhookRequests, MayLeaveAWidgetAsItIs) {
  meet({json_answer("{}")});
  const auto item = test::run(responder_->sync_action(question(), press()));
  ASSERT_TRUE(item) << item.error().log_text;
  EXPECT_FALSE(item->has_value());
}

TEST_F(WebhookRequests, FailForAnItemThatDoesNotFit) {
  meet({json_answer(R"({"updated_item":{"type":"poem"}})")});
  const auto item = test::run(responder_->sync_action(question(), press()));
  EXPECT_THAT(item.error().log_text, HasSubstr("does not fit"));
}

TEST_F(WebhookRequests, HaveRecordingsWrittenDown) {
  meet({json_answer(R"({"text":"four bytes"})")});
  auto asked = std::make_shared<Question>(*question());
  asked->thread.reset();
  asked->history = nullptr;
  Recording recording;
  recording.audio_base64 = "AAECAw==";
  recording.mime_type = "audio/webm;codecs=opus";
  EXPECT_EQ(test::run(responder_->transcribe(asked, recording)).value(), "four bytes");
  EXPECT_THAT(request().body, HasSubstr(R"("thread":null,"input":null,"items":[],)"));
  EXPECT_THAT(request().body, HasSubstr(R"("audio_base64":"AAECAw==",)"
                                        R"("mime_type":"audio/webm;codecs=opus"})"));
}

TEST_F(WebhookRequests, PassFeedbackOnAndTakeAnySuccess) {
  Feedback feedback;
  feedback.item_ids = {"msg_a1"};
  feedback.kind = "positive";
  meet({status_only(204), status_only(500)});
  EXPECT_TRUE(test::run(responder_->feedback(question(), feedback)));
  EXPECT_THAT(request().body, HasSubstr(R"("item_ids":["msg_a1"],"kind":"positive"})"));
  EXPECT_TRUE(test::run(responder_->feedback(question(), feedback)).has_error());
}

TEST_F(WebhookRequests, AskForATitle) {
  EXPECT_TRUE((meet({json_answer(R"({"title":"The moon"})")}), responder_->makes_titles()));
  const auto title = test::run(responder_->title(question(), user_item("msg_1", "How far?")));
  EXPECT_EQ(title.value(), "The moon");
  EXPECT_THAT(request().body, StartsWith(R"({"type":"title")"));
  EXPECT_THAT(request().body, HasSubstr(R"("input":{"id":"msg_1",)"));
}

TEST_F(WebhookRequests, LeaveTheTitleToTheFirstWords) {
  for (const int status : {400, 404, 405, 422, 501}) {
    meet({status_only(status)});
    const auto title = test::run(responder_->title(question(), user_item("msg_1", "How far?")));
    ASSERT_TRUE(title) << status;
    EXPECT_FALSE(title->has_value()) << status;
  }
  meet({status_only(500)});
  EXPECT_TRUE(test::run(responder_->title(question(), user_item("msg_1", "How far?"))).has_error());
}

TEST_F(WebhookRequests, SayThatAWebhookDoesNotTakeThem) {
  for (const int status : {404, 405, 501}) {
    meet({status_only(status), status_only(status)});
    EXPECT_EQ(test::run(responder_->sync_action(question(), press())).error().code,
              "unsupported_operation");
    EXPECT_EQ(test::run(responder_->transcribe(question(), Recording())).error().code,
              "unsupported_operation");
  }
}

TEST_F(WebhookRequests, RefuseAnswersThatAreNoJson) {
  test::Script page = json_answer("<html></html>");
  page.headers = {{"Content-Type", "text/html"}};
  meet({page});
  EXPECT_THAT(test::run(responder_->transcribe(question(), Recording())).error().log_text,
              HasSubstr("no application/json"));
}

TEST_F(WebhookRequests, HaveALimitForAnswers) {
  const std::size_t bytes_max = 2U << 20U;
  const std::string frame = R"({"text":""})";
  std::string body = frame;
  body.insert(body.size() - 2, bytes_max - frame.size(), 'x');
  meet({json_answer(body)});
  EXPECT_TRUE(test::run(responder_->transcribe(question(), Recording())));
  meet({json_answer(body + " ")});
  EXPECT_THAT(test::run(responder_->transcribe(question(), Recording())).error().log_text,
              HasSubstr("larger than"));
}

}  // namespace
}  // namespace chatkit::responder
