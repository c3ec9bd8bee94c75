#include <gmock/gmock.h>

#include "contract/store/store_contract.hpp"

// Pages: what `after`, `before`, `limit` and `order` mean. Source: contract section 1, "Lists".
namespace chatkit::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST_P(StoreContract, PagesThreadsByAfterAndBeforeInBothOrders) {
  for (int i = 1; i <= 6; ++i) {
    add_thread(sample_thread("t" + std::to_string(i), 100 + (i - 1) / 2));
  }
  struct Row {
    const char* name;
    Order order;
    std::uint32_t limit;
    const char* after;
    const char* before;
    std::vector<std::string> ids;
    bool has_more;
  };
  const std::vector<Row> rows = {
      {"newest first", Order::desc, 3, "", "", {"t6", "t5", "t4"}, true},
      {"oldest first", Order::asc, 3, "", "", {"t1", "t2", "t3"}, true},
      {"exactly all", Order::desc, 6, "", "", {"t6", "t5", "t4", "t3", "t2", "t1"}, false},
      {"after, desc", Order::desc, 2, "t5", "", {"t4", "t3"}, true},
      {"after, to the end", Order::desc, 4, "t5", "", {"t4", "t3", "t2", "t1"}, false},
      {"after, asc", Order::asc, 2, "t2", "", {"t3", "t4"}, true},
      {"after the last", Order::asc, 2, "t6", "", {}, false},
      {"before, desc: those directly preceding", Order::desc, 2, "", "t2", {"t4", "t3"}, true},
      {"before, asc: those directly preceding", Order::asc, 2, "", "t5", {"t3", "t4"}, true},
      {"before, up to the first", Order::asc, 4, "", "t5", {"t1", "t2", "t3", "t4"}, false},
      {"before the first", Order::desc, 2, "", "t6", {}, false},
      {"both, desc: from the after end", Order::desc, 2, "t6", "t2", {"t5", "t4"}, true},
      {"both, asc: from the after end", Order::asc, 2, "t1", "t6", {"t2", "t3"}, true},
      {"both, all between", Order::asc, 9, "t1", "t4", {"t2", "t3"}, false},
      {"both, nothing between", Order::asc, 9, "t3", "t4", {}, false},
      {"both, crossed", Order::asc, 9, "t5", "t2", {}, false},
      {"limit 0", Order::desc, 0, "", "", {}, true},
      {"limit 0 at the end", Order::desc, 0, "t1", "", {}, false},
      {"limit 0 with before", Order::desc, 0, "", "t6", {}, false},
      {"limit 0 between", Order::asc, 0, "t1", "t3", {}, true},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    store::PageQuery query;
    query.limit = row.limit;
    query.order = row.order;
    if (*row.after != 0) query.after = row.after;
    if (*row.before != 0) query.before = row.before;
    const auto page = must(store().list_threads(project_scope(), query));
    EXPECT_EQ(ids_of(page), row.ids);
    EXPECT_EQ(page.has_more, row.has_more);
    const auto users = must(store().list_threads(user_scope("user_1"), query));
    EXPECT_EQ(ids_of(users), row.ids);
    EXPECT_EQ(users.has_more, row.has_more);
  }
}

TEST_P(StoreContract, OrdersThreadsByTimeBeforeNumber) {
  add_thread(sample_thread("late", 500));
  add_thread(sample_thread("early", 100));
  EXPECT_THAT(ids_of(must(store().list_threads(project_scope(), {}))),
              ElementsAre("late", "early"));
}

TEST_P(StoreContract, TakesADeletedThreadAsACursorForADay) {
  for (const char* id : {"t1", "t2", "t3"}) add_thread(sample_thread(id));
  must(store().delete_thread(project_scope(), ThreadId("t2")));
  clock_.advance(std::chrono::hours(24));
  must(store().sweep(clock_.now()));
  store::PageQuery query;
  query.after = "t2";
  EXPECT_THAT(ids_of(must(store().list_threads(project_scope(), query))), ElementsAre("t1"));
  query.after = std::nullopt;
  query.before = "t2";
  EXPECT_THAT(ids_of(must(store().list_threads(user_scope("user_1"), query))), ElementsAre("t3"));
}

