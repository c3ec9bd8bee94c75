#include <gmock/gmock.h>

#include "contract/store/store_contract.hpp"

// Threads, scopes.
namespace chatkit::test {
namespace {

using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;

TEST_P(StoreContract, KeepsEveryMemberOfAThread) {
  auto thread = sample_thread("thr_1", 1'234'567);
  thread.title = "A title";
  thread.title_source = store::TitleSource::generated;
  thread.status.type = ThreadStatusType::Known::locked;
  thread.status.reason = "because";
  thread.metadata = RawJson(RawJson::Validated(R"({"a":[1,2]})"));
  thread.allowed_image_domains = {"a.example", "*.b.example"};
  add_thread(thread);
  reopen();
  const auto found = must(store().get_thread(project_scope(), thread.id));
  EXPECT_EQ(found.id, thread.id);
  EXPECT_EQ(found.project, thread.project);
  EXPECT_EQ(found.user, "user_1");
  EXPECT_EQ(found.workflow_id, "wf_1");
  EXPECT_EQ(found.session, SessionId("sess_1"));
  EXPECT_EQ(found.created_at, thread.created_at);
  EXPECT_EQ(found.title, "A title");
  EXPECT_EQ(found.title_source, store::TitleSource::generated);
  EXPECT_EQ(found.status.type, ThreadStatusType::Known::locked);
  EXPECT_EQ(found.status.reason, "because");
  EXPECT_EQ(found.metadata, thread.metadata);
  EXPECT_THAT(found.allowed_image_domains, ElementsAre("a.example", "*.b.example"));
}

TEST_P(StoreContract, KeepsAnUnsetTitleSessionAndMetadataUnset) {
  auto thread = sample_thread("thr_1");
  thread.session = std::nullopt;
  add_thread(thread);
  const auto found = must(store().get_thread(project_scope(), thread.id));
  EXPECT_EQ(found.title, std::nullopt);
  EXPECT_EQ(found.session, std::nullopt);
  EXPECT_TRUE(found.metadata.is_null());
  EXPECT_THAT(found.allowed_image_domains, IsEmpty());
}

/// Every call on a thread, from a scope that it is outside of.
void expect_out_of_reach(store::Store& store, const store::Scope& scope) {
  const ThreadId id("thr_1");
  const auto gone = ErrorKind::not_found;
  EXPECT_EQ(failure_of(store.get_thread(scope, id)).kind, gone);
  EXPECT_EQ(failure_of(store.update_thread(scope, id, store::ThreadChange())).kind, gone);
  EXPECT_EQ(failure_of(store.delete_thread(scope, id)).kind, gone);
  EXPECT_EQ(failure_of(store.list_items(scope, id, store::ItemPageQuery())).kind, gone);
  EXPECT_EQ(failure_of(store.get_item(scope, id, ItemId("i1"))).kind, gone);
  EXPECT_EQ(failure_of(store.add_item(scope, id, sample_item("new"))).kind, gone);
  EXPECT_EQ(failure_of(store.add_item_after(scope, id, ItemId("i1"), sample_item("new"))).kind,
            gone);
  EXPECT_EQ(failure_of(store.replace_item(scope, id, sample_item("i1"))).kind, gone);
  EXPECT_EQ(failure_of(store.remove_item(scope, id, ItemId("i1"))).kind, gone);
  EXPECT_EQ(failure_of(store.start_turn(scope, sample_turn("run_x", "thr_1"))).kind, gone);
  EXPECT_THAT(must(store.list_threads(scope, store::PageQuery())).data, IsEmpty());
  store::PageQuery query;
  query.after = "thr_1";
  const auto error = failure_of(store.list_threads(scope, query));
  EXPECT_EQ(error.code, "invalid_value");
  EXPECT_EQ(error.param, "after");
}

TEST_P(StoreContract, HidesAThreadFromAnotherProject) {
  add_thread(sample_thread("thr_1"), {"i1"});
  expect_out_of_reach(store(), project_scope("proj_2"));
}

TEST_P(StoreContract, HidesAThreadFromAnUnknownProject) {
  add_thread(sample_thread("thr_1"), {"i1"});
  expect_out_of_reach(store(), project_scope("proj_none"));
}

TEST_P(StoreContract, HidesAThreadFromAnotherUser) {
  add_thread(sample_thread("thr_1"), {"i1"});
  expect_out_of_reach(store(), user_scope("user_2"));
  auto scope = project_scope();
  scope.user = "user_2";
  expect_out_of_reach(store(), scope);
}

TEST_P(StoreContract, HidesAThreadFromAnotherWorkflow) {
  add_thread(sample_thread("thr_1"), {"i1"});
  expect_out_of_reach(store(), user_scope("user_1", "wf_2"));
}

TEST_P(StoreContract, HidesAThreadFromAnotherSession) {
  add_thread(sample_thread("thr_1"), {"i1"});
  auto scope = user_scope("user_1");
  scope.session = SessionId("sess_2");
  expect_out_of_reach(store(), scope);
  scope.session = SessionId("sess_1");
  EXPECT_THAT(ids_of(must(store().list_threads(scope, store::PageQuery()))), ElementsAre("thr_1"));
}

TEST_P(StoreContract, OpensTheNewestThreadsOnly) {
  add_thread(sample_thread("thr_1", 100));
  add_thread(sample_thread("thr_2", 200));
  add_thread(sample_thread("thr_3", 200));
  auto other = sample_thread("thr_other", 900);
  other.workflow_id = "wf_2";
  add_thread(other);
  auto scope = user_scope("user_1");
  scope.newest_threads = 2;
  EXPECT_THAT(ids_of(must(store().list_threads(scope, store::PageQuery()))),
              ElementsAre("thr_3", "thr_2"));
  EXPECT_EQ(failure_of(store().get_thread(scope, ThreadId("thr_1"))).kind, ErrorKind::not_found);
  EXPECT_EQ(failure_of(store().list_items(scope, ThreadId("thr_1"), {})).kind,
            ErrorKind::not_found);
  must(store().get_thread(scope, ThreadId("thr_2")));
  must(store().delete_thread(scope, ThreadId("thr_3")));
  must(store().get_thread(scope, ThreadId("thr_1")));
}

TEST_P(StoreContract, OpensNoThreadIfNoneOfTheNewestMayBeSeen) {
  add_thread(sample_thread("thr_1", 100));
  auto scope = user_scope("user_1");
  scope.newest_threads = 0;
  EXPECT_THAT(must(store().list_threads(scope, store::PageQuery())).data, IsEmpty());
  EXPECT_EQ(failure_of(store().get_thread(scope, ThreadId("thr_1"))).kind, ErrorKind::not_found);
}

TEST_P(StoreContract, ChangesWhatIsAskedForAndNothingElse) {
  auto thread = sample_thread("thr_1");
  thread.metadata = RawJson(RawJson::Validated(R"({"a":1})"));
  add_thread(thread);
  store::ThreadChange change;
  change.title = "New";
  const auto titled = must(store().update_thread(project_scope(), thread.id, change));
  EXPECT_EQ(titled.title, "New");
  EXPECT_EQ(titled.metadata, thread.metadata);
  EXPECT_EQ(titled.status.type, ThreadStatusType::Known::active);

  store::ThreadChange closing;
  closing.status.emplace();
  closing.status->type = ThreadStatusType::Known::closed;
  closing.status->reason = "done";
  closing.metadata = RawJson(RawJson::Validated("{}"));
  closing.allowed_image_domains = {"c.example"};
  must(store().update_thread(project_scope(), thread.id, closing));
  const auto closed = must(store().get_thread(project_scope(), thread.id));
  EXPECT_EQ(closed.title, "New");
  EXPECT_EQ(closed.status.type, ThreadStatusType::Known::closed);
  EXPECT_EQ(closed.status.reason, "done");
  EXPECT_EQ(closed.metadata.text(), "{}");
  EXPECT_THAT(closed.allowed_image_domains, ElementsAre("c.example"));
}

TEST_P(StoreContract, LetsNoGeneratedTitleReplaceAUsers) {
  add_thread(sample_thread("thr_1"));
  store::ThreadChange generated;
  generated.title = "Generated";
  generated.title_source = store::TitleSource::generated;
  store::ThreadChange users;
  users.title = "Mine";
  const ThreadId id("thr_1");
  EXPECT_EQ(must(store().update_thread(project_scope(), id, generated)).title, "Generated");
  EXPECT_EQ(must(store().update_thread(project_scope(), id, users)).title, "Mine");
  const auto after = must(store().update_thread(project_scope(), id, generated));
  EXPECT_EQ(after.title, "Mine");
  EXPECT_EQ(after.title_source, store::TitleSource::user);
  users.title = "Mine again";
  EXPECT_EQ(must(store().update_thread(project_scope(), id, users)).title, "Mine again");
}

TEST_P(StoreContract, DeletesAThreadForEveryReaderAtOnce) {
  add_thread(sample_thread("thr_1"), {"i1", "i2"});
  const ThreadId id("thr_1");
  must(store().delete_thread(project_scope(), id));
  EXPECT_EQ(failure_of(store().get_thread(project_scope(), id)).kind, ErrorKind::not_found);
  EXPECT_EQ(failure_of(store().list_items(project_scope(), id, {})).kind, ErrorKind::not_found);
  EXPECT_EQ(failure_of(store().delete_thread(project_scope(), id)).kind, ErrorKind::not_found);
  EXPECT_THAT(must(store().list_threads(project_scope(), {})).data, IsEmpty());
  reopen();
  EXPECT_EQ(failure_of(store().get_thread(project_scope(), id)).kind, ErrorKind::not_found);
}

}  // namespace
}  // namespace chatkit::test
