#include <gmock/gmock.h>

#include "rest_api.hpp"

namespace chatkit::rest {
namespace {

using exchange::Method;
using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::Not;

const std::string kRuns = "/v1/chatkit/runs";
const std::string kFeedback = "/v1/chatkit/feedback";

store::Scope first_project() {
  store::Scope scope;
  scope.project = ProjectId("p1");
  return scope;
}

/// The whole of a list's body, with its objects' texts in it.
std::string list_body(const std::string& objects, const std::string& first, const std::string& last,
                      const char* has_more) {
  return R"({"object":"list","data":[)" + objects + R"(],"first_id":")" + first +
         R"(","last_id":")" + last + R"(","has_more":)" + has_more + "}";
}

class Runs : public RestApi {
 protected:
  void SetUp() override {
    RestApi::SetUp();
    add_thread("t1", "ada", 2);
    add_thread("t2", "bob", 1);
  }
  void start(const char* id, const char* thread, bool traced = true) {
    store::TurnStart turn;
    turn.run.id = RunId(id);
    turn.run.project = ProjectId("p1");
    turn.run.thread = ThreadId(thread);
    turn.run.session = SessionId("s1");
    turn.run.workflow_version = "v9";
    turn.run.responder = "model";
    turn.run.cause = "user_message";
    turn.run.traced = traced;
    turn.run.started_at = clock_.now() + milliseconds(900);
    ASSERT_TRUE(test::run(store_->start_turn(first_project(), turn)).has_value());
  }
  void end(const char* id, store::RunEnd end = {}) {
    end.ended_at = clock_.now() + milliseconds(3150);
    ASSERT_TRUE(test::run(store_->end_turn(ProjectId("p1"), RunId(id), end)).has_value());
  }
  void add_feedback(const char* id, const char* thread, std::vector<std::string> items) {
    store::Feedback feedback;
    feedback.id = FeedbackId(id);
    feedback.thread = ThreadId(thread);
    feedback.session = SessionId("s1");
    feedback.item_ids = std::move(items);
    feedback.kind = "negative";
    feedback.created_at = clock_.now() + milliseconds(999);
    ASSERT_TRUE(test::run(store_->add_feedback(first_project(), feedback)).has_value());
  }
  std::string seconds_after_start(int seconds) const {
    const auto start = test::ManualClock::kStart + std::chrono::seconds(seconds);
    return std::to_string(
        std::chrono::floor<std::chrono::seconds>(start).time_since_epoch().count());
  }
  /// A run that has not ended.
  std::string running(const std::string& id, const std::string& thread, const std::string& user) {
    return R"({"id":")" + id + R"(","object":"chatkit.run","created_at":)" +
           seconds_after_start(0) +
           R"(,"ended_at":null,"status":"running","cause":"user_message","responder":"model",)"
           R"("workflow":{"id":"wf","version":"v9"},"thread_id":")" +
           thread + R"(","session_id":"s1","user":")" + user +
           R"(","error":null,"first_event_ms":null,"duration_ms":null,"events":{},"usage":null})";
  }
};

TEST_F(Runs, AreShownWithWhatTheySentAndCost) {
  start("r1", "t1");
  store::RunEnd failed;
  failed.state = store::RunState::failed;
  failed.error = "the endpoint said \"no\"";
  failed.figures.first_event_after = milliseconds(120);
  failed.figures.events = {{"thread.item.done", 1}, {"thread.item.updated", 20}};
  failed.figures.model = "m-1";
  failed.figures.tokens_in = 12;
  failed.figures.tokens_out = 34;
  end("r1", failed);
  const std::string run =
      R"({"id":"r1","object":"chatkit.run","created_at":)" + seconds_after_start(0) +
      R"(,"ended_at":)" + seconds_after_start(3) +
      R"(,"status":"failed","cause":"user_message","responder":"model",)"
      R"("workflow":{"id":"wf","version":"v9"},"thread_id":"t1","session_id":"s1","user":"ada",)"
      R"("error":"the endpoint said \"no\"","first_event_ms":120,"duration_ms":2250,)"
      R"("events":{"thread.item.done":1,"thread.item.updated":20},)"
      R"("usage":{"model":"m-1","input_tokens":12,"output_tokens":34}})";
  const auto one = get(kRuns + "/r1");
  EXPECT_EQ(one.status, 200);
  EXPECT_EQ(one.body, run);
  EXPECT_EQ(get(kRuns).body, list_body(run, "r1", "r1", "false"));
}

TEST_F(Runs, ThatHaveNotEndedSayNullToWhatIsNotKnown) {
  start("r1", "t1");
  EXPECT_EQ(get(kRuns + "/r1").body, running("r1", "t1", "ada"));
}

TEST_F(Runs, SayHowTheyEnded) {
  const std::vector<std::pair<store::RunState, const char*>> states = {
      {store::RunState::completed, "completed"},
      {store::RunState::stopped, "stopped"},
      {store::RunState::failed, "failed"},
      {store::RunState::interrupted, "interrupted"}};
  for (const auto& [state, text] : states) {
    start(text, "t1");
    store::RunEnd how;
    how.state = state;
    end(text, how);
    EXPECT_THAT(get(kRuns + "/" + text).body,
                HasSubstr(std::string(R"("status":")") + text + "\""));
  }
}

