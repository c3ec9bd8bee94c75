#include <gmock/gmock.h>
#include <sqlite3.h>

#include <atomic>
#include <string>
#include <vector>

#include "contract/store/sample_rows.hpp"
#include "store/sqlite/sqlite_store.hpp"

// Costs that do not depend on a clock: how many steps SQLite's machine takes for a call.
namespace chatkit::test {
namespace {

/// Counts the virtual machine's steps of every statement that runs in this process.
class StepCounter {
 public:
  StepCounter() {
    sqlite3_auto_extension(reinterpret_cast<void (*)()>(&StepCounter::watch));
    steps = 0;
  }
  ~StepCounter() { sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(&watch)); }
  static inline std::atomic<std::int64_t> steps = 0;

 private:
  static int watch(sqlite3* database, const char**, const void*) {
    sqlite3_trace_v2(
        database, SQLITE_TRACE_PROFILE,
        [](unsigned, void*, void* statement, void*) {
          auto* handle = static_cast<sqlite3_stmt*>(statement);
          steps += sqlite3_stmt_status(handle, SQLITE_STMTSTATUS_VM_STEP, 1);
          return 0;
        },
        nullptr);
    return SQLITE_OK;
  }
};

class SqliteCost : public testing::Test {
 protected:
  static constexpr int kThreads = 300;

  SqliteCost() {
    store::SqliteOptions options;
    options.file = directory_.path() / "store.db";
    store_ = *store::open_sqlite_store(options, clock_);
    must(store_->add_project(sample_project()));
    std::vector<store::Item> items;
    for (int i = 0; i < kThreads; ++i) items.push_back(sample_item(name("i", i)));
    must(store_->import_thread(sample_thread(name("t", 0), 0), items));
    for (int i = 1; i < kThreads; ++i)
      must(store_->import_thread(sample_thread(name("t", i), i), {}));
  }
  static std::string name(const char* prefix, int number) {
    return prefix + std::to_string(number);
  }

  std::int64_t steps_of_threads(const store::Scope& scope, store::PageQuery query) {
    query.limit = 10;
    StepCounter::steps = 0;
    EXPECT_EQ(must(store_->list_threads(scope, query)).data.size(), 10U);
    return StepCounter::steps.load();
  }
  std::int64_t steps_of_items(store::PageQuery page) {
    store::ItemPageQuery query;
    query.page = page;
    query.page.limit = 10;
    StepCounter::steps = 0;
    EXPECT_EQ(must(store_->list_items(project_scope(), ThreadId("t0"), query)).data.size(), 10U);
    return StepCounter::steps.load();
  }

