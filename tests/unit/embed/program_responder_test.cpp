#include "embed/program_responder.hpp"

#include <gmock/gmock.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "chatkit/widgets/widgets.hpp"
#include "unit/embed/answering.hpp"

namespace chatkit::server {
namespace {

namespace asio = boost::asio;
using test::answer;
using testing::HasSubstr;

class ProgramResponderTest : public testing::Test {
 protected:
  std::shared_ptr<test::FakeTurn> turn_ = std::make_shared<test::FakeTurn>();
};

TEST_F(ProgramResponderTest, TellsAProgramThatItsTurnHasEnded) {
  turn_->stop();
  bool left = false;
  const auto outcome = answer(turn_, [&left](Turn& turn) -> awaitable<void> {
    struct Scope {
      bool* left;
      ~Scope() { *left = true; }
    };
    const Scope scope{&left};
    co_await turn.say("too late");
  });
  ASSERT_TRUE(outcome.has_error());
  EXPECT_EQ(outcome.error().code, "turn_ended");
  EXPECT_TRUE(left);
}

TEST_F(ProgramResponderTest, PassesWordsForTheUserOn) {
  const auto outcome = answer(turn_, [](Turn&) -> awaitable<void> {
    throw UserFacingError("We are closed.", false);
    co_return;
  });
  ASSERT_TRUE(outcome.has_error());
  EXPECT_EQ(outcome.error().code, "custom");
  EXPECT_EQ(outcome.error().message, "We are closed.");
  EXPECT_TRUE(outcome.error().permanent);
}

TEST_F(ProgramResponderTest, KeepsOtherFailuresFromTheUser) {
  const auto outcome = answer(turn_, [](Turn&) -> awaitable<void> {
    throw std::runtime_error("secret.db is gone");
    co_return;
  });
  ASSERT_TRUE(outcome.has_error());
  EXPECT_EQ(outcome.error().kind, ErrorKind::internal);
  EXPECT_THAT(outcome.error().message, testing::Not(HasSubstr("secret.db")));
  EXPECT_THAT(outcome.error().log_text, HasSubstr("secret.db"));
}

TEST_F(ProgramResponderTest, GivesTheStoresFailuresBackAsTheyWere) {
  const auto outcome = answer(
      turn_, [](Turn& turn) -> awaitable<void> { co_await turn.read_attachment("none", 1); });
  ASSERT_TRUE(outcome.has_error());
  EXPECT_EQ(outcome.error().kind, ErrorKind::not_found);
}

/// A program that waits for something of its own is woken by a stop, and may clean up after it.
TEST_F(ProgramResponderTest, EndsAProgramsOwnWaits) {
  bool cleaned = false;
  const auto waiting = [&cleaned](Turn& turn) -> awaitable<void> {
    asio::steady_timer never(co_await asio::this_coro::executor);
    never.expires_at(asio::steady_timer::time_point::max());
    bool woken = false;
    try {
      co_await never.async_wait(asio::use_awaitable);
    } catch (const boost::system::system_error&) {
      woken = true;
    }
    if (!woken) co_return;
    asio::steady_timer soon(co_await asio::this_coro::executor);
    boost::system::error_code ignored;
    co_await soon.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    cleaned = true;
    co_await turn.say("too late");
  };
  const auto responder = make_program_responder(make_handler_responder(waiting));
  asio::io_context context;
  asio::cancellation_signal stop;
  std::optional<Result<void>> outcome;
  asio::co_spawn(context, responder->respond(turn_),
                 asio::bind_cancellation_slot(stop.slot(),
                                              [&outcome](std::exception_ptr, Result<void> result) {
                                                outcome = std::move(result);
                                              }));
  context.poll();
  ASSERT_FALSE(outcome.has_value());
  turn_->stop();
  stop.emit(asio::cancellation_type::terminal);
  context.run();
  EXPECT_TRUE(cleaned);
  ASSERT_TRUE(outcome.has_value());
  EXPECT_EQ(outcome->error().code, "turn_ended");
}

class Assistant final : public Responder {
 public:
  awaitable<void> respond(Turn&) override { co_return; }
  awaitable<std::optional<widgets::Root>> sync_action(Aside& aside, UserAction action) override {
    if (action.type == "nothing") co_return std::nullopt;
    const widgets::Card card = widgets::Card().child(widgets::Text(aside.user()));
    co_return card;
  }
  awaitable<std::string> transcribe(Aside&, Recording recording) override {
    co_return recording.mime_type;
  }
  awaitable<std::optional<std::string>> title(Aside&, protocol::ThreadItem message) override {
    co_return "About " + text_of(message);
  }
  bool makes_titles() const override { return true; }
};

responder::QuestionPtr question() {
  auto asked = std::make_shared<responder::Question>();
  asked->session.user = "user_1";
  asked->session.workflow = std::make_shared<workflow::Workflow>();
  return asked;
}

responder::Action action(std::string type) {
  responder::Action made;
  made.type = std::move(type);
  protocol::ThreadItem sender = test::user_item("w1", "");
  sender.kind = protocol::Widget();
  made.sender = std::move(sender);
  return made;
}

TEST(ProgramResponderAsides, PutTheNewWidgetIntoItsItem) {
  const auto responder = make_program_responder(std::make_shared<Assistant>());
  const auto updated = test::run(responder->sync_action(question(), action("show"))).value();
  ASSERT_TRUE(updated.has_value());
  EXPECT_EQ(updated->id, "w1");
  EXPECT_EQ(std::get<protocol::Widget>(updated->kind).widget.text(),
            R"({"type":"Card","children":[{"type":"Text","value":"user_1"}]})");
}

TEST(ProgramResponderAsides, ChangeNothingWhereTheProgramDoesNot) {
  const auto responder = make_program_responder(std::make_shared<Assistant>());
  EXPECT_FALSE(test::run(responder->sync_action(question(), action("nothing"))).value());
}

TEST(ProgramResponderAsides, NeedASenderForANewWidget) {
  const auto responder = make_program_responder(std::make_shared<Assistant>());
  responder::Action alone = action("show");
  alone.sender.reset();
  EXPECT_TRUE(test::run(responder->sync_action(question(), alone)).has_error());
}

TEST(ProgramResponderAsides, WriteDownAndName) {
  const auto responder = make_program_responder(std::make_shared<Assistant>());
  responder::Recording recording;
  recording.mime_type = "audio/webm";
  EXPECT_EQ(test::run(responder->transcribe(question(), recording)).value(), "audio/webm");
  EXPECT_TRUE(responder->makes_titles());
  EXPECT_EQ(test::run(responder->title(question(), test::user_item("u", "cats"))).value(),
            "About cats");
}

TEST(ProgramResponderAsides, RefuseWhatAProgramDoesNotDo) {
  const auto responder =
      make_program_responder(make_handler_responder([](Turn&) -> awaitable<void> { co_return; }));
  const auto acted = test::run(responder->sync_action(question(), action("show")));
  ASSERT_TRUE(acted.has_error());
  EXPECT_EQ(acted.error().code, "unsupported_operation");
  const auto heard = test::run(responder->transcribe(question(), responder::Recording()));
  ASSERT_TRUE(heard.has_error());
  EXPECT_EQ(heard.error().code, "unsupported_operation");
  EXPECT_TRUE(test::run(responder->feedback(question(), responder::Feedback())).has_value());
  EXPECT_FALSE(test::run(responder->title(question(), test::user_item("u", "x"))).value());
}

}  // namespace
}  // namespace chatkit::server
