#include <gmock/gmock.h>

#include "rest_api.hpp"

namespace chatkit::rest {
namespace {

using exchange::Method;
using std::chrono::seconds;
using testing::HasSubstr;
using testing::MatchesRegex;

class Sessions : public RestApi {
 protected:
  ChatSession create(const std::string& body) { return session_of(post(kSessionsPath, body)); }
};

TEST_F(Sessions, HaveTheDefaultsOfTheContract) {
  const ChatSession session = create(R"({"user":"ada","workflow":{"id":"wf"}})");
  EXPECT_THAT(session.id, MatchesRegex("cksess_[0-9a-f]{48}"));
  EXPECT_EQ(session.object, "chatkit.session");
  EXPECT_THAT(session.client_secret, MatchesRegex("ek_[0-9a-f]{8}_[0-9a-f]{48}_[0-9a-f]{64}"));
  EXPECT_EQ(session.expires_at, test::ManualClock::kStart + seconds(600));
  EXPECT_EQ(session.max_requests_per_1_minute, 10);
  EXPECT_EQ(session.rate_limits.max_requests_per_1_minute, 10);
  EXPECT_EQ(session.status.text(), "active");
  EXPECT_EQ(session.user, "ada");
  EXPECT_EQ(session.workflow.id, "wf");
  EXPECT_FALSE(session.workflow.version.has_value());
  EXPECT_FALSE(session.workflow.state_variables.has_value());
  EXPECT_TRUE(session.workflow.tracing.enabled);
  const auto& configuration = session.chatkit_configuration;
  EXPECT_TRUE(configuration.automatic_thread_titling.enabled);
  EXPECT_FALSE(configuration.file_upload.enabled);
  EXPECT_EQ(configuration.file_upload.max_file_size, 512);
  EXPECT_EQ(configuration.file_upload.max_files, 10);
  EXPECT_TRUE(configuration.history.enabled);
  EXPECT_FALSE(configuration.history.recent_threads.has_value());
}

TEST_F(Sessions, EchoWhatWasAskedFor) {
  const ChatSession session = create(R"({
    "user": "ada",
    "workflow": {"id": "wf", "version": "v9", "tracing": {"enabled": false},
                 "state_variables": {"s": "x", "b": true, "i": 7, "n": 0.5}},
    "expires_after": {"anchor": "created_at", "seconds": 60},
    "rate_limits": {"max_requests_per_1_minute": 99},
    "chatkit_configuration": {"automatic_thread_titling": {"enabled": false},
                              "file_upload": {"enabled": true, "max_file_size": 5, "max_files": 2},
                              "history": {"enabled": false, "recent_threads": 4}}})");
  EXPECT_EQ(session.workflow.version, "v9");
  const StateVariables variables = {{"s", "x"}, {"b", true}, {"i", std::int64_t{7}}, {"n", 0.5}};
  EXPECT_EQ(session.workflow.state_variables, variables);
  EXPECT_FALSE(session.workflow.tracing.enabled);
  EXPECT_EQ(session.expires_at, test::ManualClock::kStart + seconds(60));
  EXPECT_EQ(session.max_requests_per_1_minute, 99);
  EXPECT_EQ(session.rate_limits.max_requests_per_1_minute, 99);
  EXPECT_FALSE(session.chatkit_configuration.automatic_thread_titling.enabled);
  EXPECT_TRUE(session.chatkit_configuration.file_upload.enabled);
  EXPECT_EQ(session.chatkit_configuration.file_upload.max_file_size, 5);
  EXPECT_EQ(session.chatkit_configuration.file_upload.max_files, 2);
  EXPECT_FALSE(session.chatkit_configuration.history.enabled);
  EXPECT_EQ(session.chatkit_configuration.history.recent_threads, 4);
}

TEST_F(Sessions, WriteNullWhereNothingWasAskedFor) {
  const auto reply = post(kSessionsPath, R"({"user":"ada","workflow":{"id":"wf"}})");
  EXPECT_THAT(reply.body, HasSubstr("\"version\":null"));
  EXPECT_THAT(reply.body, HasSubstr("\"state_variables\":null"));
  EXPECT_THAT(reply.body, HasSubstr("\"recent_threads\":null"));
}

TEST_F(Sessions, TellEmptyStateVariablesFromNone) {
  const auto session = create(R"({"user":"ada","workflow":{"id":"wf","state_variables":{}}})");
  ASSERT_TRUE(session.workflow.state_variables.has_value());
  EXPECT_TRUE(session.workflow.state_variables->empty());
}

TEST_F(Sessions, TakeNullAsAbsent) {
  const ChatSession session = create(R"({"user":"ada","expires_after":null,"rate_limits":null,
      "chatkit_configuration":null,"metadata":null,
      "workflow":{"id":"wf","version":null,"state_variables":null,"tracing":null}})");
  EXPECT_EQ(session.expires_at, test::ManualClock::kStart + seconds(600));
  EXPECT_FALSE(session.workflow.version.has_value());
}

