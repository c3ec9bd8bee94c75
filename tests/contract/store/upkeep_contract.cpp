#include <gmock/gmock.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include "contract/store/store_contract.hpp"

// Notes, counts, backup, sweep, and many calls at once.
namespace chatkit::test {
namespace {

TEST_P(StoreContract, KeepsNotes) {
  EXPECT_EQ(failure_of(store().get_note("position")).kind, ErrorKind::not_found);
  must(store().set_note("position", "12"));
  must(store().set_note("position", "13"));
  reopen();
  EXPECT_EQ(must(store().get_note("position")), "13");
}

TEST_P(StoreContract, IsReady) { must(store().check()); }

TEST_P(StoreContract, CountsWhatItHolds) {
  must(store().add_session(sample_session(), std::nullopt));
  add_thread(sample_thread("t1"), {"i1", "i2", "i3"});
  add_thread(sample_thread("t2"));
  must(store().remove_item(project_scope(), ThreadId("t1"), ItemId("i1")));
  failure_of(store().add_item(project_scope(), ThreadId("t1"), sample_item("i2")));
  const auto counts = must(store().counts());
  EXPECT_EQ(counts.sessions, 1U);
  EXPECT_EQ(counts.threads, 2U);
  EXPECT_EQ(counts.items, 2U);
}

/// Waits for what the writer does by itself: it takes its time between two writes of others.
std::uint64_t items_after_writes(store::Store& store, int writes) {
  for (int i = 0; i < writes; ++i) must(store.check());
  return must(store.counts()).items;
}

TEST_P(StoreContract, RemovesTheRowsOfADeletedThreadInTheBackground) {
  auto thread = sample_thread("t1");
  std::vector<store::Item> items;
  for (int i = 0; i < 1200; ++i) items.push_back(sample_item("i" + std::to_string(i)));
  must(store().import_thread(thread, items));
  must(store().delete_thread(project_scope(), thread.id));
  EXPECT_EQ(must(store().counts()).threads, 0U);
  EXPECT_EQ(items_after_writes(store(), 300), 0U);
}

TEST_P(StoreContract, RemovesTheRowsThatAnEarlierProcessLeftBehind) {
  std::vector<store::Item> items;
  for (int i = 0; i < 5000; ++i) items.push_back(sample_item("i" + std::to_string(i)));
  must(store().import_thread(sample_thread("t1"), items));
  must(store().delete_thread(project_scope(), ThreadId("t1")));
  reopen();
  EXPECT_EQ(items_after_writes(store(), 600), 0U);
}

TEST_P(StoreContract, SweepsIdempotencyKeysAfterADay) {
  store::IdempotencyRecord record;
  record.key = "k";
  record.created_at = clock_.now();
  must(store().add_session(sample_session(), record));
  must(store().sweep(clock_.now() + std::chrono::hours(24)));
  must(store().find_idempotency(ProjectId("proj_1"), "k"));
  must(store().sweep(clock_.now() + std::chrono::hours(26)));
  EXPECT_EQ(failure_of(store().find_idempotency(ProjectId("proj_1"), "k")).kind,
            ErrorKind::not_found);
}

TEST_P(StoreContract, SweepsDeletedThreadsAfterADay) {
  add_thread(sample_thread("t1"), {"i1"});
  must(store().delete_thread(project_scope(), ThreadId("t1")));
  items_after_writes(store(), 100);
  must(store().sweep(clock_.now() + std::chrono::hours(26)));
  store::PageQuery query;
  query.after = "t1";
  EXPECT_EQ(failure_of(store().list_threads(project_scope(), query)).param, "after");
}

TEST_P(StoreContract, RefusesABackupOverAFileThatExists) {
  const auto target = directory_.path() / "copy.db";
  must(store().backup(target));
  EXPECT_EQ(failure_of(store().backup(target)).kind, ErrorKind::invalid_request);
}

boost::asio::awaitable<void> add_items(store::Store& store, std::string prefix, int* conflicts) {
  for (int i = 0; i < 50; ++i) {
    // Every second id is everybody's, so that neighbours in one commit conflict.
    const std::string id = i % 2 == 0 ? prefix + std::to_string(i) : std::to_string(i);
    const auto added = co_await store.add_item(project_scope(), ThreadId("t1"), sample_item(id));
    if (!added) {
      ++*conflicts;
      continue;
    }
    const auto read = co_await store.get_item(project_scope(), ThreadId("t1"), ItemId(id));
    EXPECT_TRUE(read) << "a write that returned is seen by the next read";
  }
}

TEST_P(StoreContract, FailsNoNeighbourOfAFailingWriteAndShowsEachWriteAtOnce) {
  add_thread(sample_thread("t1"));
  boost::asio::io_context context;
  int conflicts = 0;
  for (const char* prefix : {"a", "b", "c", "d"}) {
    boost::asio::co_spawn(context, add_items(store(), prefix, &conflicts), boost::asio::detached);
  }
  context.run();
  EXPECT_EQ(conflicts, 75);
  EXPECT_EQ(must(store().counts()).items, 125U);
  store_.reset();  // The writer is done with the context before that goes.
}

}  // namespace
}  // namespace chatkit::test
