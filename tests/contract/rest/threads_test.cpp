#include <gmock/gmock.h>

#include "rest_api.hpp"

namespace chatkit::rest {
namespace {

using exchange::Method;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string kThread = "/v1/chatkit/threads/t";

class Threads : public RestApi {
 protected:
  void SetUp() override {
    RestApi::SetUp();
    add_thread("t", "ada", 1);
  }
};

TEST_F(Threads, AreShownWithTheFieldsOfBothDocumentations) {
  const auto reply = get(kThread);
  const ChatKitThread thread = thread_of(reply);
  EXPECT_EQ(thread.id, "t");
  EXPECT_EQ(thread.object, "chatkit.thread");
  EXPECT_EQ(thread.created_at, test::ManualClock::kStart);
  EXPECT_EQ(thread.user, "ada");
  EXPECT_EQ(thread.status.type.text(), "active");
  EXPECT_THAT(reply.body, HasSubstr("\"title\":null"));
  EXPECT_THAT(reply.body, HasSubstr("\"session_id\":null"));
  EXPECT_THAT(reply.body, HasSubstr("\"metadata\":{}"));
}

TEST_F(Threads, ShowTheirSessionAndMetadataAsAStringMap) {
  store::Thread row;
  row.id = ThreadId("rich");
  row.project = ProjectId("p1");
  row.user = "ada";
  row.workflow_id = "wf";
  row.session = SessionId("s1");
  row.created_at = clock_.now() + std::chrono::microseconds(999'999);
  row.metadata = RawJson(RawJson::Validated(R"({"plan":"gold","n":3,"deep":{"a":[1]}})"));
  ASSERT_TRUE(test::run(store_->import_thread(row, {})).has_value());
  const ChatKitThread thread = thread_of(get("/v1/chatkit/threads/rich"));
  EXPECT_EQ(thread.session_id, "s1");
  const Metadata expected = {{"plan", "gold"}, {"n", "3"}, {"deep", R"({"a":[1]})"}};
  EXPECT_EQ(thread.metadata, expected);
  EXPECT_EQ(thread.created_at, test::ManualClock::kStart) << "whole seconds, rounded down";
}

TEST_F(Threads, TakeATitleMetadataAndStatus) {
  const auto reply = post(
      kThread,
      R"({"title":"Hello","metadata":{"a":"b"},"status":{"type":"locked","reason":"review"}})");
  const ChatKitThread thread = thread_of(reply);
  EXPECT_EQ(thread.title, "Hello");
  EXPECT_EQ(thread.metadata, (Metadata{{"a", "b"}}));
  EXPECT_EQ(thread.status.type.text(), "locked");
  EXPECT_EQ(thread.status.reason, "review");
  EXPECT_EQ(get(kThread).body, reply.body);
}

TEST_F(Threads, KeepWhatAnUpdateDoesNotName) {
  post(kThread, R"({"title":"Hello","metadata":{"a":"b"}})");
  const ChatKitThread closed = thread_of(post(kThread, R"({"status":{"type":"closed"}})"));
  EXPECT_EQ(closed.title, "Hello");
  EXPECT_EQ(closed.metadata, (Metadata{{"a", "b"}}));
  EXPECT_EQ(closed.status.type.text(), "closed");
  EXPECT_EQ(thread_of(post(kThread, "{}")).title, "Hello");
}

TEST_F(Threads, KeepAUsersTitleAgainstAGeneratedOne) {
  post(kThread, R"({"title":"Mine"})");
  store::Scope scope;
  scope.project = ProjectId("p1");
  store::ThreadChange change;
  change.title = "Generated";
  change.title_source = store::TitleSource::generated;
  ASSERT_TRUE(test::run(store_->update_thread(scope, ThreadId("t"), change)).has_value());
  EXPECT_EQ(thread_of(get(kThread)).title, "Mine");
}

TEST_F(Threads, RefuseBadUpdatesWithTheirParameter) {
  struct Row {
    std::string body;
    const char* answer;
  };
  for (const Row& row : {
           Row{R"({"title":")" + std::string(256, 't') + "\"}", "200"},
           Row{R"({"title":")" + std::string(257, 't') + "\"}",
               "400 string_above_max_length title"},
           Row{R"({"title":7})", "400 invalid_type title"},
           Row{R"({"status":{"type":"open"}})", "400 invalid_value status.type"},
           Row{R"({"status":{}})", "400 missing_required_parameter status.type"},
           Row{R"({"metadata":{"a":1}})", "400 invalid_type metadata.a"},
           Row{R"({"user":"bob"})", "400 unknown_parameter user"},
           Row{"", "400 invalid_json -"},
       }) {
    EXPECT_EQ(summary(post(kThread, row.body)), row.answer) << row.body.substr(0, 40);
  }
  EXPECT_EQ(send(Sent{Method::post, kThread, "{}", {{"Content-Type", "text/plain"}}}).status, 415);
}

TEST_F(Threads, AreDeletedWithTheirItemsAfterTheirTurnIsStopped) {
  const auto reply =
      send(Sent{Method::delete_, kThread, "", {{"Content-Type", "application/json"}}});
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, R"({"id":"t","object":"chatkit.thread.deleted","deleted":true})");
  EXPECT_THAT(conversation_.stopped, ElementsAre(ThreadId("t")));
  for (const std::string& gone : {kThread, kThread + "/items"}) {
    EXPECT_EQ(summary(get(gone)), "404 not_found -");
  }
  EXPECT_EQ(summary(remove(kThread)), "404 not_found -");
  EXPECT_THAT(thread_ids(get("/v1/chatkit/threads")), IsEmpty());
}

}  // namespace
}  // namespace chatkit::rest