TEST_F(Runs, AreListedNewestFirstByThreadToo) {
  start("r1", "t1");
  start("r2", "t2");
  start("r3", "t1");
  const std::string r1 = running("r1", "t1", "ada");
  const std::string r2 = running("r2", "t2", "bob");
  const std::string r3 = running("r3", "t1", "ada");
  EXPECT_EQ(get(kRuns + "?limit=2").body, list_body(r3 + "," + r2, "r3", "r2", "true"));
  EXPECT_EQ(get(kRuns + "?after=r2").body, list_body(r1, "r1", "r1", "false"));
  EXPECT_EQ(get(kRuns + "?order=asc&before=r3&limit=1").body, list_body(r2, "r2", "r2", "true"));
  EXPECT_EQ(get(kRuns + "?thread=t1").body, list_body(r3 + "," + r1, "r3", "r1", "false"));
  EXPECT_THAT(get(kRuns + "?thread=none").body, HasSubstr(R"("data":[],"first_id":null)"));
  EXPECT_EQ(summary(get(kRuns + "?thread=t2&after=r1")), "400 invalid_value after");
}

TEST_F(Runs, OfSessionsWithoutTracingAreNotShown) {
  start("r1", "t1", false);
  EXPECT_THAT(get(kRuns).body, HasSubstr(R"("data":[])"));
  EXPECT_EQ(summary(get(kRuns + "/r1")), "404 not_found -");
}

TEST_F(Runs, OfDeletedThreadsAreNotShown) {
  start("r1", "t1");
  ASSERT_EQ(remove("/v1/chatkit/threads/t1").status, 200);
  EXPECT_THAT(get(kRuns).body, HasSubstr(R"("data":[])"));
  EXPECT_EQ(summary(get(kRuns + "/r1")), "404 not_found -");
}

TEST_F(Runs, AndFeedbackOfOtherProjectsAreHidden) {
  start("r1", "t1");
  add_feedback("f1", "t1", {"m1"});
  EXPECT_EQ(summary(send_as_other_project(Sent{Method::get, kRuns + "/r1"})), "404 not_found -");
  for (const std::string& list : {kRuns, kFeedback, kRuns + "?thread=t1"}) {
    EXPECT_THAT(send_as_other_project(Sent{Method::get, list}).body, HasSubstr(R"("data":[])"))
        << list;
  }
  EXPECT_EQ(summary(send_as_other_project(Sent{Method::get, kRuns + "?after=r1"})),
            "400 invalid_value after");
  EXPECT_EQ(summary(send_as_other_project(Sent{Method::get, kFeedback + "?after=f1"})),
            "400 invalid_value after");
}

TEST_F(Runs, AndFeedbackKeepTheBoundsOfLists) {
  for (const std::string& list : {kRuns, kFeedback}) {
    EXPECT_EQ(get(list + "?limit=100&order=asc&user=ignored").status, 200);
    EXPECT_EQ(summary(get(list + "?limit=101")), "400 integer_above_max_value limit");
    EXPECT_EQ(summary(get(list + "?limit=-1")), "400 integer_below_min_value limit");
    EXPECT_EQ(summary(get(list + "?order=up")), "400 invalid_value order");
    EXPECT_EQ(summary(get(list + "?after=none")), "400 invalid_value after");
    EXPECT_EQ(summary(get(list + "?before=none")), "400 invalid_value before");
    EXPECT_EQ(summary(get(list + "?thread=")), "400 string_below_min_length thread");
  }
}

TEST_F(Runs, HaveFeedbackBesideThem) {
  add_feedback("f1", "t1", {"m1", "m2"});
  add_feedback("f2", "t2", {"m1"});
  const auto text = [&](const char* id, const char* thread, const char* user, const char* items) {
    return std::string(R"({"id":")") + id + R"(","object":"chatkit.feedback","created_at":)" +
           seconds_after_start(0) + R"(,"thread_id":")" + thread +
           R"(","session_id":"s1","user":")" + user + R"(","item_ids":)" + items +
           R"(,"kind":"negative"})";
  };
  const std::string f1 = text("f1", "t1", "ada", R"(["m1","m2"])");
  const std::string f2 = text("f2", "t2", "bob", R"(["m1"])");
  EXPECT_EQ(get(kFeedback).body, list_body(f2 + "," + f1, "f2", "f1", "false"));
  EXPECT_EQ(get(kFeedback + "?limit=1&order=asc").body, list_body(f1, "f1", "f1", "true"));
  EXPECT_EQ(get(kFeedback + "?thread=t1").body, list_body(f1, "f1", "f1", "false"));
  EXPECT_EQ(get(kFeedback + "?after=f2").body, list_body(f1, "f1", "f1", "false"));
  EXPECT_THAT(get(kFeedback + "?thread=none").body, Not(HasSubstr("f1")));
}

}  // namespace
}  // namespace chatkit::rest