TEST_P(StoreContract, RefusesADeletedThreadOfAnotherUserAsACursor) {
  add_thread(sample_thread("t1"));
  must(store().delete_thread(project_scope(), ThreadId("t1")));
  store::PageQuery query;
  query.after = "t1";
  EXPECT_EQ(failure_of(store().list_threads(user_scope("user_2"), query)).param, "after");
}

TEST_P(StoreContract, RefusesCursorsThatWereNeverInTheList) {
  add_thread(sample_thread("t1"), {"i1"});
  add_thread(sample_thread("t2"), {"i2"});
  store::PageQuery query;
  query.after = "nothing";
  auto error = failure_of(store().list_threads(project_scope(), query));
  EXPECT_EQ(error.kind, ErrorKind::invalid_request);
  EXPECT_EQ(error.code, "invalid_value");
  EXPECT_EQ(error.param, "after");
  query.after = std::nullopt;
  query.before = "nothing";
  EXPECT_EQ(failure_of(store().list_threads(project_scope(), query)).param, "before");

  store::ItemPageQuery items;
  items.page.before = "i2";  // Another thread's.
  error = failure_of(store().list_items(project_scope(), ThreadId("t1"), items));
  EXPECT_EQ(error.code, "invalid_value");
  EXPECT_EQ(error.param, "before");
}

TEST_P(StoreContract, PagesItemsByAfterAndBefore) {
  add_thread(sample_thread("t1"), {"i1", "i2", "i3", "i4", "i5"});
  add_thread(sample_thread("t2"), {"x1"});
  const ThreadId thread("t1");
  store::ItemPageQuery query;
  query.page.limit = 2;
  auto page = must(store().list_items(project_scope(), thread, query));
  EXPECT_THAT(ids_of(page), ElementsAre("i5", "i4"));
  EXPECT_TRUE(page.has_more);
  query.page.after = "i4";
  query.page.before = "i1";
  page = must(store().list_items(project_scope(), thread, query));
  EXPECT_THAT(ids_of(page), ElementsAre("i3", "i2"));
  EXPECT_FALSE(page.has_more);
  query.page.after = std::nullopt;
  query.page.before = "i2";
  page = must(store().list_items(project_scope(), thread, query));
  EXPECT_THAT(ids_of(page), ElementsAre("i4", "i3"));
  EXPECT_TRUE(page.has_more);
  query.page.limit = 0;
  page = must(store().list_items(project_scope(), thread, query));
  EXPECT_THAT(ids_of(page), IsEmpty());
  EXPECT_TRUE(page.has_more);
}

TEST_P(StoreContract, TakesARemovedItemAsACursorForADay) {
  add_thread(sample_thread("t1"), {"i1", "i2", "i3"});
  const ThreadId thread("t1");
  must(store().remove_item(project_scope(), thread, ItemId("i3")));
  must(store().remove_item(project_scope(), thread, ItemId("i2")));
  must(store().add_item(project_scope(), thread, sample_item("i4")));
  clock_.advance(std::chrono::hours(24));
  must(store().sweep(clock_.now()));
  store::ItemPageQuery query;
  query.page.order = Order::asc;
  query.page.after = "i2";
  EXPECT_THAT(ids_of(must(store().list_items(project_scope(), thread, query))), ElementsAre("i4"));
  query.page.after = "i3";
  EXPECT_THAT(ids_of(must(store().list_items(project_scope(), thread, query))), ElementsAre("i4"));
  clock_.advance(std::chrono::hours(48));
  must(store().sweep(clock_.now()));
  EXPECT_EQ(failure_of(store().list_items(project_scope(), thread, query)).param, "after");
}

}  // namespace
}  // namespace chatkit::test
