#include "json/webhook.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "json/minify.hpp"
#include "support/manual_clock.hpp"

namespace chatkit::json {
namespace {

using testing::HasSubstr;
using testing::Not;

protocol::ThreadItem note(std::string id, std::string text) {
  protocol::SdkHiddenContext hidden;
  hidden.content = std::move(text);
  protocol::ThreadItem item;
  item.id = std::move(id);
  item.thread_id = "thr_1";
  item.created_at = Timestamp(test::ManualClock::kStart);
  item.kind = std::move(hidden);
  return item;
}

WebhookRequest request() {
  WebhookRequest out;
  out.type = "respond";
  out.run_id = "run_1";
  out.session.id = "cksess_1";
  out.session.user = "user_1";
  out.session.workflow_id = "wf_1";
  out.session.workflow_version = "2";
  out.session.state_variables = {{"vip", true}};
  protocol::Thread thread;
  thread.id = "thr_1";
  thread.created_at = Timestamp(test::ManualClock::kStart);
  out.thread = std::move(thread);
  out.thread_metadata = minify(R"({"own":{"n":null}})").value();
  return out;
}

TEST(WebhookRequest, SaysWhoWhereAndWhat) {
  WebhookRequest sent = request();
  sent.session.locale = "de";
  sent.thread->title = "Moon";
  sent.metadata = minify(R"({"page":7})").value();
  EXPECT_EQ(write_webhook_request(sent, 1000),
            R"({"type":"respond","run_id":"run_1","session":{"id":"cksess_1","user":"user_1",)"
            R"("locale":"de","workflow":{"id":"wf_1","version":"2","state_variables":)"
            R"({"vip":true}}},"thread":{"id":"thr_1","created_at":"2026-11-22T09:30:00Z",)"
            R"("title":"Moon","status":{"type":"active"},"metadata":{"own":{"n":null}}},)"
            R"("input":null,"items":[],"metadata":{"page":7}})");
}

TEST(WebhookRequest, HasNullForWhatEveryRequestNames) {
  WebhookRequest sent = request();
  sent.thread.reset();
  sent.audio_base64 = "AAEC";
  sent.mime_type = "audio/webm";
  const std::string body = write_webhook_request(sent, 1000);
  EXPECT_THAT(body, HasSubstr(R"("locale":null)"));
  EXPECT_THAT(body, HasSubstr(R"("thread":null,"input":null)"));
  EXPECT_THAT(body, HasSubstr(R"("metadata":{},"audio_base64":"AAEC","mime_type":"audio/webm"})"));
}

TEST(WebhookRequest, CarriesAnActionWithItsSenderOrNull) {
  WebhookRequest sent = request();
  sent.action.emplace();
  sent.action->type = "press";
  EXPECT_THAT(write_webhook_request(sent, 1000),
              HasSubstr(R"("action":{"type":"press","payload":null},"sender":null})"));
  sent.action->sender = note("w_1", "x");
  EXPECT_THAT(write_webhook_request(sent, 1000), HasSubstr(R"("sender":{"id":"w_1",)"));
}

TEST(WebhookRequest, GivesAttachmentsAnAddress) {
  protocol::UserMessage message;
  message.content.emplace_back(protocol::TextContent{"look"});
  protocol::Attachment file;
  file.type = "image";
  file.id = "cfile_1";
  file.name = "cat.png";
  file.mime_type = "image/png";
  message.attachments.push_back(file);
  WebhookRequest sent = request();
  sent.input = note("msg_1", "");
  sent.input->kind = message;
  sent.items.push_back(*sent.input);
  sent.download_url = [](const protocol::Attachment& one) { return "https://f.example/" + one.id; };
  const std::string body = write_webhook_request(sent, 1000);
  const std::string expected =
      R"("attachments":[{"type":"image","id":"cfile_1","name":"cat.png","mime_type":"image/png",)"
      R"("download_url":"https://f.example/cfile_1"}])";
  const std::size_t first = body.find(expected);
  ASSERT_NE(first, std::string::npos) << body;
  EXPECT_NE(body.find(expected, first + 1), std::string::npos) << "in input and in items";
}

TEST(WebhookRequest, KeepsTheNewestOfTooMuch) {
  WebhookRequest sent = request();
  sent.items = {note("old", std::string(300, 'o')), note("middle", "m"), note("new", "n")};
  const std::string body = write_webhook_request(sent, 300);
  EXPECT_THAT(body, Not(HasSubstr(R"("id":"old")")));
  EXPECT_LT(body.find(R"("id":"middle")"), body.find(R"("id":"new")"));
  EXPECT_THAT(write_webhook_request(sent, 1000), HasSubstr(R"("id":"old")"));
}

TEST(WebhookRequest, NamesFeedback) {
  WebhookRequest sent = request();
  sent.item_ids = {"a", "b"};
  sent.kind = "negative";
  EXPECT_THAT(write_webhook_request(sent, 1000),
              HasSubstr(R"("item_ids":["a","b"],"kind":"negative"})"));
}

TEST(WebhookAnswer, IsReadByItsOneMember) {
  EXPECT_EQ(read_transcript(R"({"text":"Hello","more":1})").value(), "Hello");
  EXPECT_EQ(read_transcript("{}").error().param, "text");
  EXPECT_EQ(read_transcript(R"({"text":7})").error().code, "invalid_type");
  EXPECT_EQ(read_title(R"({"title":"Moon"})").value(), "Moon");
  EXPECT_EQ(read_title("{}").value(), std::nullopt);
  EXPECT_TRUE(read_title("[]").has_error());
}

TEST(WebhookAnswer, UpdatesAnItem) {
  ItemDefaults defaults;
  defaults.thread_id = "thr_1";
  defaults.new_id = [] { return "w_1"; };
  const auto answer = read_action_answer(
      R"({"updated_item":{"type":"widget","widget":{"type":"Card","children":[]}}})", defaults,
      WidgetCheck::whole);
  ASSERT_TRUE(answer.has_value()) << answer.error().message;
  EXPECT_EQ((*answer)->id, "w_1");
  EXPECT_FALSE(read_action_answer("{}", defaults, WidgetCheck::outline).value().has_value());
  EXPECT_TRUE(
      read_action_answer(R"({"updated_item":{"type":"poem"}})", defaults, WidgetCheck::outline)
          .has_error());
}

}  // namespace
}  // namespace chatkit::json
