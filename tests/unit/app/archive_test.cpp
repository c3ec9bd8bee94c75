#include "app/archive.hpp"

#include <gmock/gmock.h>

#include "app/json_fields.hpp"
#include "json/minify.hpp"

namespace chatkit::app {
namespace {

using ::testing::ElementsAre;

Timestamp time_at(std::int64_t microseconds) {
  return Timestamp(std::chrono::microseconds(microseconds));
}

/// Writing what was read gives the same line: nothing was lost on the way.
std::string again(const std::string& line) {
  const auto record = read_archive(line);
  if (!record) return record.error().message;
  std::string out;
  write_archive(out, *record);
  return out;
}

store::Session full_session() {
  store::Session session;
  session.id = SessionId("cksess_1");
  session.project = ProjectId("default");
  session.user = "a\"b\nc";
  session.workflow_id = "wf";
  session.requested_version = "latest";
  session.resolved_version = "3";
  session.state_variables = StateVariables{{"s", "t"}, {"b", true}, {"i", std::int64_t{7}}};
  session.tracing_enabled = false;
  session.configuration.automatic_thread_titling.enabled = false;
  session.configuration.file_upload.enabled = true;
  session.configuration.file_upload.max_files = 3;
  session.configuration.history.recent_threads = 9;
  session.max_requests_per_1_minute = 77;
  session.metadata = {{"k", "v"}};
  session.created_at = time_at(1'700'000'000'123'456);
  session.expires_at = time_at(1'700'000'600'123'456);
  session.cancelled_at = time_at(1'700'000'300'000'001);
  return session;
}

TEST(Archive, ASessionKeepsEverything) {
  std::string line;
  write_archive(line, full_session());
  EXPECT_EQ(again(line), line);
  const auto record = read_archive(line);
  const auto& session = std::get<store::Session>(*record);
  EXPECT_EQ(session.user, "a\"b\nc");
  EXPECT_EQ(session.state_variables, full_session().state_variables);
  EXPECT_EQ(session.cancelled_at, full_session().cancelled_at);
  EXPECT_EQ(session.configuration.history.recent_threads, 9);
  EXPECT_FALSE(session.configuration.automatic_thread_titling.enabled);
}

TEST(Archive, AThreadKeepsEverything) {
  store::Thread thread;
  thread.id = ThreadId("cthr_1");
  thread.project = ProjectId("p2");
  thread.user = "u";
  thread.workflow_id = "wf";
  thread.session = SessionId("cksess_1");
  thread.created_at = time_at(1'700'000'000'000'001);
  thread.title = "t\xC3\xBC";
  thread.title_source = store::TitleSource::generated;
  thread.status.type = ThreadStatusNames::Known::locked;
  thread.status.reason = "why";
  thread.metadata = *json::minify(R"({"a":{"b":[1,"x"]}})");
  thread.allowed_image_domains = {"a.example", "b.example"};
  std::string line;
  write_archive(line, thread);
  EXPECT_EQ(again(line), line);
  const auto record = read_archive(line);
  const auto& read = std::get<store::Thread>(*record);
  EXPECT_EQ(read.created_at, thread.created_at);
  EXPECT_EQ(read.title_source, store::TitleSource::generated);
  EXPECT_EQ(read.metadata.text(), R"({"a":{"b":[1,"x"]}})");
  EXPECT_THAT(read.allowed_image_domains, ElementsAre("a.example", "b.example"));
}

TEST(Archive, AHiddenItemStaysHiddenAndWhole) {
  const std::string body = R"({"id":"i1","type":"hidden_context_item","content":{"x":[1]}})";
  store::Item item{ItemId("i1"), time_at(5), store::Visibility::hidden, body};
  std::string line;
  write_archive(line, ArchivedItem{ThreadId("t"), item});
  EXPECT_EQ(again(line), line);
  const auto record = read_archive(line);
  const auto& read = std::get<ArchivedItem>(*record);
  EXPECT_EQ(read.item.body, body);
  EXPECT_EQ(read.item.visibility, store::Visibility::hidden);
}

TEST(Archive, RefusesWhatIsIncomplete) {
  const auto param = [](const char* line) {
    const auto record = read_archive(line);
    return record ? "no error" : record.error().param.value_or("no param");
  };
  EXPECT_EQ(param(R"({"object":"chatkit.archive","version":2})"), "version");
  EXPECT_EQ(param(R"({"object":"other"})"), "object");
  EXPECT_EQ(param(R"({"object":"chatkit.archive.project","id":"p"})"), "name");
  EXPECT_EQ(param(R"({"object":"chatkit.archive.item","id":"i","thread_id":"t",
    "created_at":"2026-01-01T00:00:00Z","visibility":"everywhere","item":{"id":"j","type":"x"}})"),
            "item");
  EXPECT_EQ(param(R"({"object":"chatkit.archive.item","id":"i","thread_id":"t",
    "created_at":"soon","visibility":"everywhere","item":{"id":"i","type":"x"}})"),
            "created_at");
}

TEST(JsonFields, TakesMembersApart) {
  const auto fields = JsonFields::read(
      R"( { "a" : "x\"]},\\", "n" : -5, "o" : {"k":[1,{"z":"}"}]}, "t" : true, "u" : null } )");
  ASSERT_TRUE(fields);
  EXPECT_EQ(fields->text("a"), "x\"]},\\");
  EXPECT_EQ(fields->number("n"), -5);
  EXPECT_EQ(fields->raw("o"), R"({"k":[1,{"z":"}"}]})");
  EXPECT_EQ(fields->boolean("t"), true);
  EXPECT_FALSE(fields->raw("u"));
  EXPECT_FALSE(fields->text("n"));
  EXPECT_FALSE(fields->raw("absent"));
}

TEST(JsonFields, RefusesWhatIsNoObject) {
  EXPECT_FALSE(JsonFields::read("[]"));
  EXPECT_FALSE(JsonFields::read("{"));
  EXPECT_TRUE(JsonFields::read("{}"));
}

TEST(JsonFields, TakesArraysApart) {
  EXPECT_THAT(*json_elements(R"([1,"a,b",[2,3],{}])"), ElementsAre("1", "\"a,b\"", "[2,3]", "{}"));
  EXPECT_TRUE(json_elements("[]")->empty());
}

}  // namespace
}  // namespace chatkit::app
