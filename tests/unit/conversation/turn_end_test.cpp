#include <gmock/gmock.h>

#include <stdexcept>

#include "unit/conversation/behaviours.hpp"
#include "unit/conversation/world.hpp"

// How turns end: failures, limits, and what their events leave behind.
namespace chatkit::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

struct Outcome {
  std::vector<std::string> events;
  std::vector<std::string> stored;
};

Outcome outcome_of(World& world, Behaviour behaviour, CallerOptions options = CallerOptions()) {
  const Caller caller = world.add_session(std::move(options));
  world.behaviour = std::move(behaviour);
  EventStream stream = world.open(caller, create_op("Hello out there"));
  Outcome outcome;
  outcome.events = stream.rest();
  outcome.stored = world.stored(caller, text_at(outcome.events.at(0), "/thread/id"));
  EXPECT_EQ(world.service->running(), 0U);
  return outcome;
}

Did fail_custom(TurnPtr turn) {
  Result<void> sent = co_await turn->emit(added_answer("msg_a"));
  if (!sent) co_return sent;
  sent = co_await turn->emit(text_delta("msg_a", "half"));
  if (!sent) co_return sent;
  Error error = internal_error("for the log");
  error.code = "custom";
  error.message = "Please top up.";
  error.permanent = true;
  co_return error;
}

Did throw_odd(TurnPtr) {
  throw 3;
  co_return Result<void>();
}

TEST(TurnEnd, ADeliberateFailureReachesTheUserInItsOwnWords) {
  World world;
  const Outcome outcome = outcome_of(world, fail_custom);
  EXPECT_EQ(outcome.events.back(),
            R"({"type":"error","code":"custom","message":"Please top up.","allow_retry":false})");
  EXPECT_THAT(types_of(outcome.stored), ElementsAre("user_message"));
}

TEST(TurnEnd, AnOddExceptionIsAFailureLikeAnyOther) {
  World world;
  const Outcome outcome = outcome_of(world, throw_odd);
  EXPECT_EQ(outcome.events.back(), R"({"type":"error","code":"stream.error","allow_retry":true})");
  EXPECT_THAT(world.metrics.text(), HasSubstr(R"(chatkit_turns_total{state="failed"} 1)"));
  EXPECT_THAT(world.metrics.text(), HasSubstr("chatkit_turns_running 0"));
}

Did emit_error_and_go_on(TurnPtr turn) {
  protocol::StreamError error;
  error.code = "quota.low";
  std::vector<protocol::Event> events;
  events.emplace_back(error);
  events.push_back(done_text(*turn, "msg_a", "still here"));
  return emit_all(std::move(turn), std::move(events));
}

TEST(TurnEnd, AnErrorEventOfTheResponderEndsNothing) {
  World world;
  const Outcome outcome = outcome_of(world, emit_error_and_go_on);
  EXPECT_THAT(types_of(outcome.events), ElementsAre("thread.created", "thread.item.done",
                                                    "stream_options", "error", "thread.item.done"));
  EXPECT_THAT(types_of(outcome.stored), ElementsAre("user_message", "assistant_message"));
}

Did talk_for_ever(TurnPtr turn) {
  Result<void> sent = co_await turn->emit(added_answer("msg_a"));
  while (sent) sent = co_await turn->emit(text_delta("msg_a", std::string(1000, 'x')));
  co_return sent;
}

