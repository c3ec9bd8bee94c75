#include <gmock/gmock.h>

#include "conversation/run_logs.hpp"
#include "unit/conversation/behaviours.hpp"
#include "unit/conversation/world.hpp"

// Coming back to a run, and asking for the same one twice. Source: contract section 2, "Stop,
// resume, idempotency".
namespace chatkit::test {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::ElementsAreArray;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class Resume : public testing::Test {
 protected:
  static std::string run_of(const EventStream& stream) {
    return stream.reply().headers.front().value;
  }
  static std::string code(const exchange::Reply& reply) {
    return text_at(reply.body, "/error/code");
  }
  static Headers with_key(std::string key) {
    Headers headers = kResumable;
    headers.emplace_back("idempotency-key", std::move(key));
    return headers;
  }
  void run_out() {
    while (world_.service->running() > 0) world_.context.run_one();
  }

  World world_;
  Caller caller_ = world_.add_session();
};

TEST_F(Resume, ReplaysWhatWasMissedAndFollowsTheRest) {
  world_.behaviour = saying("x");
  EventStream whole = world_.open(caller_, create_op("hello"), kResumable);
  const std::vector<std::string> events = whole.rest();
  const std::string run = run_of(whole);
  for (std::size_t seen = 0; seen < events.size(); ++seen) {
    EventStream again(world_, world_.follow(caller_, run, run + ":" + std::to_string(seen)));
    EXPECT_EQ(again.rest(), std::vector(events.begin() + static_cast<long>(seen), events.end()));
    EXPECT_THAT(again.comments(), ElementsAre("end"));
  }
  EventStream all(world_, world_.follow(caller_, run, ""));
  EXPECT_THAT(all.rest(), ElementsAreArray(events));
}

TEST_F(Resume, FollowsARunThatIsUnderWay) {
  world_.behaviour = waiting();
  EventStream first = world_.open(caller_, create_op("hello"), kResumable);
  first.until("thread.item.updated");
  const std::string seen = first.ids().back();
  first.abandon();
  EXPECT_EQ(world_.service->running(), 1U);
  EventStream second(world_, world_.follow(caller_, run_of(first), seen));
  const std::string thread =
      text_at(world_.post(caller_, op_json("threads.list", "{}")).body, "/data/0/id");
  EXPECT_EQ(world_.post(caller_, thread_op("threads.stop", thread), kResumable).body, "{}");
  EXPECT_THAT(second.rest(), IsEmpty());
  EXPECT_THAT(second.comments(), ElementsAre("end"));
}

TEST_F(Resume, NothingLeftIsSaidWithoutABody) {
  EventStream stream = world_.open(caller_, create_op("hello"), kResumable);
  stream.rest();
  const exchange::Reply reply = world_.follow(caller_, run_of(stream), stream.ids().back());
  EXPECT_EQ(reply.status, 204);
  EXPECT_EQ(reply.body, "");
}

TEST_F(Resume, AnotherUsersRunIsUnknown) {
  EventStream stream = world_.open(caller_, create_op("hello"), kResumable);
  stream.rest();
  const Caller stranger = world_.add_session({.user = "user_2"});
  EXPECT_EQ(world_.follow(stranger, run_of(stream), "").status, 404);
  const Caller elsewhere = world_.add_session({.project = "proj_b"});
  EXPECT_EQ(world_.follow(elsewhere, run_of(stream), "").status, 404);
  EXPECT_EQ(world_.follow(caller_, "run_unknown", "").status, 404);
  const Caller same_user = world_.add_session();
  EXPECT_EQ(world_.follow(same_user, run_of(stream), "").status, 200);
}

TEST_F(Resume, ALogIsKeptForAWhileAndThenGone) {
  EventStream stream = world_.open(caller_, create_op("hello"), kResumable);
  stream.rest();
  world_.clock.advance(299s);
  EXPECT_EQ(world_.follow(caller_, run_of(stream), "").status, 200);
  world_.clock.advance(1s);
  const exchange::Reply gone = world_.follow(caller_, run_of(stream), "");
  EXPECT_EQ(gone.status, 410);
  EXPECT_EQ(code(gone), "run_log_expired");
}

TEST_F(Resume, ALogOfAClientThatCannotComeBackIsNotKept) {
  EventStream stream = world_.open(caller_, create_op("hello"));
  stream.rest();
  EXPECT_EQ(code(world_.follow(caller_, run_of(stream), "")), "run_log_expired");
}

TEST_F(Resume, AnEventIdOfAnotherRunIsRefused) {
  EventStream stream = world_.open(caller_, create_op("hello"), kResumable);
  stream.rest();
  for (const char* id : {"run_other:1", "7", ":"}) {
    EXPECT_EQ(world_.follow(caller_, run_of(stream), id).status, 400) << id;
  }
  EXPECT_EQ(world_.follow(caller_, run_of(stream), run_of(stream) + ":99").status, 400);
  EXPECT_EQ(world_.follow(caller_, run_of(stream), run_of(stream) + ":x").status, 400);
}

TEST_F(Resume, TooManyReadersAreRefused) {
  Limits limits;
  limits.readers_per_run_max = 2;
  World world(limits);
  const Caller caller = world.add_session();
  world.behaviour = waiting();
  EventStream first = world.open(caller, create_op("hello"), kResumable);
  first.until("stream_options");
  const EventStream second(world, world.follow(caller, run_of(first), ""));
  const exchange::Reply third = world.follow(caller, run_of(first), "");
  EXPECT_EQ(third.status, 429);
  EXPECT_EQ(code(third), "too_many_readers");
}

TEST_F(Resume, AStopNamesItsRunAndMayBeRepeated) {
  world_.behaviour = waiting();
  EventStream stream = world_.open(caller_, create_op("hello"), kResumable);
  const std::string thread = text_at(stream.until("thread.created"), "/thread/id");
  const std::string other =
      op_json("threads.stop", R"({"thread_id":")" + thread + R"(","run_id":"run_other"})");
  EXPECT_EQ(world_.post(caller_, other).body, "{}");
  EXPECT_EQ(world_.service->running(), 1U);
  const std::string mine = op_json(
      "threads.stop", R"({"thread_id":")" + thread + R"(","run_id":")" + run_of(stream) + "\"}");
  EXPECT_EQ(world_.post(caller_, mine).body, "{}");
  EXPECT_EQ(world_.post(caller_, mine).body, "{}");
  EXPECT_EQ(world_.service->running(), 0U);
  EXPECT_EQ(world_.post(caller_, thread_op("threads.stop", "cthr_unknown")).status, 404);
}