TEST_F(Sessions, TakeTheFormsOfOlderDocumentation) {
  const ChatSession session = create(
      R"({"user":"ada","workflow":{"id":"wf"},"expires_after":30,"rate_limits":{"per_minute":7}})");
  EXPECT_EQ(session.expires_at, test::ManualClock::kStart + seconds(30));
  EXPECT_EQ(session.max_requests_per_1_minute, 7);
  const ChatSession no_anchor =
      create(R"({"user":"ada","workflow":{"id":"wf"},"expires_after":{"seconds":31}})");
  EXPECT_EQ(no_anchor.expires_at, test::ManualClock::kStart + seconds(31));
}

TEST_F(Sessions, KeepTheVersionThatLatestMeant) {
  for (const char* body : {R"({"user":"ada","workflow":{"id":"wf","version":"latest"}})",
                           R"({"user":"ada","workflow":{"id":"wf"}})"}) {
    const SessionId id(create(body).id);
    EXPECT_EQ(test::run(store_->find_session(id))->resolved_version, "v10");
  }
  EXPECT_EQ(create(R"({"user":"ada","workflow":{"id":"wf","version":"latest"}})").workflow.version,
            "latest");
}

TEST_F(Sessions, TakeAnyWorkflowId) {
  EXPECT_EQ(create(R"({"user":"ada","workflow":{"id":"w 2"}})").workflow.id, "w 2");
}

TEST_F(Sessions, KeepTheirMetadataForTheirThreads) {
  const SessionId id(
      create(R"({"user":"ada","workflow":{"id":"wf"},"metadata":{"plan":"gold"}})").id);
  const Metadata expected = {{"plan", "gold"}};
  EXPECT_EQ(test::run(store_->find_session(id))->metadata, expected);
}

TEST_F(Sessions, AreRetrievedAsTheyWereCreated) {
  const auto created =
      post(kSessionsPath, R"({"user":"ada","workflow":{"id":"wf","version":"v9"}})");
  const auto again = get(kSessionsPath + "/" + session_of(created).id);
  EXPECT_EQ(again.body, created.body);
}

TEST_F(Sessions, LoseTheirSecretWhenTheyAreCancelled) {
  const ChatSession session = create(R"({"user":"ada","workflow":{"id":"wf"}})");
  const auto cancelled = send(Sent{Method::post,
                                   kSessionsPath + "/" + session.id + "/cancel",
                                   "",
                                   {{"Content-Type", "application/json"}}});
  EXPECT_EQ(session_of(cancelled).status.text(), "cancelled");
  EXPECT_EQ(session_of(cancelled).client_secret, "");
  clock_.advance(seconds(5));
  const auto again = send(Sent{Method::post, kSessionsPath + "/" + session.id + "/cancel"});
  EXPECT_EQ(again.body, cancelled.body);
  EXPECT_EQ(get(kSessionsPath + "/" + session.id).body, cancelled.body);

  clock_.advance(seconds(600));
  EXPECT_EQ(session_of(get(kSessionsPath + "/" + session.id)).status.text(), "cancelled");
}

TEST_F(Sessions, ExpireByTheClockAndStayExpired) {
  const ChatSession session = create(R"({"user":"ada","workflow":{"id":"wf"}})");
  clock_.advance(seconds(600) - std::chrono::microseconds(1));
  EXPECT_EQ(session_of(get(kSessionsPath + "/" + session.id)).status.text(), "active");
  clock_.advance(std::chrono::microseconds(1));
  EXPECT_EQ(session_of(get(kSessionsPath + "/" + session.id)).status.text(), "expired");
  EXPECT_EQ(session_of(post(kSessionsPath + "/" + session.id + "/cancel", "")).status.text(),
            "expired");
}

TEST_F(Sessions, GiveASecretThatOpensTheConversation) {
  const ChatSession session = create(R"({"user":"ada","workflow":{"id":"wf"}})");
  const auto caller =
      test::run(access_->authenticate_client("Bearer " + session.client_secret, "192.0.2.1"));
  ASSERT_TRUE(caller.has_value());
  EXPECT_EQ(caller->session.id, SessionId(session.id));
  post(kSessionsPath + "/" + session.id + "/cancel", "");
  const auto refused =
      test::run(access_->authenticate_client("Bearer " + session.client_secret, "192.0.2.1"));
  EXPECT_EQ(refused.error().code, "session_cancelled");
}

TEST_F(Sessions, AreImportedUnderAnyId) {
  store::Session imported;
  imported.id = SessionId("sess/hosted+1");
  imported.project = ProjectId("p1");
  imported.user = "ada";
  imported.workflow_id = "gone";
  imported.expires_at = clock_.now();
  ASSERT_TRUE(test::run(store_->import_session(imported)).has_value());
  const ChatSession session = session_of(get(kSessionsPath + "/sess%2Fhosted+1"));
  EXPECT_EQ(session.id, "sess/hosted+1");
  EXPECT_EQ(session.status.text(), "expired");
}

}  // namespace
}  // namespace chatkit::rest