  StepCounter counter_;
  ManualClock clock_;
  TemporaryDirectory directory_;
  std::unique_ptr<store::Store> store_;
};

TEST_F(SqliteCost, PagesOfThreadsCostTheSameAtAnyDepth) {
  auto by_user = project_scope();
  by_user.user = "user_1";
  for (const auto& scope : {project_scope(), by_user, user_scope("user_1")}) {
    for (const auto order : {Order::asc, Order::desc}) {
      store::PageQuery query;
      query.order = order;
      const auto first = steps_of_threads(scope, query);
      ASSERT_GT(first, 0);
      query.after = name("t", order == Order::asc ? kThreads - 20 : 20);
      EXPECT_LT(steps_of_threads(scope, query), first + 40);
      query.before = name("t", order == Order::asc ? kThreads - 1 : 0);
      EXPECT_LT(steps_of_threads(scope, query), first + 80);
      query.after = std::nullopt;
      EXPECT_LT(steps_of_threads(scope, query), first + 40);
    }
  }
}

TEST_F(SqliteCost, PagesOfItemsCostTheSameAtAnyDepth) {
  store::PageQuery query;
  const auto first = steps_of_items(query);
  ASSERT_GT(first, 0);
  query.after = name("i", 20);
  EXPECT_LT(steps_of_items(query), first + 40);
  query.order = Order::asc;
  query.after = name("i", kThreads - 20);
  EXPECT_LT(steps_of_items(query), first + 40);
}

TEST_F(SqliteCost, PagesOfRunsCostTheSameAtAnyDepth) {
  for (int i = 0; i < kThreads; ++i) {
    // Every second one is in another thread, so that a page of one thread's skips rows of others.
    const char* thread = i % 2 == 0 ? "t1" : "t2";
    must(store_->start_turn(project_scope(), sample_turn(name("run", i).c_str(), thread)));
  }
  for (const auto& thread : {std::optional<ThreadId>(), std::optional(ThreadId("t1"))}) {
    const auto steps = [&](std::optional<std::string> after) {
      store::RunQuery query;
      query.page.limit = 10;
      query.page.after = std::move(after);
      query.thread = thread;
      StepCounter::steps = 0;
      EXPECT_EQ(must(store_->list_runs(ProjectId("proj_1"), query)).data.size(), 10U);
      return StepCounter::steps.load();
    };
    const auto first = steps(std::nullopt);
    ASSERT_GT(first, 0);
    EXPECT_LT(steps("run40"), first + 40);
  }
}

TEST_F(SqliteCost, PagesOfFeedbackCostTheSameAtAnyDepth) {
  must(store_->add_item(project_scope(), ThreadId("t1"), sample_item("i")));
  must(store_->add_item(project_scope(), ThreadId("t2"), sample_item("i")));
  for (int i = 0; i < kThreads; ++i) {
    const auto feedback = sample_feedback(name("f", i).c_str(), i % 2 == 0 ? "t1" : "t2", {"i"});
    must(store_->add_feedback(project_scope(), feedback));
  }
  for (const auto& thread : {std::optional<ThreadId>(), std::optional(ThreadId("t1"))}) {
    const auto steps = [&](std::optional<std::string> after) {
      store::FeedbackQuery query;
      query.page.limit = 10;
      query.page.after = std::move(after);
      query.thread = thread;
      StepCounter::steps = 0;
      EXPECT_EQ(must(store_->list_feedback(ProjectId("proj_1"), query)).data.size(), 10U);
      return StepCounter::steps.load();
    };
    const auto first = steps(std::nullopt);
    ASSERT_GT(first, 0);
    EXPECT_LT(steps("f40"), first + 40);
  }
}

TEST_F(SqliteCost, LookingForDeadAttachmentsLooksAtTheDeadOnly) {
  for (int i = 0; i < kThreads; ++i) {
    must(store_->add_attachment(sample_attachment(name("a", i)), 1000));
  }
  StepCounter::steps = 0;
  EXPECT_TRUE(must(store_->dead_attachments(Timestamp::min(), 100)).empty());
  EXPECT_LT(StepCounter::steps, 200);
}

TEST_F(SqliteCost, SweepingOldRunsLooksAtTheOldestOnly) {
  store_.reset();
  store::SqliteOptions options;
  options.file = directory_.path() / "store.db";
  options.retention.runs = std::chrono::hours(1000);
  store_ = *store::open_sqlite_store(options, clock_);
  const auto add_runs = [&](int begin, int end) {
    for (int i = begin; i < end; ++i) {
      auto turn = sample_turn(name("run", i).c_str(), "t1");
      turn.run.started_at = clock_.now();
      must(store_->start_turn(project_scope(), turn));
      must(store_->end_turn(ProjectId("proj_1"), RunId(name("run", i)), {}));
    }
  };
  const auto steps_of_sweep = [&] {
    StepCounter::steps = 0;
    must(store_->sweep(clock_.now()));
    return StepCounter::steps.load();
  };
  add_runs(0, 600);
  const auto first = steps_of_sweep();
  add_runs(600, 1200);
  EXPECT_LT(steps_of_sweep(), first + 200);
}

TEST_F(SqliteCost, InterruptingRunsLooksAtRunningOnesOnly) {
  for (int i = 0; i < 300; ++i) {
    must(store_->start_turn(project_scope(), sample_turn(name("run", i).c_str(), "t1")));
    must(store_->end_turn(ProjectId("proj_1"), RunId(name("run", i)), {}));
  }
  StepCounter::steps = 0;
  must(store_->interrupt_runs(clock_.now()));
  EXPECT_LT(StepCounter::steps, 200);
}

}  // namespace
}  // namespace chatkit::test
