#include <gmock/gmock.h>

#include "contract/store/store_contract.hpp"

// What is known of runs afterwards.
namespace chatkit::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

store::RunEnd full_end() {
  store::RunEnd end;
  end.state = store::RunState::failed;
  end.ended_at = Timestamp(seconds(1003));
  end.error = "the endpoint said 500";
  end.figures.first_event_after = milliseconds(125);
  end.figures.events = {{"thread.item.done", 2}, {"thread.item.updated", 5'000'000'000}};
  end.figures.model = "a-model";
  end.figures.tokens_in = 12;
  end.figures.tokens_out = 5'000'000'000;
  return end;
}

TEST_P(StoreContract, KeepsEveryMemberOfARun) {
  auto start = sample_turn("run_1", "thr_1");
  start.new_thread = sample_thread("thr_1");
  start.run.workflow_version = "v7";
  start.run.responder = "script";
  start.run.cause = "user_message";
  start.run.traced = false;
  must(store().start_turn(project_scope(), start));
  const auto running = must(store().get_run(project_scope(), RunId("run_1")));
  EXPECT_EQ(running.id, RunId("run_1"));
  EXPECT_EQ(running.project, ProjectId("proj_1"));
  EXPECT_EQ(running.thread, ThreadId("thr_1"));
  EXPECT_EQ(running.session, SessionId("sess_1"));
  EXPECT_EQ(running.user, "user_1");
  EXPECT_EQ(running.workflow_id, "wf_1");
  EXPECT_EQ(running.workflow_version, "v7");
  EXPECT_EQ(running.responder, "script");
  EXPECT_EQ(running.cause, "user_message");
  EXPECT_FALSE(running.traced);
  EXPECT_EQ(running.state, store::RunState::running);
  EXPECT_EQ(running.started_at, Timestamp(seconds(1000)));
  EXPECT_EQ(running.ended_at, std::nullopt);
  EXPECT_EQ(running.error, "");
  EXPECT_EQ(running.figures.first_event_after, std::nullopt);
  EXPECT_THAT(running.figures.events, IsEmpty());

  end_run("run_1", full_end());
  reopen();
  const auto ended = must(store().get_run(project_scope(), RunId("run_1")));
  EXPECT_EQ(ended.state, store::RunState::failed);
  EXPECT_EQ(ended.ended_at, Timestamp(seconds(1003)));
  EXPECT_EQ(ended.error, "the endpoint said 500");
  EXPECT_EQ(ended.figures.first_event_after, milliseconds(125));
  EXPECT_THAT(ended.figures.events,
              ElementsAre(Pair("thread.item.done", 2), Pair("thread.item.updated", 5'000'000'000)));
  EXPECT_EQ(ended.figures.model, "a-model");
  EXPECT_EQ(ended.figures.tokens_in, 12U);
  EXPECT_EQ(ended.figures.tokens_out, 5'000'000'000U);
}

TEST_P(StoreContract, ShowsARunInsideItsScopeOnly) {
  add_thread(sample_thread("thr_1", 100), {"i1"});
  const RunId run("run_thr_1");
  auto other_session = user_scope("user_1");
  other_session.session = SessionId("sess_2");
  auto newest = user_scope("user_1");
  newest.newest_threads = 1;
  must(store().get_run(newest, run));
  add_thread(sample_thread("thr_2", 200));
  for (const auto& scope : {project_scope("proj_2"), user_scope("user_2"),
                            user_scope("user_1", "wf_2"), other_session, newest}) {
    EXPECT_EQ(failure_of(store().get_run(scope, run)).kind, ErrorKind::not_found);
    EXPECT_EQ(failure_of(store().list_run_items(scope, run)).kind, ErrorKind::not_found);
  }
  must(store().get_run(user_scope("user_1"), run));
  EXPECT_EQ(failure_of(store().get_run(project_scope(), RunId("none"))).kind, ErrorKind::not_found);
}

TEST_P(StoreContract, ShowsNoRunOfADeletedThread) {
  add_thread(sample_thread("thr_1"), {"i1"});
  must(store().delete_thread(project_scope(), ThreadId("thr_1")));
  EXPECT_EQ(failure_of(store().get_run(project_scope(), RunId("run_thr_1"))).kind,
            ErrorKind::not_found);
  EXPECT_THAT(must(store().list_runs(ProjectId("proj_1"), {})).data, IsEmpty());
}

TEST_P(StoreContract, ListsWhatARunStoredAndIsStillThere) {
  add_thread(sample_thread("thr_1"), {"before"});
  end_run("run_thr_1");
  auto start = sample_turn("run_1", "thr_1");
  start.user_item = sample_item("question");
  must(store().start_turn(project_scope(), start));
  const ThreadId thread("thr_1");
  must(store().add_item(project_scope(), thread, sample_item("a1")));
  must(store().add_item(project_scope(), thread, sample_item("a2")));
  must(store().remove_item(project_scope(), thread, ItemId("a2")));
  store::RunEnd end;
  end.last_items = {sample_item("hidden", store::Visibility::hidden)};
  end_run("run_1", end);
  must(store().add_item(project_scope(), thread, sample_item("beside")));

  const auto items = must(store().list_run_items(project_scope(), RunId("run_1")));
  EXPECT_THAT(ids_in(items), ElementsAre("question", "a1", "hidden"));
  EXPECT_EQ(items[0].body, sample_item("question").body);
  EXPECT_EQ(items[2].visibility, store::Visibility::hidden);
}

TEST_P(StoreContract, EndsTheItemsOfAnInterruptedRunAtTheNextRunsStart) {
  add_thread(sample_thread("thr_1"), {"a1", "a2"});
  must(store().interrupt_runs(Timestamp(seconds(2000))));
  const RunId interrupted("run_thr_1");
  EXPECT_THAT(ids_in(must(store().list_run_items(project_scope(), interrupted))),
              ElementsAre("a1", "a2"));
  auto next = sample_turn("run_2", "thr_1");
  next.user_item = sample_item("b1");
  must(store().start_turn(project_scope(), next));
  EXPECT_THAT(ids_in(must(store().list_run_items(project_scope(), interrupted))),
              ElementsAre("a1", "a2"));
  EXPECT_THAT(ids_in(must(store().list_run_items(project_scope(), RunId("run_2")))),
              ElementsAre("b1"));
}

TEST_P(StoreContract, ListsTheItemsOfARetryAndNotTheOnesItReplaced) {
  add_thread(sample_thread("thr_1"), {"question", "old"});
  end_run("run_thr_1");
  must(store().start_turn(project_scope(), sample_turn("retry", "thr_1")));
  must(store().add_item_after(project_scope(), ThreadId("thr_1"), ItemId("question"),
                              sample_item("new")));
  end_run("retry");
  EXPECT_THAT(ids_in(must(store().list_run_items(project_scope(), RunId("retry")))),
              ElementsAre("new"));
  EXPECT_THAT(ids_in(must(store().list_run_items(project_scope(), RunId("run_thr_1")))),
              ElementsAre("question"));
}

TEST_P(StoreContract, GivesNoRunTheItemsOfALaterOneOnceRemovedItemsAreForgotten) {
  add_thread(sample_thread("thr_1"), {"a1", "a2"});
  end_run("run_thr_1");
  const ThreadId thread("thr_1");
  must(store().remove_item(project_scope(), thread, ItemId("a2")));
  clock_.advance(std::chrono::hours(48));
  must(store().sweep(clock_.now()));
  auto next = sample_turn("run_2", "thr_1");
  next.user_item = sample_item("b1");
  must(store().start_turn(project_scope(), next));
  EXPECT_THAT(ids_in(must(store().list_run_items(project_scope(), RunId("run_thr_1")))),
              ElementsAre("a1"));
  EXPECT_THAT(ids_in(must(store().list_run_items(project_scope(), RunId("run_2")))),
              ElementsAre("b1"));
}

TEST_P(StoreContract, ListsTracedRunsOfAProject) {
  add_thread(sample_thread("thr_1"));
  auto foreign = sample_thread("thr_2");
  foreign.project = ProjectId("proj_2");
  auto elsewhere = sample_turn("run_elsewhere", "thr_2");
  elsewhere.new_thread = foreign;
  elsewhere.run.project = ProjectId("proj_2");
  must(store().start_turn(project_scope("proj_2"), elsewhere));
  auto untraced = sample_turn("run_untraced", "thr_1");
  untraced.run.traced = false;
  must(store().start_turn(project_scope(), untraced));
  end_run("run_thr_1", full_end());

  const auto page = must(store().list_runs(ProjectId("proj_1"), {}));
  ASSERT_THAT(ids_of(page), ElementsAre("run_thr_1"));
  EXPECT_EQ(page.data[0].thread, ThreadId("thr_1"));
  EXPECT_EQ(page.data[0].user, "user_1");
  EXPECT_EQ(page.data[0].error, "the endpoint said 500");
  EXPECT_EQ(page.data[0].figures.tokens_in, 12U);
  store::RunQuery query;
  for (const char* id : {"run_untraced", "run_elsewhere", "none"}) {
    query.page.after = id;
    EXPECT_EQ(failure_of(store().list_runs(ProjectId("proj_1"), query)).param, "after") << id;
  }
  EXPECT_THAT(must(store().list_runs(ProjectId("none"), {})).data, IsEmpty());
}

TEST_P(StoreContract, PagesRunsNewestFirstByThreadToo) {
  add_thread(sample_thread("a"));
  add_thread(sample_thread("b"));
  for (const char* run : {"a2", "a3"}) {
    must(store().start_turn(project_scope(), sample_turn(run, "a")));
  }
  const ProjectId project("proj_1");
  store::RunQuery query;
  query.page.limit = 2;
  auto page = must(store().list_runs(project, query));
  EXPECT_THAT(ids_of(page), ElementsAre("a3", "a2"));
  EXPECT_TRUE(page.has_more);
  query.page.after = "a2";
  page = must(store().list_runs(project, query));
  EXPECT_THAT(ids_of(page), ElementsAre("run_b", "run_a"));
  EXPECT_FALSE(page.has_more);
  query.thread = ThreadId("a");
  page = must(store().list_runs(project, query));
  EXPECT_THAT(ids_of(page), ElementsAre("run_a"));
  query.page.after = std::nullopt;
  query.page.before = "run_a";
  query.page.order = Order::asc;
  EXPECT_THAT(ids_of(must(store().list_runs(project, query))), IsEmpty());
  query.page.before = "a3";
  query.page.limit = 1;
  page = must(store().list_runs(project, query));
  EXPECT_THAT(ids_of(page), ElementsAre("a2"));
  EXPECT_TRUE(page.has_more);
  query.page.before = "run_b";
  EXPECT_EQ(failure_of(store().list_runs(project, query)).param, "before")
      << "another thread's run was never in that list";
  query.page.before = std::nullopt;
  query.thread = ThreadId("none");
  EXPECT_THAT(must(store().list_runs(project, query)).data, IsEmpty());
  query.thread = ThreadId("a");
  EXPECT_THAT(must(store().list_runs(ProjectId("proj_2"), query)).data, IsEmpty());
}

TEST_P(StoreContract, TakesTheRunOfADeletedThreadAsACursorForADay) {
  for (const char* thread : {"t1", "t2", "t3"}) add_thread(sample_thread(thread));
  must(store().delete_thread(project_scope(), ThreadId("t2")));
  clock_.advance(std::chrono::hours(24));
  must(store().sweep(clock_.now()));
  store::RunQuery query;
  query.page.after = "run_t2";
  EXPECT_THAT(ids_of(must(store().list_runs(ProjectId("proj_1"), query))), ElementsAre("run_t1"));
  for (int i = 0; i < 100; ++i) must(store().check());  // The writer had the time to remove rows.
  must(store().sweep(clock_.now() + std::chrono::hours(2)));
  EXPECT_EQ(failure_of(store().list_runs(ProjectId("proj_1"), query)).param, "after");
}

TEST_P(StoreContract, KeepsRunsAsLongAsTheirThreadsUnlessToldOtherwise) {
  add_thread(sample_thread("thr_1"));
  end_run("run_thr_1");
  clock_.advance(std::chrono::hours(24 * 400));
  must(store().sweep(clock_.now()));
  must(store().get_run(project_scope(), RunId("run_thr_1")));
}

TEST_P(StoreContract, SweepsOldRunsWhereRetentionSaysSo) {
  retention_.runs = std::chrono::hours(24 * 30);
  reopen();
  add_thread(sample_thread("thr_1"), {"i1"});
  const auto start_at = [&](const char* run) {
    auto start = sample_turn(run, "thr_1");
    start.run.started_at = clock_.now();
    must(store().start_turn(project_scope(), start));
  };
  start_at("old");
  start_at("still_running");
  end_run("run_thr_1");
  end_run("old");
  clock_.advance(std::chrono::hours(24 * 20));
  start_at("young");
  end_run("young");
  clock_.advance(std::chrono::hours(24 * 10));
  must(store().sweep(clock_.now()));
  must(store().get_run(project_scope(), RunId("old")));
  clock_.advance(milliseconds(1));
  must(store().sweep(clock_.now()));
  EXPECT_EQ(failure_of(store().get_run(project_scope(), RunId("old"))).kind, ErrorKind::not_found);
  must(store().get_run(project_scope(), RunId("young")));
  must(store().get_run(project_scope(), RunId("still_running")));
  EXPECT_THAT(item_ids("thr_1"), ElementsAre("i1"));
}

TEST_P(StoreContract, KeepsRunsForADayWhateverRetentionSays) {
  retention_.runs = seconds(1);
  reopen();
  auto start = sample_turn("run_1", "thr_1");
  start.new_thread = sample_thread("thr_1");
  start.run.started_at = clock_.now();
  must(store().start_turn(project_scope(), start));
  end_run("run_1");
  must(store().sweep(clock_.now() + std::chrono::hours(24)));
  must(store().get_run(project_scope(), RunId("run_1")));
}

}  // namespace
}  // namespace chatkit::test
