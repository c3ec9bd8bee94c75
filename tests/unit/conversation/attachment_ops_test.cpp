#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conversation/attachments.hpp"
#include "unit/conversation/file_world.hpp"

namespace chatkit::conversation {
namespace {

using namespace std::chrono_literals;
using test::FileAnswer;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class AttachmentOps : public ::testing::Test {
 protected:
  Result<std::vector<protocol::Attachment>> find(const store::Session& session,
                                                 std::vector<std::string> ids,
                                                 const ThreadId& thread) {
    return world.run(find_attachments(world.core, world.call_of(session), std::move(ids), thread));
  }
  /// Gives an attachment to a thread, as a message that names it does.
  void name_in(const store::Session& session, const AttachmentId& id, const ThreadId& thread) {
    store::TurnStart start;
    start.attachments.push_back(id);
    start.run.id = new_run_id(world.clock.now(), world.random);
    start.run.project = session.project;
    start.run.thread = thread;
    start.run.session = session.id;
    start.run.user = session.user;
    start.run.started_at = world.clock.now();
    const auto started = world.run(world.store->start_turn(world.scope_of(session), start));
    EXPECT_TRUE(started) << started.error().message;
  }

  test::FileWorld world;
};

TEST_F(AttachmentOps, CreateTellsWhereTheBytesGo) {
  const auto session = world.add_session();
  const FileAnswer answer = world.create(session, "cat.png", 10, "image/png");
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.at("/name"), "cat.png");
  EXPECT_EQ(answer.at("/mime_type"), "image/png");
  EXPECT_EQ(answer.at("/type"), "image");
  EXPECT_EQ(answer.at("/upload_descriptor/method"), "PUT");
  EXPECT_THAT(answer.body, HasSubstr("\"headers\":{}"));
  const std::string base = "https://chat.example/v1/chatkit/files/" + answer.at("/id");
  EXPECT_THAT(answer.at("/upload_descriptor/url"), StartsWith(base + "/content?"));
  EXPECT_THAT(answer.at("/preview_url"), StartsWith(base + "/preview?"));
}

TEST_F(AttachmentOps, ThePutBytesAreThere) {
  const auto session = world.add_session();
  const FileAnswer created = world.create(session, "a.csv", 4, "text/csv");
  const std::string url = created.at("/upload_descriptor/url");
  const AttachmentId id = test::id_in(created);
  EXPECT_EQ(world.get(world.files->download_url(id)).status, 404) << "not yet";
  const FileAnswer put = world.put(url, "a,b\n", {{"content-type", "image/png"}});
  ASSERT_EQ(put.status, 200) << put.body;
  EXPECT_THAT(put.body, Not(HasSubstr("upload_descriptor")));
  EXPECT_EQ(world.get(world.files->download_url(id)).body, "a,b\n");
  EXPECT_EQ(world.get(world.files->download_url(id)).content_type, "text/csv");
}

TEST_F(AttachmentOps, BytesComeOnce) {
  const auto session = world.add_session();
  const FileAnswer created = world.create(session, "a.txt", 1, "text/plain");
  const std::string url = created.at("/upload_descriptor/url");
  EXPECT_EQ(world.put(url, "a").status, 200);
  const FileAnswer again = world.put(url, "b");
  EXPECT_EQ(again.status, 409);
  EXPECT_EQ(again.code(), "already_uploaded");
  EXPECT_EQ(world.get(world.files->download_url(test::id_in(created))).body, "a");
}

TEST_F(AttachmentOps, ARefusedPutMayBeTriedAgain) {
  const auto session = world.add_session();
  const FileAnswer created = world.create(session, "cat.png", 10, "image/png");
  const std::string url = created.at("/upload_descriptor/url");
  const FileAnswer wrong = world.put(url, "no image at all");
  EXPECT_EQ(wrong.status, 415);
  EXPECT_EQ(wrong.code(), "chatkit.file_upload_type_rejected");
  EXPECT_EQ(world.put(url, "GIF89a\1").status, 200) << "no previews here: it is not looked into";
}

TEST_F(AttachmentOps, PutsAreBoundedLikeForms) {
  const auto session = world.add_session();
  const std::string url =
      world.create(session, "a.txt", 1, "text/plain").at("/upload_descriptor/url");
  const std::string most(1U << 20U, 'x');
  test::MemoryBody unread(most, 1000);
  EXPECT_EQ(
      world.request(exchange::Method::put, url, unread, {{"content-length", "1048577"}}).code(),
      "chatkit.file_too_large");
  EXPECT_FALSE(unread.was_read());
  EXPECT_EQ(world.put(url, most + "x").status, 413) << "without a length";
  EXPECT_EQ(world.put(url, most).status, 200);
}

TEST_F(AttachmentOps, AlteredAndExpiredUploadAddressesAreRefused) {
  const auto session = world.add_session();
  const FileAnswer created = world.create(session, "a.txt", 1, "text/plain");
  const FileAnswer other = world.create(session, "b.txt", 1, "text/plain");
  std::string url = created.at("/upload_descriptor/url");
  EXPECT_EQ(world.put(world.files->download_url(test::id_in(created)), "a").code(),
            "invalid_signature")
      << "reading is not writing";
  std::string elsewhere = url;
  elsewhere.replace(elsewhere.find(created.at("/id")), created.at("/id").size(), other.at("/id"));
  EXPECT_EQ(world.put(elsewhere, "a").code(), "invalid_signature");
  world.clock.advance(15min);
  EXPECT_EQ(world.put(url, "a").code(), "url_expired");
}

TEST_F(AttachmentOps, ACancelledSessionTakesNoBytes) {
  const auto session = world.add_session();
  const std::string url =
      world.create(session, "a.txt", 1, "text/plain").at("/upload_descriptor/url");
  ASSERT_TRUE(
      world.run(world.store->cancel_session(session.project, session.id, world.clock.now())));
  EXPECT_EQ(world.put(url, "a").code(), "session_cancelled");
}

TEST_F(AttachmentOps, CreateChecksWhatWasDeclared) {
  const auto session = world.add_session();
  const FileAnswer large = world.create(session, "a.txt", (1U << 20U) + 1, "text/plain");
  EXPECT_EQ(large.status, 413);
  EXPECT_EQ(large.code(), "chatkit.file_too_large");
  const FileAnswer drawing = world.create(session, "a.svg", 1, "image/svg+xml");
  EXPECT_EQ(drawing.status, 415);
  EXPECT_EQ(drawing.code(), "chatkit.file_upload_type_rejected");
  EXPECT_EQ(world.create(session, "a", 1, "").status, 200) << "its bytes will tell";
  test::UploadSettings off;
  off.enabled = false;
  const FileAnswer disabled = world.create(world.add_session(off), "a.txt", 1, "text/plain");
  EXPECT_EQ(disabled.status, 403);
  EXPECT_EQ(disabled.code(), "chatkit.file_upload_disabled");
}

TEST_F(AttachmentOps, DeleteRemovesRowAndBytes) {
  const auto session = world.add_session();
  const FileAnswer created = world.create(session, "a.txt", 1, "text/plain");
  ASSERT_EQ(world.put(created.at("/upload_descriptor/url"), "a").status, 200);
  EXPECT_EQ(world.remove(session, created.at("/id")).body, "{}");
  EXPECT_EQ(world.files_on_disk(), 0U);
  EXPECT_EQ(world.get(world.files->download_url(test::id_in(created))).status, 404);
  EXPECT_EQ(world.remove(session, created.at("/id")).status, 404);
  EXPECT_EQ(find(session, {created.at("/id")}, ThreadId("t")).error().kind, ErrorKind::not_found);
}

TEST_F(AttachmentOps, DeletingSomebodyElsesIsNotFound) {
  const auto session = world.add_session();
  const FileAnswer created = world.create(session, "a.txt", 1, "text/plain");
  test::UploadSettings other;
  other.user = "user_2";
  EXPECT_EQ(world.remove(world.add_session(other), created.at("/id")).status, 404);
  EXPECT_EQ(world.remove(session, created.at("/id")).status, 200);
}

TEST_F(AttachmentOps, BytesOfADeletedAttachmentAreRefused) {
  const auto session = world.add_session();
  const FileAnswer created = world.create(session, "a.txt", 1, "text/plain");
  EXPECT_EQ(world.remove(session, created.at("/id")).status, 200);
  EXPECT_EQ(world.put(created.at("/upload_descriptor/url"), "a").status, 404);
  EXPECT_EQ(world.files_on_disk(), 0U);
}

TEST_F(AttachmentOps, AMessageFindsWhatItNames) {
  const auto session = world.add_session();
  const std::string first = world.create(session, "cat.png", 1, "image/png").at("/id");
  const std::string second = world.create(session, "a.txt", 1, "text/plain").at("/id");
  const auto found = find(session, {second, first}, ThreadId("cthr_1"));
  ASSERT_TRUE(found) << found.error().message;
  ASSERT_EQ(found->size(), 2U);
  EXPECT_EQ((*found)[0].id, second);
  EXPECT_EQ((*found)[1].type, "image") << "though its bytes never came";
  EXPECT_FALSE((*found)[1].preview_url) << "it is never stored";
  EXPECT_TRUE(find(session, {}, ThreadId("cthr_1")).value().empty());
}

TEST_F(AttachmentOps, AMessageNamesEachFileOnceAndNoMoreThanItMay) {
  const auto session = world.add_session();
  const std::string id = world.create(session, "a.txt", 1, "text/plain").at("/id");
  const auto twice = find(session, {id, id}, ThreadId("t"));
  EXPECT_EQ(twice.error().code, "invalid_value");
  EXPECT_EQ(twice.error().param, "params.input.attachments[1]");
  EXPECT_EQ(find(session, {"a", "b", "c", "d"}, ThreadId("t")).error().param,
            "params.input.attachments");
  const auto unknown = find(session, {id, "cfile_unknown"}, ThreadId("t"));
  EXPECT_EQ(unknown.error().kind, ErrorKind::not_found);
  EXPECT_EQ(unknown.error().param, "params.input.attachments[1]");
  test::UploadSettings other;
  other.user = "user_2";
  EXPECT_EQ(find(world.add_session(other), {id}, ThreadId("t")).error().kind, ErrorKind::not_found);
}

TEST_F(AttachmentOps, AFileBelongsToOneThread) {
  const auto session = world.add_session();
  const AttachmentId id = test::id_in(world.create(session, "a.txt", 1, "text/plain"));
  const ThreadId mine = world.add_thread(session);
  name_in(session, id, mine);
  EXPECT_EQ(find(session, {id.str()}, mine).value().at(0).thread_id, mine.str());
  const auto elsewhere = find(session, {id.str()}, world.add_thread(session));
  EXPECT_EQ(elsewhere.error().kind, ErrorKind::conflict);
  EXPECT_EQ(elsewhere.error().code, "attachment_in_use");
}

TEST_F(AttachmentOps, ResponderReadsWhatItsThreadHas) {
  const auto session = world.add_session();
  const FileAnswer created = world.create(session, "a.txt", 3, "text/plain");
  const ThreadId thread = world.add_thread(session);
  AttachmentRead read;
  read.scope = world.scope_of(session);
  read.thread = thread;
  read.id = test::id_in(created);
  read.bytes_max = 3;
  EXPECT_EQ(world.run(read_attachment(world.core, read)).error().kind, ErrorKind::not_found);
  name_in(session, read.id, thread);
  EXPECT_EQ(world.run(read_attachment(world.core, read)).error().kind, ErrorKind::not_found)
      << "its bytes have not come";
  ASSERT_EQ(world.put(created.at("/upload_descriptor/url"), "abc").status, 200);
  EXPECT_EQ(world.run(read_attachment(world.core, read)).value(), "abc");
  read.bytes_max = 2;
  EXPECT_EQ(world.run(read_attachment(world.core, read)).error().kind, ErrorKind::too_large);
  read.thread = world.add_thread(session);
  EXPECT_EQ(world.run(read_attachment(world.core, read)).error().kind, ErrorKind::not_found);
}

protocol::ThreadItem message_with(std::string type) {
  protocol::Attachment attachment;
  attachment.id = "cfile_1";
  attachment.name = "cat";
  attachment.type = std::move(type);
  attachment.mime_type = "image/png";
  protocol::UserMessage message;
  message.attachments.push_back(std::move(attachment));
  protocol::ThreadItem item;
  item.id = "msg_1";
  item.thread_id = "cthr_1";
  item.kind = std::move(message);
  return item;
}

TEST_F(AttachmentOps, ItemsThatGoOutHaveAddresses) {
  protocol::ThreadItem item = message_with("image");
  std::string body;
  json::write_item(body, item);
  EXPECT_THAT(body, Not(HasSubstr("preview_url")));
  add_urls(*world.core, item);
  const auto& attachment = std::get<protocol::UserMessage>(item.kind).attachments.at(0);
  EXPECT_EQ(attachment.preview_url, world.files->preview_url(AttachmentId("cfile_1")));
  std::string expected;
  json::write_item(expected, item);
  EXPECT_EQ(with_urls(*world.core, body), expected);
}

TEST_F(AttachmentOps, OtherItemsGoOutAsTheyAre) {
  std::string body;
  json::write_item(body, message_with("file"));
  EXPECT_EQ(with_urls(*world.core, body), body);
  EXPECT_EQ(with_urls(*world.core, "no JSON at all"), "no JSON at all");
}

TEST_F(AttachmentOps, WithoutFilesAnImageIsAFile) {
  protocol::ThreadItem item = message_with("image");
  world.core->parts.files = nullptr;
  add_urls(*world.core, item);
  const auto& attachment = std::get<protocol::UserMessage>(item.kind).attachments.at(0);
  EXPECT_EQ(attachment.type, "file") << "an image has an address by the schema";
  EXPECT_EQ(download_url(*world.core, attachment), "");
}

}  // namespace
}  // namespace chatkit::conversation
