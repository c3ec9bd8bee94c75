#include "app/import_reader.hpp"

#include <gmock/gmock.h>

#include <sstream>

namespace chatkit::app {
namespace {

using ::testing::ElementsAre;

constexpr const char* kThread =
    R"({"id":"t1","object":"chatkit.thread","created_at":100,"title":"T","user":"u",)"
    R"("status":{"type":"active"},"metadata":{"a":"b"},"session_id":"s1"})";

std::string user_item(const std::string& id, int created_at, const std::string& thread = "t1") {
  return R"({"id":")" + id + R"(","object":"chatkit.thread_item","created_at":)" +
         std::to_string(created_at) + R"(,"thread_id":")" + thread +
         R"(","type":"chatkit.user_message","content":[{"type":"input_text","text":"hi"}],)"
         R"("attachments":[],"inference_options":null})";
}

/// What comes out, in words: `thread t1`, `item i1`, `line 2: …`.
std::vector<std::string> read_all(const std::string& text) {
  std::istringstream in(text);
  ImportReader reader(in, "wf");
  std::vector<std::string> seen;
  while (auto next = reader.next()) {
    if (!*next) {
      seen.push_back("line " + std::to_string(reader.line()) + ": " +
                     next->error().param.value_or(next->error().code));
    } else if (const auto* thread = std::get_if<store::Thread>(&**next)) {
      seen.push_back("thread " + thread->id.str());
    } else if (const auto* item = std::get_if<ArchivedItem>(&**next)) {
      seen.push_back("item " + item->item.id.str());
    } else {
      seen.emplace_back("other");
    }
  }
  return seen;
}

TEST(ImportReader, ReadsRestObjectsLineByLine) {
  EXPECT_THAT(read_all(std::string(kThread) + "\n\n" + user_item("i1", 100) + "\n"),
              ElementsAre("thread t1", "item i1"));
}

TEST(ImportReader, FilesRestThreadsUnderTheWorkflowGiven) {
  std::istringstream in(kThread);
  ImportReader reader(in, "wf");
  const auto record = reader.next();
  const auto& thread = std::get<store::Thread>(**record);
  EXPECT_EQ(thread.workflow_id, "wf");
  EXPECT_EQ(thread.user, "u");
  EXPECT_EQ(thread.session, SessionId("s1"));
  EXPECT_EQ(thread.metadata.text(), R"({"a":"b"})");
  EXPECT_EQ(thread.title_source, store::TitleSource::user);
  EXPECT_EQ(thread.created_at, Timestamp(std::chrono::seconds(100)));
}

TEST(ImportReader, TurnsADescendingListRound) {
  const auto list = R"({"object":"list","has_more":false,"data":[)" + user_item("i2", 102) + "," +
                    user_item("i1", 101) + "]}";
  EXPECT_THAT(read_all(std::string(kThread) + "\n" + list),
              ElementsAre("thread t1", "item i1", "item i2"));
}

TEST(ImportReader, ReadsOneDocumentOverManyLines) {
  EXPECT_THAT(
      read_all("{\n\"object\": \"list\",\n\"data\": [\n" + std::string(kThread) + "\n]\n}\n"),
      ElementsAre("thread t1"));
}

TEST(ImportReader, SaysWhichLineIsBroken) {
  EXPECT_THAT(read_all("{broken\n" + std::string(kThread) + "\n{\"object\":\"x\"}\n"),
              ElementsAre("line 1: invalid_json", "thread t1", "line 3: object"));
}

TEST(ImportReader, WantsTheThreadBeforeItsItems) {
  EXPECT_THAT(read_all(user_item("i1", 1)), ElementsAre("line 1: thread_id"));
}

TEST(ImportReader, NamesTheThreadAgainWhereItemsGoBackToIt) {
  auto second = std::string(kThread);
  second.replace(second.find("t1"), 2, "t2");
  EXPECT_THAT(read_all(std::string(kThread) + "\n" + second + "\n" + user_item("i1", 1)),
              ElementsAre("thread t1", "thread t2", "thread t1", "item i1"));
}

TEST(ImportReader, SaysWhereAKindIsUnknown) {
  auto item = user_item("i1", 1);
  item.replace(item.find("chatkit.user_message"), 20, "chatkit.hologramm___");
  EXPECT_THAT(read_all(std::string(kThread) + "\n" + item),
              ElementsAre("thread t1", "line 2: type"));
}

}  // namespace
}  // namespace chatkit::app