TEST(TurnEnd, MoreEventsThanATurnMaySendEndIt) {
  Limits limits;
  limits.turn_events_bytes_max = 100'000;
  World world(limits);
  const Outcome outcome = outcome_of(world, talk_for_ever);
  EXPECT_EQ(text_at(outcome.events.back(), "/code"), "custom");
  EXPECT_THAT(outcome.events.back(), HasSubstr("larger"));
  std::size_t bytes = 0;
  for (const std::string& event : outcome.events) bytes += event.size();
  EXPECT_LT(bytes, 102'000U);
  EXPECT_THAT(types_of(outcome.stored), ElementsAre("user_message"));
}

TEST(TurnEnd, AnAnswerPastTheSizeOfAnItemEndsTheTurn) {
  Limits limits;
  limits.item_bytes_max = 10'000;
  World world(limits);
  const Outcome outcome = outcome_of(world, talk_for_ever);
  EXPECT_THAT(outcome.events.back(), HasSubstr("A part of the answer"));
  // The part before the delta that goes past the limit went out: added, and ten deltas.
  EXPECT_EQ(outcome.events.size(), 3U + 1U + 10U + 1U);
}

Behaviour saying_bytes(std::size_t bytes) {
  return [bytes](TurnPtr turn) {
    const protocol::Event empty = done_text(*turn, "msg_a", "");
    return saying(std::string(bytes, 'x'))(std::move(turn));
  };
}

TEST(TurnEnd, AFinishedItemMayBeAsLargeAsTheLimitAndNoLarger) {
  Limits limits;
  limits.item_bytes_max = 2'000;
  World world(limits);
  const Outcome small = outcome_of(world, saying_bytes(1));
  const std::size_t frame = small.stored.at(1).size() - 1;
  EXPECT_EQ(outcome_of(world, saying_bytes(2'000 - frame)).stored.size(), 2U);
  EXPECT_EQ(outcome_of(world, saying_bytes(2'001 - frame)).stored.size(), 1U);
}

TEST(TurnEnd, ATurnPastItsTimeIsEnded) {
  Limits limits;
  limits.turn_duration_max = std::chrono::seconds(0);
  World world(limits);
  const Outcome outcome = outcome_of(world, waiting());
  EXPECT_THAT(outcome.events.back(), HasSubstr("longer than it may"));
  EXPECT_THAT(outcome.events.back(), HasSubstr(R"("allow_retry":true)"));
  EXPECT_THAT(types_of(outcome.stored), ElementsAre("user_message"));
}

Did change_items(TurnPtr turn) {
  protocol::ItemReplaced replaced;
  replaced.item = std::get<protocol::ItemDone>(done_text(*turn, "msg_a", "second")).item;
  protocol::ItemRemoved removed;
  removed.item_id = "msg_b";
  protocol::ItemRemoved unknown;
  unknown.item_id = "msg_never";
  std::vector<protocol::Event> events;
  events.push_back(done_text(*turn, "msg_a", "first"));
  events.push_back(done_text(*turn, "msg_b", "gone"));
  events.emplace_back(replaced);
  events.emplace_back(removed);
  events.emplace_back(unknown);
  return emit_all(std::move(turn), std::move(events));
}

TEST(TurnEnd, ReplacedAndRemovedItemsAreSoInTheStore) {
  World world;
  const Outcome outcome = outcome_of(world, change_items);
  ASSERT_EQ(outcome.stored.size(), 2U);
  EXPECT_EQ(text_at(outcome.stored[1], "/content/0/text"), "second");
  EXPECT_EQ(types_of(outcome.events).back(), "thread.item.removed");
}

Did same_id_twice(TurnPtr turn) {
  std::vector<protocol::Event> events;
  events.push_back(done_text(*turn, "msg_a", "first"));
  events.push_back(done_text(*turn, "msg_a", "again"));
  return emit_all(std::move(turn), std::move(events));
}
Did bad_id(TurnPtr turn) {
  std::vector<protocol::Event> events;
  events.push_back(done_text(*turn, "no id at all", "x"));
  return emit_all(std::move(turn), std::move(events));
}
Did say_created(TurnPtr turn) {
  std::vector<protocol::Event> events;
  events.emplace_back(protocol::ThreadCreated());
  return emit_all(std::move(turn), std::move(events));
}

TEST(TurnEnd, AMistakeOfTheResponderIsAFailure) {
  World world;
  for (const Behaviour& behaviour :
       {Behaviour(same_id_twice), Behaviour(bad_id), Behaviour(say_created)}) {
    const Outcome outcome = outcome_of(world, behaviour);
    EXPECT_EQ(text_at(outcome.events.back(), "/code"), "stream.error");
  }
}

Did swallow_everything(TurnPtr turn) {
  // A responder that does not listen: every call after the stop is refused.
  for (int i = 0; i < 3; ++i) static_cast<void>(co_await turn->sleep(std::chrono::hours(1)));
  co_return Result<void>();
}

TEST(TurnEnd, AResponderThatSwallowsTheStopIsStoppedAllTheSame) {
  World world;
  const Caller caller = world.add_session();
  world.behaviour = swallow_everything;
  EventStream stream = world.open(caller, create_op("hello"));
  const std::string thread = text_at(stream.until("thread.created"), "/thread/id");
  world.run(world.service->stop_thread(ThreadId(thread)));
  EXPECT_THAT(types_of(world.stored(caller, thread)),
              ElementsAre("user_message", "sdk_hidden_context"));
}

TEST(TurnEnd, ATitleComesWithTheFirstTurnWhereTheSessionWantsOne) {
  World world;
  const Outcome outcome = outcome_of(world, saying("x"), {.titling = true});
  EXPECT_THAT(types_of(outcome.events),
              ElementsAre("thread.created", "thread.item.done", "stream_options", "thread.updated",
                          "thread.item.done"));
  EXPECT_THAT(outcome.events[0], testing::Not(HasSubstr("title")));
  EXPECT_EQ(text_at(outcome.events[3], "/thread/title"), "Hello out there");
}

Did name_it(TurnPtr turn) {
  responder::ThreadSettings settings;
  settings.title = "The responder's";
  Result<void> sent = co_await turn->sleep(std::chrono::milliseconds(0));
  if (!sent) co_return sent;
  sent = co_await turn->set_thread(std::move(settings));
  co_return sent;
}

TEST(TurnEnd, AUsersNameForAThreadWins) {
  World world;
  const Caller caller = world.add_session();
  world.behaviour = saying("x");
  EventStream first = world.open(caller, create_op("hello"));
  const std::string thread = text_at(first.until("thread.created"), "/thread/id");
  first.rest();
  world.post(caller, R"({"type":"threads.update","params":{"thread_id":")" + thread +
                         R"(","title":"The user's"}})");
  world.behaviour = name_it;
  EventStream second = world.open(caller, add_op(thread, "again"));
  EXPECT_EQ(text_at(second.until("thread.updated"), "/thread/title"), "The user's");
}

Did tell_history(TurnPtr turn) {
  std::vector<protocol::Event> before;
  before.push_back(done_text(*turn, turn->new_item_id(), "said in this turn"));
  Result<void> sent = co_await emit_all(turn, std::move(before));
  if (!sent) co_return sent;
  for (const std::size_t most : {std::size_t{1}, std::size_t{3}, std::size_t{500}}) {
    const Result<std::vector<protocol::ThreadItem>> history = co_await turn->history(most);
    if (!history) co_return history.error();
    protocol::ProgressUpdate progress;
    progress.text = std::to_string(history->size());
    if (history->back().id != turn->input()->id) progress.text += " input is not last";
    protocol::Event event(std::move(progress));
    sent = co_await turn->emit(std::move(event));
  }
  co_return sent;
}

TEST(TurnEnd, HistoryEndsWithTheMessageToAnswer) {
  Limits limits;
  limits.page_items_max = 2;  // Several pages.
  World world(limits);
  const Caller caller = world.add_session();
  world.behaviour = saying("x");
  EventStream first = world.open(caller, create_op("one"));
  const std::string thread = text_at(first.until("thread.created"), "/thread/id");
  first.rest();
  for (int i = 0; i < 2; ++i) world.open(caller, add_op(thread, "more")).rest();
  world.behaviour = tell_history;
  EventStream last = world.open(caller, add_op(thread, "and now"));
  std::vector<std::string> told;
  for (const std::string& event : last.rest()) {
    if (text_at(event, "/type") == "progress_update") told.push_back(text_at(event, "/text"));
  }
  EXPECT_THAT(told, ElementsAre("1", "3", "7"));
}

}  // namespace
}  // namespace chatkit::test
