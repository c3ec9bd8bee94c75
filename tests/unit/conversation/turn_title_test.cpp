#include <gmock/gmock.h>

#include "unit/conversation/behaviours.hpp"
#include "unit/conversation/world.hpp"

// Titles that a responder makes beside its answer. Source: contract section 2, "Titles start with
// the answer; the stream is held open at most 2 s for one; a user's rename wins".
namespace chatkit::test {
namespace {

using testing::ElementsAre;

class TurnTitle : public testing::Test {
 protected:
  using Title = Result<std::optional<std::string>>;
  static boost::asio::awaitable<Title> now(Title title) { co_return title; }
  static boost::asio::awaitable<Title> never(responder::QuestionPtr, protocol::ThreadItem) {
    const auto executor = co_await boost::asio::this_coro::executor;
    boost::asio::steady_timer timer(executor, boost::asio::steady_timer::time_point::max());
    co_await timer.async_wait(boost::asio::use_awaitable);
    co_return std::optional<std::string>("too late");
  }
  void titles(Title title) {
    world_.questions.title = [title](responder::QuestionPtr, protocol::ThreadItem) {
      return now(title);
    };
  }
  static Limits quick() {
    Limits limits;
    limits.title_wait_max = std::chrono::milliseconds(20);
    return limits;
  }
  std::string title_of_newest() {
    return text_at(world_.post(caller_, op_json("threads.list", "{}")).body, "/data/0/title");
  }

  World world_{quick()};
  Caller caller_ = world_.add_session({.titling = true});
};

TEST_F(TurnTitle, TheRespondersTitleIsNewsOfItsOwn) {
  titles(std::optional<std::string>("Tides"));
  world_.behaviour = saying("The moon.");
  EventStream stream = world_.open(caller_, create_op("Why are there tides?"));
  const auto events = stream.rest();
  EXPECT_EQ(text_at(events.front(), "/thread/title"), "");
  EXPECT_THAT(types_of(events),
              testing::UnorderedElementsAre("thread.created", "thread.item.done", "stream_options",
                                            "thread.updated", "thread.item.done"));
  EXPECT_EQ(title_of_newest(), "Tides");
}

TEST_F(TurnTitle, NoTitleMeansTheFirstWords) {
  titles(std::optional<std::string>());
  world_.open(caller_, create_op("Why are there tides?")).rest();
  EXPECT_EQ(title_of_newest(), "Why are there tides?");
}

TEST_F(TurnTitle, AFailedTitleMeansTheFirstWords) {
  titles(internal_error("no"));
  world_.open(caller_, create_op("Why are there tides?")).rest();
  EXPECT_EQ(title_of_newest(), "Why are there tides?");
}

TEST_F(TurnTitle, ATitleThatDoesNotComeIsNotWaitedForLong) {
  world_.questions.title = never;
  EventStream stream = world_.open(caller_, create_op("Why are there tides?"));
  stream.rest();
  EXPECT_EQ(title_of_newest(), "Why are there tides?");
  EXPECT_EQ(world_.service->running(), 0U);
}

TEST_F(TurnTitle, AStoppedTurnKeepsNobodyWaiting) {
  world_.questions.title = never;
  world_.behaviour = waiting();
  EventStream stream = world_.open(caller_, create_op("Why are there tides?"));
  const std::string thread = text_at(stream.until("thread.created"), "/thread/id");
  world_.post(caller_, thread_op("threads.stop", thread));
  EXPECT_EQ(title_of_newest(), "Why are there tides?");
}

TEST_F(TurnTitle, ATitleThatCameWithTheAnswerStays) {
  titles(std::optional<std::string>());
  world_.behaviour = [](TurnPtr turn) -> Did {
    responder::ThreadSettings settings;
    settings.title = "Mine";
    Result<void> set = co_await turn->set_thread(std::move(settings));
    co_return set;
  };
  world_.open(caller_, create_op("Why are there tides?")).rest();
  EXPECT_EQ(title_of_newest(), "Mine");
}

TEST_F(TurnTitle, ASecondMessageAsksForNone) {
  titles(std::optional<std::string>("Tides"));
  EventStream stream = world_.open(caller_, create_op("Why are there tides?"));
  const std::string thread = text_at(stream.until("thread.created"), "/thread/id");
  stream.rest();
  titles(std::optional<std::string>("Other"));
  world_.open(caller_, add_op(thread, "And then?")).rest();
  EXPECT_EQ(title_of_newest(), "Tides");
}

}  // namespace
}  // namespace chatkit::test
