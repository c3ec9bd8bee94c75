#include "chatkit/server/server.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <stdexcept>

#include "chatkit/widgets/widgets.hpp"
#include "contract/embed/talking.hpp"

namespace chatkit::test {
namespace {

using server::awaitable;
using server::StartError;
using server::Turn;
using testing::HasSubstr;
using testing::SizeIs;

class ServerTest : public ServedTest {};

TEST_F(ServerTest, AnswersAWorkflow) {
  server().respond("echo", [](Turn turn) -> awaitable<void> {
    co_await turn.say(turn.user() + " said: " + turn.input_text());
  });
  serve();
  const auto events = say(talk("echo"), "Hello");
  EXPECT_EQ(said(events), "ada said: Hello");
  EXPECT_THAT(only<protocol::StreamError>(events), SizeIs(0));
}

TEST_F(ServerTest, GivesAResponderTheStateVariablesOfItsSession) {
  server::WorkflowSpec spec("tone");
  spec.state_variable("tone", "calm").state_variable("words", 3.5);
  server().respond(spec, [](Turn turn) -> awaitable<void> {
    co_await turn.say(std::get<std::string>(turn.state_variables().at("tone")));
  });
  serve();
  EXPECT_EQ(said(say(talk("tone"), "?")), "calm");
}

TEST_F(ServerTest, GivesTheUserTheWordsOfAFailure) {
  server().respond("closed", [](Turn) -> awaitable<void> {
    throw server::UserFacingError("We are closed.", false);
    co_return;
  });
  serve();
  const auto errors = only<protocol::StreamError>(say(talk("closed"), "Hello"));
  ASSERT_THAT(errors, SizeIs(1));
  EXPECT_EQ(errors[0].code, "custom");
  EXPECT_EQ(errors[0].message, "We are closed.");
  EXPECT_FALSE(errors[0].allow_retry);
}

// Contract, section 2, rule 7.
TEST_F(ServerTest, HidesOtherFailuresFromTheUser) {
  server().respond("broken", [](Turn turn) -> awaitable<void> {
    co_await turn.progress("…");
    throw std::runtime_error("the password is xyzzy");
  });
  serve();
  const auto errors = only<protocol::StreamError>(say(talk("broken"), "Hello"));
  ASSERT_THAT(errors, SizeIs(1));
  EXPECT_EQ(errors[0].code, "stream.error");
  EXPECT_TRUE(errors[0].allow_retry);
  EXPECT_EQ(errors[0].message.value_or("").find("xyzzy"), std::string::npos);
}

TEST_F(ServerTest, StopsAResponderWhoseUserHasHadEnough) {
  std::atomic<bool> ended = false;
  server().respond("endless", [&ended](Turn turn) -> awaitable<void> {
    try {
      const server::Message message = co_await turn.begin_message();
      for (;;) {
        co_await message.append("and ");
        co_await turn.sleep(std::chrono::milliseconds(5));
      }
    } catch (const server::TurnEnded&) {
      ended = true;
      throw;
    }
  });
  serve();
  const Conversation conversation = talk("endless");
  ConversationStream stream = conversation.create_thread(protocol::UserMessageInput("Go on"));
  std::string thread;
  for (const protocol::Event& event : stream) {
    if (const auto* created = std::get_if<protocol::ThreadCreated>(&event)) {
      thread = created->thread.id;
    }
    if (std::holds_alternative<protocol::ItemUpdated>(event)) conversation.stop(thread);
  }
  stop();  // Waits for the turn.
  EXPECT_TRUE(ended);
}

class Counter final : public server::Responder {
 public:
  awaitable<void> respond(Turn& turn) override {
    const widgets::Card card = card_of(0);
    co_await turn.show(card);
  }
  awaitable<std::optional<widgets::Root>> sync_action(server::Aside&,
                                                      server::UserAction action) override {
    co_return card_of(action.fields().integer("count").value_or(0) + 1);
  }

 private:
  static widgets::Card card_of(std::int64_t count) {
    return widgets::Card().child(widgets::Title(std::to_string(count)));
  }
};

TEST_F(ServerTest, AnswersActionsAtOnce) {
  server().respond("counter", std::make_shared<Counter>());
  serve();
  const Conversation conversation = talk("counter");
  const auto events = say(conversation, "Count");
  const std::string thread = only<protocol::ThreadCreated>(events).at(0).thread.id;
  const auto shown = only<protocol::ItemDone>(events).back().item;
  protocol::CustomAction action;
  action.type = "count";
  action.payload = parse_json(R"({"count":41})");
  action.item_id = shown.id;
  const auto answer = conversation.sync_custom_action(thread, action);
  ASSERT_TRUE(answer.updated_item.has_value());
  EXPECT_THAT(std::get<protocol::Widget>(answer.updated_item->kind).widget.text(),
              HasSubstr(R"("value":"42")"));
}

TEST_F(ServerTest, MakesItsFirstKeyAndKnowsItAgain) {
  std::string key;
  {
    server::Server first(options());
    EXPECT_THROW(first.api_key(), std::logic_error);
    first.start();
    key = first.api_key();
    EXPECT_THAT(key, testing::StartsWith("sk-"));
    server::Server second(options());
    EXPECT_THROW(second.start(), StartError);  // The first one holds the data.
  }
  server().start();
  EXPECT_EQ(server().api_key(), key);
}

TEST_F(ServerTest, TakesTheKeyOfItsOptions) {
  server::Server own(options().api_key("sk-my-own-key-0123456789"));
  own.start();
  EXPECT_EQ(own.api_key(), "sk-my-own-key-0123456789");
}

TEST_F(ServerTest, ReturnsAtOnceWhereItWasStoppedBefore) {
  server().stop();
  server().run();
  EXPECT_THAT(server().url(), testing::StartsWith("http://127.0.0.1:"));
}

TEST_F(ServerTest, RefusesWhatItCannotServe) {
  const auto nothing = [](Turn) -> awaitable<void> { co_return; };
  server().respond("once", nothing);
  EXPECT_THROW(server().respond("once", nothing), std::logic_error);
  EXPECT_NO_THROW(server().respond(server::WorkflowSpec("once").version("2"), nothing));
  server::Server odd(options().setting("no_such_setting", "1"));
  EXPECT_THROW(odd.start(), StartError);
  server::Server wrong(options().setting("body_bytes_max", "many"));
  EXPECT_THROW(wrong.start(), StartError);
}

}  // namespace
}  // namespace chatkit::test
