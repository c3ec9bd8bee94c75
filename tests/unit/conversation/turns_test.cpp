#include <gmock/gmock.h>

#include "unit/conversation/behaviours.hpp"
#include "unit/conversation/world.hpp"

// One turn a thread, so many a user: who waits, who is stopped, who is refused.
namespace chatkit::test {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Turns : public testing::Test {
 protected:
  /// A thread with one finished turn.
  std::string make_thread(const Caller& caller) {
    world_.behaviour = saying("hello");
    EventStream stream = world_.open(caller, create_op("first"));
    const std::string thread = text_at(stream.until("thread.created"), "/thread/id");
    stream.rest();
    return thread;
  }
  std::vector<std::string> stored_types(const std::string& thread) {
    return types_of(world_.stored(caller_, thread));
  }
  std::string code(const exchange::Reply& reply) { return text_at(reply.body, "/error/code"); }

  World world_;
  Caller caller_ = world_.add_session();
};

TEST_F(Turns, ANewMessageSupersedesTheRunningOne) {
  const std::string thread = make_thread(caller_);
  world_.behaviour = waiting();
  EventStream first = world_.open(caller_, add_op(thread, "one"));
  first.until("thread.item.updated");
  world_.behaviour = saying("two it is");
  EventStream second = world_.open(caller_, add_op(thread, "two"));
  EXPECT_THAT(first.rest(), IsEmpty());
  second.rest();
  EXPECT_THAT(stored_types(thread),
              ElementsAre("user_message", "assistant_message", "user_message", "assistant_message",
                          "sdk_hidden_context", "user_message", "assistant_message"));
  const auto stored = world_.stored(caller_, thread);
  EXPECT_EQ(text_at(stored[3], "/content/0/text"), "so far");
  EXPECT_EQ(text_at(stored[4], "/content"), kMarker);
}

TEST_F(Turns, AResumingClientIsToldWhichRunIsBusy) {
  const std::string thread = make_thread(caller_);
  world_.behaviour = waiting();
  EventStream first = world_.open(caller_, add_op(thread, "one"));
  first.until("stream_options");
  const exchange::Reply second = world_.post(caller_, add_op(thread, "two"), kResumable);
  EXPECT_EQ(second.status, 409);
  EXPECT_EQ(code(second), "thread_busy");
  const std::string run = first.ids().front().substr(0, first.ids().front().find(':'));
  EXPECT_THAT(second.body, HasSubstr(run));
  EXPECT_EQ(world_.service->running(), 1U);
}

TEST_F(Turns, ABusyUserIsRefusedPastTheLimit) {
  Limits limits;
  limits.runs_per_user_max = 2;
  World world(limits);
  const Caller caller = world.add_session();
  const Caller other = world.add_session({.user = "user_2"});
  world.behaviour = waiting();
  EventStream first = world.open(caller, create_op("one"));
  EventStream second = world.open(caller, create_op("two"));
  const exchange::Reply third = world.post(caller, create_op("three"));
  EXPECT_EQ(third.status, 429);
  EXPECT_EQ(code(third), "too_many_runs");
  EXPECT_EQ(world.post(other, create_op("another user")).status, 200);
  const std::string thread = text_at(first.until("thread.created"), "/thread/id");
  EXPECT_EQ(world.post(caller, add_op(thread, "in place of the first")).status, 200);
  EXPECT_EQ(world.service->running(), 3U);
}

TEST_F(Turns, AResponderThatWaitsElsewhereIsStoppedToo) {
  world_.behaviour = wait_elsewhere;
  EventStream stream = world_.open(caller_, create_op("hang"));
  const std::string thread = text_at(stream.until("thread.created"), "/thread/id");
  world_.run(world_.service->stop_thread(ThreadId(thread)));
  EXPECT_EQ(world_.service->running(), 0U);
  EXPECT_THAT(stored_types(thread), ElementsAre("user_message", "sdk_hidden_context"));
}

TEST_F(Turns, StoppingAThreadWhereNothingRunsIsNothing) {
  world_.run(world_.service->stop_thread(ThreadId("cthr_unknown")));
  EXPECT_EQ(world_.service->running(), 0U);
}

TEST_F(Turns, ALostConnectionStopsTheTurn) {
  world_.behaviour = waiting();
  EventStream stream = world_.open(caller_, create_op("hello"));
  const std::string thread = text_at(stream.until("thread.created"), "/thread/id");
  stream.abandon();
  while (world_.service->running() > 0) world_.context.run_one();
  EXPECT_THAT(stored_types(thread),
              ElementsAre("user_message", "assistant_message", "sdk_hidden_context"));
}

TEST_F(Turns, ALostConnectionOfAResumingClientStopsNothing) {
  world_.behaviour = saying("said to nobody");
  EventStream stream = world_.open(caller_, create_op("hello"), kResumable);
  stream.abandon();
  while (world_.service->running() > 0) world_.context.run_one();
  const std::string list = world_.post(caller_, R"({"type":"threads.list","params":{}})").body;
  EXPECT_THAT(stored_types(text_at(list, "/data/0/id")),
              ElementsAre("user_message", "assistant_message"));
}

TEST_F(Turns, EventsAreNumberedUnderTheirRun) {
  world_.behaviour = saying("x");
  EventStream stream = world_.open(caller_, create_op("hello"), kResumable);
  EXPECT_EQ(stream.rest().size(), 4U);
  ASSERT_EQ(stream.reply().headers.front().name, "chatkit-run");
  const std::string run = stream.reply().headers.front().value;
  EXPECT_THAT(stream.ids(), ElementsAre(run + ":1", run + ":2", run + ":3", run + ":4"));
  EXPECT_THAT(stream.comments(), ElementsAre("end"));
}

TEST_F(Turns, OtherClientsGetNoEndComment) {
  EventStream stream = world_.open(caller_, create_op("hello"));
  stream.rest();
  EXPECT_THAT(stream.comments(), IsEmpty());
}

TEST_F(Turns, DeletingAThreadStopsItsTurnFirst) {
  world_.behaviour = waiting();
  EventStream stream = world_.open(caller_, create_op("hello"));
  const std::string thread = text_at(stream.until("thread.created"), "/thread/id");
  const exchange::Reply deleted = world_.post(caller_, thread_op("threads.delete", thread));
  EXPECT_EQ(deleted.status, 200);
  EXPECT_EQ(deleted.body, "{}");
  EXPECT_EQ(world_.service->running(), 0U);
  EXPECT_EQ(world_.post(caller_, thread_op("threads.get_by_id", thread)).status, 404);
}

TEST_F(Turns, RenamingAThreadWaitsForNoTurn) {
  world_.behaviour = waiting();
  EventStream stream = world_.open(caller_, create_op("hello"));
  const std::string thread = text_at(stream.until("thread.created"), "/thread/id");
  const exchange::Reply renamed =
      world_.post(caller_, R"({"type":"threads.update","params":{"thread_id":")" + thread +
                               R"(","title":"Mine"}})");
  EXPECT_EQ(text_at(renamed.body, "/title"), "Mine");
  EXPECT_EQ(world_.service->running(), 1U);
}

TEST_F(Turns, DrainingRefusesNewTurnsAndLeavesOthersAlone) {
  world_.behaviour = waiting();
  EventStream stream = world_.open(caller_, create_op("hello"));
  world_.service->drain();
  EXPECT_EQ(world_.post(caller_, create_op("too late")).status, 503);
  EXPECT_EQ(world_.service->running(), 1U);
}

TEST_F(Turns, AShutdownInterruptsAndTellsNoLies) {
  world_.behaviour = waiting();
  EventStream stream = world_.open(caller_, create_op("hello"));
  const std::string thread = text_at(stream.until("thread.created"), "/thread/id");
  world_.run(world_.service->interrupt_all());
  EXPECT_EQ(world_.service->running(), 0U);
  const auto events = stream.rest();
  EXPECT_EQ(text_at(events.back(), "/code"), "stream.error");
  EXPECT_THAT(stored_types(thread), ElementsAre("user_message"));
  EXPECT_THAT(world_.metrics.text(), HasSubstr(R"(chatkit_turns_total{state="interrupted"} 1)"));
}

}  // namespace
}  // namespace chatkit::test