TEST_F(Resume, TheSameKeyJoinsTheSameRun) {
  world_.behaviour = saying("once");
  EventStream first = world_.open(caller_, create_op("hello"), with_key("k1"));
  const std::vector<std::string> events = first.rest();
  EventStream second = world_.open(caller_, create_op("hello"), with_key("k1"));
  EXPECT_EQ(run_of(second), run_of(first));
  EXPECT_EQ(second.rest(), events);
  const std::string threads = world_.post(caller_, op_json("threads.list", "{}")).body;
  EXPECT_NE(text_at(threads, "/data/0/id"), "");
  EXPECT_EQ(text_at(threads, "/data/1/id"), "");
}

TEST_F(Resume, TheSameKeyWithAnotherBodyIsAMistake) {
  world_.open(caller_, create_op("hello"), with_key("k1")).rest();
  const exchange::Reply reply = world_.post(caller_, create_op("goodbye"), with_key("k1"));
  EXPECT_EQ(reply.status, 422);
  EXPECT_EQ(code(reply), "idempotency_mismatch");
}

TEST_F(Resume, AKeyCountsWithinItsSession) {
  EventStream first = world_.open(caller_, create_op("hello"), with_key("k1"));
  first.rest();
  const Caller other = world_.add_session();
  EventStream second = world_.open(other, create_op("hello"), with_key("k1"));
  EXPECT_NE(run_of(second), run_of(first));
}

TEST_F(Resume, WhenTheLogIsGoneTheStoredItemsAreTold) {
  world_.behaviour = saying("kept");
  EventStream first = world_.open(caller_, create_op("hello"), with_key("k1"));
  first.rest();
  world_.clock.advance(301s);
  EventStream second = world_.open(caller_, create_op("hello"), with_key("k1"));
  const std::vector<std::string> events = second.rest();
  EXPECT_THAT(types_of(events),
              ElementsAre("thread.created", "thread.item.done", "thread.item.done"));
  EXPECT_EQ(text_at(events.back(), "/item/content/0/text"), "kept");
  EXPECT_THAT(second.comments(), ElementsAre("end"));
}

TEST_F(Resume, AKeyThatIsTooLongIsRefused) {
  EXPECT_EQ(world_.post(caller_, create_op("hello"), with_key(std::string(255, 'k'))).status, 200);
  EXPECT_EQ(world_.post(caller_, create_op("hello"), with_key(std::string(256, 'k'))).status, 400);
}

TEST(RunLogs, TheOldestThatEndedGoFirst) {
  conversation::RunLogLimits limits;
  limits.bytes_max = 100;
  conversation::RunLogs logs(limits);
  const conversation::RunLogs::Time now{};
  conversation::TurnOwner owner;
  owner.user = "u";
  const auto add = [&](const char* run, std::size_t bytes) {
    auto log = std::make_shared<conversation::RunLog>();
    log->append(std::make_shared<const std::string>(bytes, 'x'));
    logs.add(RunId(run), owner, log);
  };
  for (const char* run : {"a", "b", "c"}) add(run, 40);
  logs.end(RunId("b"), true, now);
  logs.end(RunId("a"), true, now);
  EXPECT_EQ(logs.ended_bytes(), 80U);
  logs.end(RunId("c"), true, now);
  EXPECT_EQ(logs.find(RunId("b"), owner, now), nullptr);
  EXPECT_NE(logs.find(RunId("a"), owner, now), nullptr);
  EXPECT_NE(logs.find(RunId("c"), owner, now), nullptr);
  EXPECT_EQ(logs.ended(), 2U);
  owner.user = "v";
  EXPECT_EQ(logs.find(RunId("a"), owner, now), nullptr);
}

}  // namespace
}  // namespace chatkit::test
