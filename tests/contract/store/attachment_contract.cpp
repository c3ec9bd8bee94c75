#include <gmock/gmock.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include "contract/store/store_contract.hpp"

// Attachments, from the upload to the last of their bytes.
namespace chatkit::test {
namespace {

using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;

store::UploadedFile sample_upload() {
  store::UploadedFile file;
  file.type = "image";
  file.mime_type = "image/png";
  file.size = 5'000'000'000;
  file.file = "ab/cd";
  file.preview = "ab/cd.preview";
  return file;
}

constexpr Timestamp kNever = Timestamp::min();

TEST_P(StoreContract, KeepsEveryMemberOfAnAttachment) {
  auto attachment = sample_attachment("a1");
  attachment.file = "ab/cd";
  attachment.preview = "ab/cd.preview";
  must(store().add_attachment(attachment, 10));
  reopen();
  const auto found = must(store().find_attachment(attachment.id));
  EXPECT_EQ(found.id, attachment.id);
  EXPECT_EQ(found.project, ProjectId("proj_1"));
  EXPECT_EQ(found.user, "user_1");
  EXPECT_EQ(found.session, SessionId("sess_1"));
  EXPECT_EQ(found.thread, std::nullopt);
  EXPECT_EQ(found.type, "file");
  EXPECT_EQ(found.name, "notes.txt");
  EXPECT_EQ(found.mime_type, "text/plain");
  EXPECT_EQ(found.size, 12U);
  EXPECT_EQ(found.file, "ab/cd");
  EXPECT_EQ(found.preview, "ab/cd.preview");
  EXPECT_EQ(found.created_at, attachment.created_at);
}

TEST_P(StoreContract, TakesAnAttachmentIdOnceAndForAProjectThatIsThere) {
  must(store().add_attachment(sample_attachment("a1"), 10));
  EXPECT_EQ(failure_of(store().add_attachment(sample_attachment("a1"), 10)).code, "id_taken");
  auto nowhere = sample_attachment("a2");
  nowhere.project = ProjectId("none");
  EXPECT_EQ(failure_of(store().add_attachment(nowhere, 10)).kind, ErrorKind::not_found);
}

TEST_P(StoreContract, TakesNoMoreAttachmentsThanASessionMayHave) {
  must(store().add_attachment(sample_attachment("a1"), 2));
  must(store().add_attachment(sample_attachment("a2"), 2));
  const auto error = failure_of(store().add_attachment(sample_attachment("a3"), 2));
  EXPECT_EQ(error.kind, ErrorKind::conflict);
  EXPECT_EQ(error.code, "too_many_files");
  EXPECT_TRUE(error.permanent);
  auto other = sample_attachment("b1");
  other.session = SessionId("sess_2");
  must(store().add_attachment(other, 2));
  must(store().delete_attachment(project_scope(), AttachmentId("a1")));
  must(store().add_attachment(sample_attachment("a3"), 2));
}

boost::asio::awaitable<void> try_add(store::Store& store, std::string id, int* added) {
  const auto result = co_await store.add_attachment(sample_attachment(std::move(id)), 5);
  if (result) ++*added;
}

TEST_P(StoreContract, KeepsToTheNumberOfFilesUnderParallelUploads) {
  boost::asio::io_context context;
  int added = 0;
  for (int i = 0; i < 20; ++i) {
    boost::asio::co_spawn(context, try_add(store(), "a" + std::to_string(i), &added),
                          boost::asio::detached);
  }
  context.run();
  EXPECT_EQ(added, 5);
  store_.reset();  // The writer is done with the context before that goes.
}

TEST_P(StoreContract, ShowsAnAttachmentInsideItsScopeOnly) {
  must(store().add_attachment(sample_attachment("a1"), 10));
  const AttachmentId id("a1");
  auto other_session = user_scope("user_1");
  other_session.session = SessionId("sess_2");
  for (const auto& scope :
       {project_scope("proj_2"), project_scope("none"), user_scope("user_2"), other_session}) {
    EXPECT_EQ(failure_of(store().get_attachment(scope, id)).kind, ErrorKind::not_found);
    EXPECT_EQ(failure_of(store().delete_attachment(scope, id)).kind, ErrorKind::not_found);
  }
  auto own_session = user_scope("user_1");
  own_session.session = SessionId("sess_1");
  must(store().get_attachment(own_session, id));
  must(store().get_attachment(user_scope("user_1", "any workflow"), id));
}

TEST_P(StoreContract, ShowsAnAttachmentWhoseThreadIsInsideTheScopeOnly) {
  must(store().add_attachment(sample_attachment("a1"), 10));
  auto start = sample_turn("run_1", "thr_1");
  start.new_thread = sample_thread("thr_1", 100);
  start.attachments = {AttachmentId("a1")};
  must(store().start_turn(project_scope(), start));
  add_thread(sample_thread("thr_2", 200));
  const AttachmentId id("a1");
  auto newest = user_scope("user_1");
  newest.newest_threads = 1;
  EXPECT_EQ(failure_of(store().get_attachment(newest, id)).kind, ErrorKind::not_found);
  EXPECT_EQ(failure_of(store().get_attachment(user_scope("user_1", "wf_2"), id)).kind,
            ErrorKind::not_found);
  EXPECT_EQ(must(store().get_attachment(user_scope("user_1"), id)).thread, ThreadId("thr_1"));
}

TEST_P(StoreContract, FillsAnAttachmentOnce) {
  must(store().add_attachment(sample_attachment("a1"), 10));
  const auto filled = must(store().fill_attachment(AttachmentId("a1"), sample_upload()));
  EXPECT_EQ(filled.type, "image");
  EXPECT_EQ(filled.mime_type, "image/png");
  EXPECT_EQ(filled.size, 5'000'000'000U);
  EXPECT_EQ(filled.file, "ab/cd");
  EXPECT_EQ(filled.preview, "ab/cd.preview");
  EXPECT_EQ(filled.name, "notes.txt");
  auto second = sample_upload();
  second.file = "other";
  const auto error = failure_of(store().fill_attachment(AttachmentId("a1"), second));
  EXPECT_EQ(error.kind, ErrorKind::conflict);
  EXPECT_EQ(error.code, "already_uploaded");
  EXPECT_EQ(must(store().find_attachment(AttachmentId("a1"))).file, "ab/cd");
  EXPECT_EQ(failure_of(store().fill_attachment(AttachmentId("none"), second)).kind,
            ErrorKind::not_found);
}

TEST_P(StoreContract, DeletesAnAttachmentForEveryReaderButKeepsTheNameOfItsBytes) {
  auto attachment = sample_attachment("a1");
  attachment.file = "ab/cd";
  must(store().add_attachment(attachment, 10));
  EXPECT_EQ(must(store().delete_attachment(user_scope("user_1"), attachment.id)).file, "ab/cd");
  EXPECT_EQ(failure_of(store().find_attachment(attachment.id)).kind, ErrorKind::not_found);
  EXPECT_EQ(failure_of(store().get_attachment(project_scope(), attachment.id)).kind,
            ErrorKind::not_found);
  EXPECT_EQ(failure_of(store().fill_attachment(attachment.id, sample_upload())).kind,
            ErrorKind::not_found);
  EXPECT_EQ(failure_of(store().delete_attachment(project_scope(), attachment.id)).kind,
            ErrorKind::not_found);
  reopen();
  const auto dead = must(store().dead_attachments(kNever, 10));
  ASSERT_THAT(ids_in(dead), ElementsAre("a1"));
  EXPECT_EQ(dead[0].file, "ab/cd");
}

TEST_P(StoreContract, EndsTheAttachmentsOfADeletedThreadAtOnce) {
  auto attachment = sample_attachment("a1");
  attachment.file = "ab/cd";
  attachment.preview = "ab/cd.preview";
  must(store().add_attachment(attachment, 10));
  must(store().add_attachment(sample_attachment("a2"), 10));
  auto start = sample_turn("run_1", "thr_1");
  start.new_thread = sample_thread("thr_1");
  start.attachments = {attachment.id};
  must(store().start_turn(project_scope(), start));
  must(store().delete_thread(project_scope(), ThreadId("thr_1")));
  EXPECT_EQ(failure_of(store().find_attachment(attachment.id)).kind, ErrorKind::not_found);
  must(store().find_attachment(AttachmentId("a2")));

  for (int i = 0; i < 100; ++i) must(store().check());  // The writer had the time to remove rows.
  must(store().sweep(clock_.now() + std::chrono::hours(48)));
  const auto dead = must(store().dead_attachments(kNever, 10));
  ASSERT_THAT(ids_in(dead), ElementsAre("a1"));
  EXPECT_EQ(dead[0].file, "ab/cd");
  EXPECT_EQ(dead[0].preview, "ab/cd.preview");
}

TEST_P(StoreContract, EndsOldAttachmentsThatNoMessageTook) {
  must(store().add_attachment(sample_attachment("old"), 10));
  auto young = sample_attachment("young");
  young.created_at = Timestamp(seconds(2000));
  must(store().add_attachment(young, 10));
  must(store().add_attachment(sample_attachment("taken"), 10));
  auto start = sample_turn("run_1", "thr_1");
  start.new_thread = sample_thread("thr_1");
  start.attachments = {AttachmentId("taken")};
  must(store().start_turn(project_scope(), start));

  EXPECT_THAT(ids_in(must(store().dead_attachments(Timestamp(seconds(1000)), 10))), IsEmpty());
  EXPECT_THAT(ids_in(must(store().dead_attachments(Timestamp(seconds(1001)), 10))),
              ElementsAre("old"));
  auto late = sample_turn("run_2", "thr_1");
  late.attachments = {AttachmentId("old")};
  EXPECT_EQ(failure_of(store().start_turn(project_scope(), late)).kind, ErrorKind::not_found)
      << "its bytes may be gone already";
  must(store().find_attachment(AttachmentId("taken")));
}

TEST_P(StoreContract, NamesDeadAttachmentsUntilTheyAreForgotten) {
  for (const char* id : {"a1", "a2", "a3", "alive"}) {
    must(store().add_attachment(sample_attachment(id), 10));
  }
  for (const char* id : {"a1", "a2", "a3"}) {
    must(store().delete_attachment(project_scope(), AttachmentId(id)));
  }
  EXPECT_THAT(ids_in(must(store().dead_attachments(kNever, 2))), ElementsAre("a1", "a2"));
  EXPECT_THAT(ids_in(must(store().dead_attachments(kNever, 2))), ElementsAre("a1", "a2"));
  must(store().forget_attachments(
      {AttachmentId("a1"), AttachmentId("a2"), AttachmentId("alive"), AttachmentId("none")}));
  EXPECT_THAT(ids_in(must(store().dead_attachments(kNever, 2))), ElementsAre("a3"));
  must(store().find_attachment(AttachmentId("alive")));
  must(store().add_attachment(sample_attachment("a1"), 10));
}

}  // namespace
}  // namespace chatkit::test
