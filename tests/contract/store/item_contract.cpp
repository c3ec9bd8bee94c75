#include <gmock/gmock.h>

#include "contract/store/store_contract.hpp"

// Items, import.
namespace chatkit::test {
namespace {

using testing::ElementsAre;

store::ItemPageQuery ascending(store::Visibility visibility_min = store::Visibility::everywhere) {
  store::ItemPageQuery query;
  query.page.order = Order::asc;
  query.visibility_min = visibility_min;
  return query;
}

TEST_P(StoreContract, KeepsEveryMemberOfAnItem) {
  add_thread(sample_thread("thr_1"));
  auto item = sample_item("i1", store::Visibility::conversation_only);
  item.created_at = Timestamp(std::chrono::microseconds(7'654'321));
  item.body = "{\"text\":\"\xC3\xBC\\u0000\"}";
  must(store().add_item(project_scope(), ThreadId("thr_1"), item));
  reopen();
  const auto found = must(store().get_item(project_scope(), ThreadId("thr_1"), item.id));
  EXPECT_EQ(found.id, item.id);
  EXPECT_EQ(found.visibility, store::Visibility::conversation_only);
  EXPECT_EQ(found.created_at, item.created_at);
  EXPECT_EQ(found.body, item.body);
}

TEST_P(StoreContract, TakesAnItemIdOnceInAThread) {
  add_thread(sample_thread("thr_1"), {"i1"});
  add_thread(sample_thread("thr_2"), {"i1"});
  EXPECT_EQ(
      failure_of(store().add_item(project_scope(), ThreadId("thr_1"), sample_item("i1"))).kind,
      ErrorKind::conflict);
}

TEST_P(StoreContract, ReplacesAnItemInItsPlaceAndTime) {
  add_thread(sample_thread("thr_1"), {"i1", "i2", "i3"});
  auto item = sample_item("i2");
  item.created_at = Timestamp(std::chrono::seconds(99));
  item.body = R"({"new":true})";
  must(store().replace_item(project_scope(), ThreadId("thr_1"), item));
  const auto page = must(store().list_items(project_scope(), ThreadId("thr_1"), ascending()));
  EXPECT_THAT(ids_of(page), ElementsAre("i1", "i2", "i3"));
  EXPECT_EQ(page.data[1].body, item.body);
  EXPECT_EQ(page.data[1].created_at, sample_item("i2").created_at);
  EXPECT_EQ(
      failure_of(store().replace_item(project_scope(), ThreadId("thr_1"), sample_item("i4"))).kind,
      ErrorKind::not_found);
}

TEST_P(StoreContract, RemovesAnItem) {
  add_thread(sample_thread("thr_1"), {"i1", "i2"});
  const ThreadId thread("thr_1");
  must(store().remove_item(project_scope(), thread, ItemId("i1")));
  EXPECT_EQ(failure_of(store().get_item(project_scope(), thread, ItemId("i1"))).kind,
            ErrorKind::not_found);
  EXPECT_EQ(failure_of(store().remove_item(project_scope(), thread, ItemId("i1"))).kind,
            ErrorKind::not_found);
  EXPECT_THAT(ids_of(must(store().list_items(project_scope(), thread, ascending()))),
              ElementsAre("i2"));
}

TEST_P(StoreContract, AppendsARemovedItemAnewAtTheEnd) {
  add_thread(sample_thread("thr_1"), {"i1", "i2"});
  const ThreadId thread("thr_1");
  must(store().remove_item(project_scope(), thread, ItemId("i1")));
  must(store().add_item(project_scope(), thread, sample_item("i1")));
  EXPECT_THAT(ids_of(must(store().list_items(project_scope(), thread, ascending()))),
              ElementsAre("i2", "i1"));
}

TEST_P(StoreContract, SkipsItemsBelowTheVisibilityAskedForWithoutShorteningAPage) {
  add_thread(sample_thread("thr_1"));
  const ThreadId thread("thr_1");
  for (int i = 0; i < 9; ++i) {
    const auto item = sample_item("i" + std::to_string(i), static_cast<store::Visibility>(i % 3));
    must(store().add_item(project_scope(), thread, item));
  }
  auto query = ascending();
  query.page.limit = 2;
  auto page = must(store().list_items(project_scope(), thread, query));
  EXPECT_THAT(ids_of(page), ElementsAre("i2", "i5"));
  EXPECT_TRUE(page.has_more);
  query.visibility_min = store::Visibility::conversation_only;
  query.page.limit = 100;
  page = must(store().list_items(project_scope(), thread, query));
  EXPECT_THAT(ids_of(page), ElementsAre("i1", "i2", "i4", "i5", "i7", "i8"));
  EXPECT_FALSE(page.has_more);
  query.visibility_min = store::Visibility::hidden;
  EXPECT_EQ(must(store().list_items(project_scope(), thread, query)).data.size(), 9U);
}

TEST_P(StoreContract, TakesAHiddenItemAsACursor) {
  add_thread(sample_thread("thr_1"), {"i1"});
  const ThreadId thread("thr_1");
  must(store().add_item(project_scope(), thread, sample_item("h", store::Visibility::hidden)));
  must(store().add_item(project_scope(), thread, sample_item("i2")));
  auto query = ascending();
  query.page.after = "h";
  EXPECT_THAT(ids_of(must(store().list_items(project_scope(), thread, query))), ElementsAre("i2"));
}

TEST_P(StoreContract, EndsAPageAtItsBytesButNeverEmpty) {
  add_thread(sample_thread("thr_1"));
  const ThreadId thread("thr_1");
  for (const char* id : {"i1", "i2", "i3"}) {
    auto item = sample_item(id);
    item.body = std::string(1000, 'x');
    must(store().add_item(project_scope(), thread, item));
  }
  auto query = ascending();
  query.bytes_max = 2000;
  auto page = must(store().list_items(project_scope(), thread, query));
  EXPECT_THAT(ids_of(page), ElementsAre("i1", "i2"));
  EXPECT_TRUE(page.has_more);
  query.bytes_max = 1999;
  page = must(store().list_items(project_scope(), thread, query));
  EXPECT_THAT(ids_of(page), ElementsAre("i1"));
  query.bytes_max = 1;
  query.page.after = "i2";
  page = must(store().list_items(project_scope(), thread, query));
  EXPECT_THAT(ids_of(page), ElementsAre("i3"));
  EXPECT_FALSE(page.has_more);
}

TEST_P(StoreContract, ImportsAThreadRepeatably) {
  const auto thread = sample_thread("thr_1");
  EXPECT_EQ(must(store().import_thread(thread, {sample_item("i1"), sample_item("i2")})), 2U);
  auto again = thread;
  again.title = "Changed";
  EXPECT_EQ(
      must(store().import_thread(again, {sample_item("i1"), sample_item("i2"), sample_item("i3")})),
      1U);
  EXPECT_EQ(must(store().get_thread(project_scope(), thread.id)).title, std::nullopt);
  EXPECT_THAT(ids_of(must(store().list_items(project_scope(), thread.id, ascending()))),
              ElementsAre("i1", "i2", "i3"));
}

TEST_P(StoreContract, ImportsNoThreadWhoseIdIsAnotherProjects) {
  must(store().import_thread(sample_thread("thr_1"), {}));
  auto other = sample_thread("thr_1");
  other.project = ProjectId("proj_2");
  EXPECT_EQ(failure_of(store().import_thread(other, {sample_item("i1")})).kind,
            ErrorKind::conflict);
}

TEST_P(StoreContract, ImportBringsADeletedThreadBackWithTheImportedItemsOnly) {
  add_thread(sample_thread("thr_1"), {"old"});
  must(store().delete_thread(project_scope(), ThreadId("thr_1")));
  EXPECT_EQ(must(store().import_thread(sample_thread("thr_1"), {sample_item("i1")})), 1U);
  must(store().check());
  EXPECT_THAT(ids_of(must(store().list_items(project_scope(), ThreadId("thr_1"), ascending()))),
              ElementsAre("i1"));
}

}  // namespace
}  // namespace chatkit::test
