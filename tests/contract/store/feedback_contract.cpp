#include <gmock/gmock.h>

#include "contract/store/store_contract.hpp"

// Feedback.
namespace chatkit::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const ProjectId kProject("proj_1");

TEST_P(StoreContract, KeepsEveryMemberOfFeedback) {
  add_thread(sample_thread("thr_1"), {"i1", "odd\"id\n"});
  auto feedback = sample_feedback("fb_1", "thr_1", {"i1", "odd\"id\n"});
  feedback.kind = "negative";
  feedback.session = SessionId("sess_9");
  must(store().add_feedback(user_scope("user_1"), feedback));
  reopen();
  const auto page = must(store().list_feedback(kProject, {}));
  ASSERT_EQ(page.data.size(), 1U);
  const auto& found = page.data[0];
  EXPECT_EQ(found.id, feedback.id);
  EXPECT_EQ(found.project, kProject);
  EXPECT_EQ(found.thread, ThreadId("thr_1"));
  EXPECT_EQ(found.session, SessionId("sess_9"));
  EXPECT_EQ(found.user, "user_1");
  EXPECT_EQ(found.item_ids, feedback.item_ids);
  EXPECT_EQ(found.kind, "negative");
  EXPECT_EQ(found.created_at, feedback.created_at);
}

TEST_P(StoreContract, TakesFeedbackOnTheCallersOwnThreadsOnly) {
  add_thread(sample_thread("thr_1"), {"i1"});
  const auto feedback = sample_feedback("fb_1", "thr_1", {"i1"});
  for (const auto& scope :
       {project_scope("proj_2"), user_scope("user_2"), user_scope("user_1", "wf_2")}) {
    EXPECT_EQ(failure_of(store().add_feedback(scope, feedback)).kind, ErrorKind::not_found);
  }
  EXPECT_EQ(
      failure_of(store().add_feedback(project_scope(), sample_feedback("fb_1", "none", {"i1"})))
          .kind,
      ErrorKind::not_found);
  EXPECT_THAT(must(store().list_feedback(kProject, {})).data, IsEmpty());
}

TEST_P(StoreContract, TakesFeedbackOnItemsThatUsersSeeOnly) {
  add_thread(sample_thread("thr_1"), {"i1"});
  add_thread(sample_thread("thr_2"), {"other"});
  const ThreadId thread("thr_1");
  must(store().add_item(project_scope(), thread, sample_item("h", store::Visibility::hidden)));
  must(store().add_item(project_scope(), thread,
                        sample_item("c", store::Visibility::conversation_only)));
  for (const char* item : {"none", "other", "h"}) {
    EXPECT_EQ(failure_of(store().add_feedback(project_scope(),
                                              sample_feedback("fb_1", "thr_1", {"i1", item})))
                  .kind,
              ErrorKind::not_found)
        << item;
  }
  EXPECT_THAT(must(store().list_feedback(kProject, {})).data, IsEmpty());
  must(store().add_feedback(project_scope(), sample_feedback("fb_1", "thr_1", {"i1", "c"})));
}

TEST_P(StoreContract, TakesAFeedbackIdOnce) {
  add_thread(sample_thread("thr_1"), {"i1"});
  const auto feedback = sample_feedback("fb_1", "thr_1", {"i1"});
  must(store().add_feedback(project_scope(), feedback));
  EXPECT_EQ(failure_of(store().add_feedback(project_scope(), feedback)).kind, ErrorKind::conflict);
}

TEST_P(StoreContract, PagesFeedbackNewestFirstByThreadToo) {
  add_thread(sample_thread("thr_1"), {"i1"});
  add_thread(sample_thread("thr_2"), {"i1"});
  for (const char* id : {"f1", "f2", "f3"}) {
    must(store().add_feedback(project_scope(), sample_feedback(id, "thr_1", {"i1"})));
  }
  must(store().add_feedback(project_scope(), sample_feedback("g1", "thr_2", {"i1"})));
  store::FeedbackQuery query;
  query.page.limit = 2;
  auto page = must(store().list_feedback(kProject, query));
  EXPECT_THAT(ids_of(page), ElementsAre("g1", "f3"));
  EXPECT_TRUE(page.has_more);
  query.thread = ThreadId("thr_1");
  page = must(store().list_feedback(kProject, query));
  EXPECT_THAT(ids_of(page), ElementsAre("f3", "f2"));
  query.page.after = "f2";
  page = must(store().list_feedback(kProject, query));
  EXPECT_THAT(ids_of(page), ElementsAre("f1"));
  EXPECT_FALSE(page.has_more);
  query.page.before = "g1";
  EXPECT_EQ(failure_of(store().list_feedback(kProject, query)).param, "before");
  query.page.before = std::nullopt;
  EXPECT_EQ(failure_of(store().list_feedback(ProjectId("proj_2"), query)).param, "after");
  query.page.after = std::nullopt;
  query.thread = ThreadId("none");
  EXPECT_THAT(must(store().list_feedback(kProject, query)).data, IsEmpty());
}

TEST_P(StoreContract, ForgetsFeedbackWithItsThread) {
  add_thread(sample_thread("thr_1"), {"i1"});
  add_thread(sample_thread("thr_2"), {"i1"});
  must(store().add_feedback(project_scope(), sample_feedback("f1", "thr_2", {"i1"})));
  must(store().add_feedback(project_scope(), sample_feedback("f2", "thr_1", {"i1"})));
  must(store().delete_thread(project_scope(), ThreadId("thr_1")));
  EXPECT_THAT(ids_of(must(store().list_feedback(kProject, {}))), ElementsAre("f1"));
  store::FeedbackQuery query;
  query.page.after = "f2";
  EXPECT_THAT(ids_of(must(store().list_feedback(kProject, query))), ElementsAre("f1"))
      << "it is a cursor for a day";
  for (int i = 0; i < 100; ++i) must(store().check());  // The writer had the time to remove rows.
  must(store().sweep(clock_.now() + std::chrono::hours(26)));
  EXPECT_EQ(failure_of(store().list_feedback(kProject, query)).param, "after");
}

}  // namespace
}  // namespace chatkit::test
