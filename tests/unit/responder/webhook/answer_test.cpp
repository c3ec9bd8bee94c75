#include <gmock/gmock.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <exception>

#include "json/protocol.hpp"
#include "responder/webhook/answer_stream.hpp"
#include "unit/responder/webhook/webhook_world.hpp"

// What the event stream of a webhook does to a turn.
namespace chatkit::responder {
namespace {

namespace asio = boost::asio;
using test::event_stream;
using test::Script;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// Not `data`: that would find std::data for a std::string.
std::string frame_of(std::string_view json) { return "data: " + std::string(json) + "\n\n"; }
constexpr std::string_view kEnd = R"({"type":"thread.item.done","item":{"type":"end_of_turn"}})";
constexpr std::string_view kNotice = R"({"type":"notice","level":"info","message":"m"})";
constexpr std::string_view kError =
    R"({"type":"error","code":"custom","message":"No.","allow_retry":true})";

class WebhookTurn : public test::WebhookWorld {
 protected:
  std::vector<std::string> events() const {
    std::vector<std::string> written;
    for (const protocol::Event& event : turn_->events) {
      json::write_event(written.emplace_back(), event);
    }
    return written;
  }
};

TEST_F(WebhookTurn, EmitsTheEventsInTheirOrder) {
  const Result<void> done =
      respond({event_stream({frame_of(kNotice) + "data: {\"type\":\"thread.item.do",
                             "ne\",\ndata: \"item\":{\"type\":\"end_of_turn\"}}\n\n", ": bye\n"})});
  ASSERT_TRUE(done) << done.error().log_text;
  EXPECT_THAT(events(), ElementsAre(std::string(kNotice),
                                    R"({"type":"thread.item.done","item":{"id":"item_1",)"
                                    R"("thread_id":"thr_1","created_at":"2026-11-22T09:30:00Z",)"
                                    R"("type":"end_of_turn"}})"));
}

TEST_F(WebhookTurn, SetsTheThreadInItsPlace) {
  ASSERT_TRUE(respond({event_stream({frame_of(R"({"type":"thread.set","title":"Moon"})")})}));
  ASSERT_EQ(turn_->settings.size(), 1U);
  EXPECT_EQ(turn_->settings[0].title, "Moon");
  EXPECT_FALSE(turn_->settings[0].status.has_value());
  EXPECT_THAT(turn_->events, IsEmpty());
}

TEST_F(WebhookTurn, TakesALastEventWithoutAnEmptyLine) {
  ASSERT_TRUE(respond({event_stream({"data: " + std::string(kNotice)})}));
  EXPECT_EQ(turn_->events.size(), 1U);
}

TEST_F(WebhookTurn, FailsForAnEventThatWasCutByTheEnd) {
  const Result<void> done = respond({event_stream({R"(data: {"type":"noti)"})});
  EXPECT_THAT(done.error().log_text, HasSubstr("does not fit"));
}

struct Failing {
  const char* name;
  Script script;
  const char* reason;
};
class FailingAnswer : public WebhookTurn, public testing::WithParamInterface<Failing> {};

TEST_P(FailingAnswer, FailsTheTurnAndTellsTheLogWhy) {
  const Result<void> done = respond({GetParam().script});
  ASSERT_TRUE(done.has_error());
  EXPECT_EQ(done.error().code, "server_error");
  EXPECT_THAT(done.error().log_text, HasSubstr(GetParam().reason));
  EXPECT_THAT(done.error().message, Not(HasSubstr("webhook")));
}

Script typed(std::string type) {
  Script script = event_stream({frame_of(kEnd)});
  script.headers = {{"Content-Type", std::move(type)}};
  return script;
}
Script breaking(std::string_view code) {
  Script script = event_stream({frame_of(kNotice)});
  script.body_error = code;
  return script;
}

INSTANTIATE_TEST_SUITE_P(
    Answers, FailingAnswer,
    testing::Values(
        Failing{"json", typed("application/json"), "no text/event-stream"},
        Failing{"no_type", typed(""), "no text/event-stream"},
        Failing{"longer_type", typed("text/event-streams"), "no text/event-stream"},
        Failing{"cut", breaking("outbound_broken"), "outbound_broken"},
        Failing{"silent", breaking("outbound_timeout"), "outbound_timeout"},
        Failing{"redirected", test::status_only(302), "302"},
        Failing{"refused", test::status_only(401), "401"},
        Failing{"unknown_event", event_stream({frame_of(R"({"type":"nonsense"})")}), "nonsense"},
        Failing{"not_json", event_stream({frame_of("[DONE]")}), "does not fit"},
        Failing{"the_services_own",
                event_stream({frame_of(R"({"type":"stream_options","stream_options":{}})")}),
                "sent by the service alone"},
        Failing{"wrong_item",
                event_stream({frame_of(R"({"type":"thread.item.done","item":{"type":"task"}})")}),
                "item.task"}),
    [](const auto& failing) { return failing.param.name; });

TEST_F(WebhookTurn, QuotesLittleOfWhatDoesNotFit) {
  std::string type;
  for (int i = 0; i < 1000; ++i) type += "é";
  const Result<void> done = respond({event_stream({frame_of(R"({"type":")" + type + "\"}")})});
  const std::string reason = done.error().log_text;
  EXPECT_LE(reason.size(), 500 + std::string_view("webhook: ").size());
  EXPECT_TRUE(reason.ends_with("é")) << "cut between characters";
}

TEST_F(WebhookTurn, KeepsWhatCameBeforeAFailure) {
  respond({breaking("outbound_broken")});
  EXPECT_EQ(turn_->events.size(), 1U);
}

TEST_F(WebhookTurn, TakesAMediaTypeInAnyCase) {
  EXPECT_TRUE(respond({typed("Text/Event-Stream ; charset=utf-8")}));
}

TEST_F(WebhookTurn, HasALimitForOneEvent) {
  const std::string frame = R"({"type":"notice","level":"info","message":""})";
  std::string json = frame;
  json.insert(json.size() - 2, kWebhookEventBytesMax - frame.size() - 6, 'x');
  EXPECT_TRUE(respond({event_stream({frame_of(json)})}));
  EXPECT_EQ(turn_->events.size(), 1U);
  json.insert(json.size() - 2, std::string(7, 'x'));
  const Result<void> done = respond({event_stream({frame_of(json)})});
  ASSERT_TRUE(done.has_error());
  EXPECT_THAT(done.error().log_text, HasSubstr("larger than"));
}

TEST_F(WebhookTurn, PassesItsErrorThroughAndTellsTheUserNothingElse) {
  const Result<void> done = respond({event_stream({frame_of(kNotice) + frame_of(kError)})});
  ASSERT_TRUE(done.has_error());
  EXPECT_EQ(done.error().code, kAlreadyTold);
  EXPECT_THAT(events(), ElementsAre(std::string(kNotice), std::string(kError)));
}

TEST_F(WebhookTurn, GoesOnAfterAnErrorThatIsNotTheLastWord) {
  EXPECT_TRUE(respond({event_stream({frame_of(kError) + frame_of(kEnd)})}));
  EXPECT_EQ(turn_->events.size(), 2U);
}

TEST_F(WebhookTurn, TellsOfABreakAfterAnErrorOnlyOnce) {
  Script script = event_stream({frame_of(kError)});
  script.body_error = "outbound_broken";
  const Result<void> done = respond({script});
  EXPECT_EQ(done.error().code, kAlreadyTold);
  EXPECT_THAT(done.error().log_text, HasSubstr("outbound_broken"));
}

TEST_F(WebhookTurn, ChecksWidgetsAsTheWorkflowSays) {
  const std::string odd = frame_of(R"({"type":"thread.item.done","item":{"type":"widget","widget":)"
                                   R"({"type":"Card","children":[{"type":"Txet"}]}}})");
  EXPECT_TRUE(respond({event_stream({odd})}));
  workflow_.strict_widgets = true;
  EXPECT_TRUE(respond({event_stream({odd})}).has_error());
}

TEST_F(WebhookTurn, ReturnsWhatTheTurnSaysOnceItHasEnded) {
  turn_->on_emit = [this](const protocol::Event&) { turn_->stop(); };
  const Result<void> done = respond({event_stream({frame_of(kNotice) + frame_of(kNotice)})});
  EXPECT_EQ(done.error().code, "turn_ended");
  EXPECT_THAT(turn_->events, IsEmpty());
  EXPECT_EQ(outbound_->open(), 0);
}

TEST_F(WebhookTurn, ClosesItsConnectionWhenItIsCancelled) {
  Script script = event_stream({frame_of(kNotice)});
  script.hangs = true;
  meet({script});
  asio::io_context context;
  asio::cancellation_signal cancel;
  bool ended = false;
  asio::co_spawn(context, responder_->respond(turn_),
                 asio::bind_cancellation_slot(
                     cancel.slot(), [&](std::exception_ptr, Result<void>) { ended = true; }));
  context.poll();
  EXPECT_EQ(turn_->events.size(), 1U);
  EXPECT_EQ(outbound_->open(), 1);
  cancel.emit(asio::cancellation_type::terminal);
  context.restart();
  context.poll();
  EXPECT_TRUE(ended);
  EXPECT_EQ(outbound_->open(), 0);
}

}  // namespace
}  // namespace chatkit::responder
