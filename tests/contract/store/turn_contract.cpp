#include <gmock/gmock.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include "contract/store/store_contract.hpp"

// The two ends of a turn, and what comes after an item.
namespace chatkit::test {
namespace {

using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;

TEST_P(StoreContract, StartsATurnWithThreadItemAndRunTogether) {
  auto start = sample_turn("run_1", "thr_1");
  start.new_thread = sample_thread("thr_1");
  start.user_item = sample_item("i1");
  must(store().start_turn(user_scope("user_1"), start));
  EXPECT_EQ(must(store().get_item(project_scope(), ThreadId("thr_1"), ItemId("i1"))).body,
            sample_item("i1").body);
  EXPECT_EQ(must(store().interrupt_runs(Timestamp(seconds(2000)))), 1U);
}

TEST_P(StoreContract, WritesNothingOfATurnThatCannotStart) {
  add_thread(sample_thread("thr_1"), {"i1"});
  auto taken_run = sample_turn("run_thr_1", "thr_2");
  taken_run.new_thread = sample_thread("thr_2");
  taken_run.user_item = sample_item("i1");
  EXPECT_EQ(failure_of(store().start_turn(project_scope(), taken_run)).kind, ErrorKind::conflict);
  EXPECT_EQ(failure_of(store().get_thread(project_scope(), ThreadId("thr_2"))).kind,
            ErrorKind::not_found);

  auto taken_item = sample_turn("run_2", "thr_1");
  taken_item.user_item = sample_item("i1");
  EXPECT_EQ(failure_of(store().start_turn(project_scope(), taken_item)).kind, ErrorKind::conflict);
  auto taken_thread = sample_turn("run_3", "thr_1");
  taken_thread.new_thread = sample_thread("thr_1");
  EXPECT_EQ(failure_of(store().start_turn(project_scope(), taken_thread)).kind,
            ErrorKind::conflict);
}

TEST_P(StoreContract, StartsNoTurnOnALockedOrClosedThread) {
  for (const auto status : {ThreadStatusType::Known::locked, ThreadStatusType::Known::closed}) {
    auto thread = sample_thread("thr_" + ThreadStatusType(status).text());
    thread.status.type = status;
    add_thread(thread);
    const auto error = failure_of(
        store().start_turn(project_scope(), sample_turn("run_2", thread.id.str().c_str())));
    EXPECT_EQ(error.kind, ErrorKind::conflict);
    EXPECT_EQ(error.code, "thread_not_active");
    EXPECT_TRUE(error.permanent);
  }
}

TEST_P(StoreContract, EndsATurnWithItsLastItems) {
  add_thread(sample_thread("thr_1"), {"i1"});
  store::RunEnd end;
  end.state = store::RunState::stopped;
  end.last_items = {sample_item("i2"), sample_item("i3", store::Visibility::hidden)};
  must(store().end_turn(ProjectId("proj_1"), RunId("run_thr_1"), end));
  store::ItemPageQuery query;
  query.visibility_min = store::Visibility::hidden;
  query.page.order = Order::asc;
  EXPECT_THAT(ids_of(must(store().list_items(project_scope(), ThreadId("thr_1"), query))),
              ElementsAre("i1", "i2", "i3"));
  EXPECT_EQ(must(store().interrupt_runs(Timestamp(seconds(2000)))), 0U);
}

TEST_P(StoreContract, EndsATurnWhoseThreadWasDeletedMeanwhile) {
  add_thread(sample_thread("thr_1"), {"i1"});
  must(store().delete_thread(project_scope(), ThreadId("thr_1")));
  must(store().check());  // The writer had the time to remove rows.
  store::RunEnd end;
  end.last_items = {sample_item("i2")};
  must(store().end_turn(ProjectId("proj_1"), RunId("run_thr_1"), end));
}

TEST_P(StoreContract, EndsNoRunOfAnotherProject) {
  add_thread(sample_thread("thr_1"));
  EXPECT_EQ(failure_of(store().end_turn(ProjectId("proj_2"), RunId("run_thr_1"), {})).kind,
            ErrorKind::not_found);
  EXPECT_EQ(failure_of(store().end_turn(ProjectId("proj_1"), RunId("run_none"), {})).kind,
            ErrorKind::not_found);
}

TEST_P(StoreContract, InterruptsTheRunsThatAnEarlierProcessLeft) {
  add_thread(sample_thread("thr_1"));
  add_thread(sample_thread("thr_2"));
  must(store().end_turn(ProjectId("proj_1"), RunId("run_thr_2"), {}));
  reopen();
  EXPECT_EQ(must(store().interrupt_runs(Timestamp(seconds(2000)))), 1U);
  EXPECT_EQ(must(store().interrupt_runs(Timestamp(seconds(2000)))), 0U);
}

store::Item changed(const char* id) {
  auto item = sample_item(id);
  item.body = R"({"changed":true})";
  return item;
}

TEST_P(StoreContract, ChangesOlderItemsAtATurnsStart) {
  add_thread(sample_thread("thr_1"), {"i1", "i2", "i3"});
  auto start = sample_turn("run_1", "thr_1");
  start.replaced_items = {changed("i1")};
  start.removed_items = {ItemId("i2"), ItemId("gone_already")};
  must(store().start_turn(user_scope("user_1"), start));
  EXPECT_THAT(item_ids("thr_1"), ElementsAre("i1", "i3"));
  EXPECT_EQ(must(store().get_item(project_scope(), ThreadId("thr_1"), ItemId("i1"))).body,
            changed("i1").body);
}

TEST_P(StoreContract, StartsNoTurnThatReplacesAnItemThatIsGone) {
  add_thread(sample_thread("thr_1"), {"i1"});
  auto start = sample_turn("run_1", "thr_1");
  start.user_item = sample_item("i2");
  start.removed_items = {ItemId("i1")};
  start.replaced_items = {changed("none")};
  EXPECT_EQ(failure_of(store().start_turn(project_scope(), start)).kind, ErrorKind::not_found);
  EXPECT_THAT(item_ids("thr_1"), ElementsAre("i1"));
}

store::IdempotencyRecord record(const char* key, Timestamp now) {
  store::IdempotencyRecord record;
  record.key = key;
  record.body_hash = std::string(32, 'h');
  record.created_at = now;
  return record;
}

TEST_P(StoreContract, KeepsTheIdempotencyKeyOfATurnWithItsRun) {
  auto start = sample_turn("run_1", "thr_1");
  start.new_thread = sample_thread("thr_1");
  start.idempotency = record("key", clock_.now());
  must(store().start_turn(project_scope(), start));
  const auto kept = must(store().find_idempotency(ProjectId("proj_1"), "key"));
  EXPECT_EQ(kept.target, "run_1");
  EXPECT_EQ(kept.body_hash, std::string(32, 'h'));

  auto again = sample_turn("run_2", "thr_2");
  again.new_thread = sample_thread("thr_2");
  again.idempotency = start.idempotency;
  const auto error = failure_of(store().start_turn(project_scope(), again));
  EXPECT_EQ(error.kind, ErrorKind::conflict);
  EXPECT_EQ(error.code, "idempotency_key_taken");
  EXPECT_EQ(failure_of(store().get_thread(project_scope(), ThreadId("thr_2"))).kind,
            ErrorKind::not_found);
}

TEST_P(StoreContract, KeepsNoIdempotencyKeyOfATurnThatCannotStart) {
  auto start = sample_turn("run_1", "thr_none");
  start.idempotency = record("key", clock_.now());
  EXPECT_EQ(failure_of(store().start_turn(project_scope(), start)).kind, ErrorKind::not_found);
  EXPECT_EQ(failure_of(store().find_idempotency(ProjectId("proj_1"), "key")).kind,
            ErrorKind::not_found);
}

/// Notes the code of what went wrong, empty where nothing did.
boost::asio::awaitable<void> try_start(store::Store& store, store::TurnStart start,
                                       std::vector<std::string>* outcomes) {
  const auto started = co_await store.start_turn(project_scope(), std::move(start));
  outcomes->push_back(started ? "" : started.error().code);
}

TEST_P(StoreContract, LetsOneOfTwoTurnsWithTheSameKeyWin) {
  boost::asio::io_context context;
  std::vector<std::string> outcomes;
  for (const char* name : {"1", "2"}) {
    const std::string thread = std::string("thr_") + name;
    auto start = sample_turn((std::string("run_") + name).c_str(), thread.c_str());
    start.new_thread = sample_thread(thread);
    start.idempotency = record("key", clock_.now());
    boost::asio::co_spawn(context, try_start(store(), start, &outcomes), boost::asio::detached);
  }
  context.run();
  EXPECT_THAT(outcomes, testing::UnorderedElementsAre("", "idempotency_key_taken"));
  EXPECT_EQ(must(store().counts()).threads, 1U);
  store_.reset();  // The writer is done with the context before that goes.
}

TEST_P(StoreContract, PutsAttachmentsIntoTheThreadOfTheirMessage) {
  must(store().add_attachment(sample_attachment("a1"), 10));
  must(store().add_attachment(sample_attachment("a2"), 10));
  auto start = sample_turn("run_1", "thr_1");
  start.new_thread = sample_thread("thr_1");
  start.attachments = {AttachmentId("a1"), AttachmentId("a2")};
  must(store().start_turn(user_scope("user_1"), start));
  EXPECT_EQ(must(store().find_attachment(AttachmentId("a1"))).thread, ThreadId("thr_1"));
  EXPECT_EQ(must(store().find_attachment(AttachmentId("a2"))).thread, ThreadId("thr_1"));

  end_run("run_1");
  auto same_thread = sample_turn("run_2", "thr_1");
  same_thread.attachments = {AttachmentId("a1")};
  must(store().start_turn(user_scope("user_1"), same_thread));
}

TEST_P(StoreContract, StartsNoTurnWithAnAttachmentThatItMayNotHave) {
  auto others = sample_attachment("others");
  others.user = "user_2";
  auto foreign = sample_attachment("foreign");
  foreign.project = ProjectId("proj_2");
  must(store().add_attachment(others, 10));
  must(store().add_attachment(foreign, 10));
  must(store().add_attachment(sample_attachment("used"), 10));
  must(store().add_attachment(sample_attachment("dead"), 10));
  must(store().delete_attachment(project_scope(), AttachmentId("dead")));
  auto first = sample_turn("run_1", "thr_1");
  first.new_thread = sample_thread("thr_1");
  first.attachments = {AttachmentId("used")};
  must(store().start_turn(project_scope(), first));

  for (const char* id : {"others", "foreign", "used", "dead", "none"}) {
    auto start = sample_turn("run_2", "thr_2");
    start.new_thread = sample_thread("thr_2");
    start.attachments = {AttachmentId(id)};
    EXPECT_EQ(failure_of(store().start_turn(project_scope(), start)).kind, ErrorKind::not_found)
        << id;
  }
  EXPECT_EQ(must(store().counts()).threads, 1U);
  EXPECT_EQ(must(store().find_attachment(AttachmentId("used"))).thread, ThreadId("thr_1"));
}

TEST_P(StoreContract, KeepsAnotherSessionsAttachmentsFromACallerOfOneSession) {
  must(store().add_attachment(sample_attachment("a1"), 10));
  auto start = sample_turn("run_1", "thr_1");
  start.new_thread = sample_thread("thr_1");
  start.attachments = {AttachmentId("a1")};
  auto scope = user_scope("user_1");
  scope.session = SessionId("sess_2");
  EXPECT_EQ(failure_of(store().start_turn(scope, start)).kind, ErrorKind::not_found);
}

TEST_P(StoreContract, AppendsAfterAnItemInPlaceOfWhatCameThere) {
  add_thread(sample_thread("thr_1"), {"i1", "i2", "i3"});
  const ThreadId thread("thr_1");
  must(store().add_item(project_scope(), thread, sample_item("h", store::Visibility::hidden)));
  must(store().add_item_after(project_scope(), thread, ItemId("i1"), sample_item("new")));
  EXPECT_THAT(item_ids("thr_1"), ElementsAre("i1", "new"));
  EXPECT_EQ(must(store().counts()).items, 2U);

  store::ItemPageQuery query;
  query.page.order = Order::asc;
  query.page.after = "i3";
  EXPECT_THAT(ids_of(must(store().list_items(project_scope(), thread, query))), ElementsAre("new"))
      << "what was cut off is a cursor still";
  must(store().add_item_after(project_scope(), thread, ItemId("i1"), sample_item("i2")));
  EXPECT_THAT(item_ids("thr_1"), ElementsAre("i1", "i2"));
  must(store().add_item_after(project_scope(), thread, ItemId("i2"), sample_item("i3")));
  EXPECT_THAT(item_ids("thr_1"), ElementsAre("i1", "i2", "i3")) << "nothing came after it";
}

TEST_P(StoreContract, RemovesNothingWhereNothingCanBeAppended) {
  add_thread(sample_thread("thr_1"), {"i1", "i2", "i3"});
  add_thread(sample_thread("thr_2"), {"other"});
  const ThreadId thread("thr_1");
  const auto taken =
      failure_of(store().add_item_after(project_scope(), thread, ItemId("i2"), sample_item("i1")));
  EXPECT_EQ(taken.kind, ErrorKind::conflict);
  for (const char* cut_after : {"none", "other"}) {
    EXPECT_EQ(failure_of(store().add_item_after(project_scope(), thread, ItemId(cut_after),
                                                sample_item("new")))
                  .kind,
              ErrorKind::not_found);
  }
  EXPECT_EQ(failure_of(store().add_item_after(user_scope("user_2"), thread, ItemId("i1"),
                                              sample_item("new")))
                .kind,
            ErrorKind::not_found);
  EXPECT_THAT(item_ids("thr_1"), ElementsAre("i1", "i2", "i3"));
  EXPECT_EQ(must(store().counts()).items, 4U);
}

TEST_P(StoreContract, CutsTheThreadAtATurnsEndIfItLeavesItems) {
  add_thread(sample_thread("thr_1"), {"i1", "i2", "i3"});
  store::RunEnd nothing;
  nothing.cut_after = ItemId("i1");
  end_run("run_thr_1", nothing);
  EXPECT_THAT(item_ids("thr_1"), ElementsAre("i1", "i2", "i3"));

  must(store().start_turn(project_scope(), sample_turn("run_2", "thr_1")));
  store::RunEnd end;
  end.cut_after = ItemId("i1");
  end.last_items = {sample_item("i3"), sample_item("i4")};
  end_run("run_2", end);
  EXPECT_THAT(item_ids("thr_1"), ElementsAre("i1", "i3", "i4"));

  must(store().start_turn(project_scope(), sample_turn("run_3", "thr_1")));
  end.cut_after = ItemId("none");
  end.last_items = {sample_item("i5")};
  end_run("run_3", end);
  EXPECT_THAT(item_ids("thr_1"), ElementsAre("i1", "i3", "i4", "i5"));
}

}  // namespace
}  // namespace chatkit::test
