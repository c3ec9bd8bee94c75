#include <gmock/gmock.h>

#include "contract/store/store_contract.hpp"

// Projects, API keys, sessions, idempotency keys.
namespace chatkit::test {
namespace {

using std::chrono::seconds;
using testing::ElementsAre;

store::ApiKey sample_key(const char* id, char hash) {
  store::ApiKey key;
  key.id = ApiKeyId(id);
  key.project = ProjectId("proj_1");
  key.name = "key";
  // Raw bytes: a zero inside is as good as any.
  key.hash = std::string(16, hash) + std::string(16, '\0');
  key.hint = "ck_...abcd";
  key.created_at = Timestamp(seconds(5));
  return key;
}

TEST_P(StoreContract, KeepsProjectsInTheOrderTheyCame) {
  const auto projects = must(store().list_projects());
  ASSERT_EQ(projects.size(), 2U);
  EXPECT_EQ(projects[0].id, ProjectId("proj_1"));
  EXPECT_EQ(projects[0].name, "Sample");
  EXPECT_EQ(projects[0].created_at, sample_project().created_at);
  EXPECT_EQ(projects[1].id, ProjectId("proj_2"));
}

TEST_P(StoreContract, FindsAnApiKeyByItsHash) {
  must(store().add_api_key(sample_key("key_1", 'a')));
  must(store().add_api_key(sample_key("key_2", 'b')));
  const auto found = must(store().find_api_key(sample_key("", 'b').hash));
  EXPECT_EQ(found.id, ApiKeyId("key_2"));
  EXPECT_EQ(found.project, ProjectId("proj_1"));
  EXPECT_EQ(found.hash, sample_key("", 'b').hash);
  EXPECT_EQ(found.hint, "ck_...abcd");
  EXPECT_EQ(found.revoked_at, std::nullopt);
  EXPECT_EQ(failure_of(store().find_api_key(sample_key("", 'c').hash)).kind, ErrorKind::not_found);
}

TEST_P(StoreContract, RefusesAnApiKeyWhoseHashIsTaken) {
  must(store().add_api_key(sample_key("key_1", 'a')));
  EXPECT_EQ(failure_of(store().add_api_key(sample_key("key_2", 'a'))).kind, ErrorKind::conflict);
}

TEST_P(StoreContract, RefusesAnApiKeyOfAnUnknownProject) {
  auto key = sample_key("key_1", 'a');
  key.project = ProjectId("proj_none");
  EXPECT_EQ(failure_of(store().add_api_key(key)).kind, ErrorKind::not_found);
}

TEST_P(StoreContract, KeepsTheFirstTimeThatAKeyWasRevoked) {
  must(store().add_api_key(sample_key("key_1", 'a')));
  const ProjectId project("proj_1");
  const ApiKeyId id("key_1");
  EXPECT_EQ(must(store().revoke_api_key(project, id, Timestamp(seconds(7)))).revoked_at,
            Timestamp(seconds(7)));
  EXPECT_EQ(must(store().revoke_api_key(project, id, Timestamp(seconds(9)))).revoked_at,
            Timestamp(seconds(7)));
  EXPECT_EQ(must(store().find_api_key(sample_key("", 'a').hash)).revoked_at, Timestamp(seconds(7)));
}

TEST_P(StoreContract, RevokesNoKeyOfAnotherProject) {
  must(store().add_api_key(sample_key("key_1", 'a')));
  const auto error = failure_of(
      store().revoke_api_key(ProjectId("proj_2"), ApiKeyId("key_1"), Timestamp(seconds(7))));
  EXPECT_EQ(error.kind, ErrorKind::not_found);
}

TEST_P(StoreContract, ListsTheKeysOfOneProject) {
  must(store().add_api_key(sample_key("key_1", 'a')));
  EXPECT_EQ(must(store().list_api_keys(ProjectId("proj_1"))).size(), 1U);
  EXPECT_TRUE(must(store().list_api_keys(ProjectId("proj_2"))).empty());
}

TEST_P(StoreContract, KeepsEveryMemberOfASession) {
  auto session = sample_session();
  session.requested_version = "latest";
  session.state_variables = StateVariables{
      {"text", std::string("a\"b")}, {"flag", true}, {"count", std::int64_t{42}}, {"part", 0.5}};
  session.tracing_enabled = false;
  session.configuration.automatic_thread_titling.enabled = false;
  session.configuration.file_upload.enabled = true;
  session.configuration.file_upload.max_file_size = 5;
  session.configuration.file_upload.max_files = std::nullopt;
  session.configuration.history.enabled = false;
  session.configuration.history.recent_threads = 3;
  session.max_requests_per_1_minute = 77;
  session.metadata = {{"key", "value"}};
  must(store().add_session(session, std::nullopt));

  const auto found = must(store().get_session(session.project, session.id));
  EXPECT_EQ(found.project, session.project);
  EXPECT_EQ(found.user, session.user);
  EXPECT_EQ(found.workflow_id, session.workflow_id);
  EXPECT_EQ(found.requested_version, "latest");
  EXPECT_EQ(found.resolved_version, "v2");
  EXPECT_EQ(found.state_variables, session.state_variables);
  EXPECT_FALSE(found.tracing_enabled);
  EXPECT_FALSE(found.configuration.automatic_thread_titling.enabled);
  EXPECT_TRUE(found.configuration.file_upload.enabled);
  EXPECT_EQ(found.configuration.file_upload.max_file_size, 5);
  EXPECT_EQ(found.configuration.file_upload.max_files, std::nullopt);
  EXPECT_FALSE(found.configuration.history.enabled);
  EXPECT_EQ(found.configuration.history.recent_threads, 3);
  EXPECT_EQ(found.max_requests_per_1_minute, 77);
  EXPECT_EQ(found.metadata, session.metadata);
  EXPECT_EQ(found.created_at, session.created_at);
  EXPECT_EQ(found.expires_at, session.expires_at);
  EXPECT_EQ(found.cancelled_at, std::nullopt);
}

TEST_P(StoreContract, TellsNoStateVariablesFromEmptyOnes) {
  auto session = sample_session();
  must(store().add_session(session, std::nullopt));
  EXPECT_EQ(must(store().find_session(session.id)).state_variables, std::nullopt);
  session.id = SessionId("sess_2");
  session.state_variables.emplace();
  must(store().add_session(session, std::nullopt));
  EXPECT_EQ(must(store().find_session(session.id)).state_variables, StateVariables());
}

TEST_P(StoreContract, FindsASessionWithoutItsProjectAndRefusesAnotherProject) {
  must(store().add_session(sample_session(), std::nullopt));
  EXPECT_EQ(must(store().find_session(SessionId("sess_1"))).project, ProjectId("proj_1"));
  EXPECT_EQ(failure_of(store().get_session(ProjectId("proj_2"), SessionId("sess_1"))).kind,
            ErrorKind::not_found);
}

TEST_P(StoreContract, RefusesATakenSessionIdAndKeepsItsIdempotencyKeyFree) {
  must(store().add_session(sample_session(), std::nullopt));
  store::IdempotencyRecord record;
  record.key = "sessions:abc";
  EXPECT_EQ(failure_of(store().add_session(sample_session(), record)).kind, ErrorKind::conflict);
  EXPECT_EQ(failure_of(store().find_idempotency(ProjectId("proj_1"), record.key)).kind,
            ErrorKind::not_found);
}

TEST_P(StoreContract, WritesNoSessionWhoseIdempotencyKeyIsTaken) {
  store::IdempotencyRecord record;
  record.key = "sessions:abc";
  record.body_hash = std::string("\0\1\2", 3);
  record.target = "sess_1";
  record.created_at = Timestamp(seconds(1000));
  must(store().add_session(sample_session(), record));
  EXPECT_EQ(failure_of(store().add_session(sample_session("sess_2"), record)).kind,
            ErrorKind::conflict);
  EXPECT_EQ(failure_of(store().find_session(SessionId("sess_2"))).kind, ErrorKind::not_found);
  const auto found = must(store().find_idempotency(ProjectId("proj_1"), record.key));
  EXPECT_EQ(found.target, "sess_1");
  EXPECT_EQ(found.body_hash, record.body_hash);
  EXPECT_EQ(found.created_at, record.created_at);
  EXPECT_EQ(failure_of(store().find_idempotency(ProjectId("proj_2"), record.key)).kind,
            ErrorKind::not_found);
}

TEST_P(StoreContract, KeepsTheFirstTimeThatASessionWasCancelled) {
  must(store().add_session(sample_session(), std::nullopt));
  const ProjectId project("proj_1");
  const SessionId id("sess_1");
  EXPECT_EQ(must(store().cancel_session(project, id, Timestamp(seconds(1100)))).cancelled_at,
            Timestamp(seconds(1100)));
  EXPECT_EQ(must(store().cancel_session(project, id, Timestamp(seconds(1200)))).cancelled_at,
            Timestamp(seconds(1100)));
  EXPECT_EQ(must(store().find_session(id)).cancelled_at, Timestamp(seconds(1100)));
}

TEST_P(StoreContract, LeavesAnExpiredSessionAsItIsWhenCancelled) {
  must(store().add_session(sample_session(), std::nullopt));
  const auto session = must(
      store().cancel_session(ProjectId("proj_1"), SessionId("sess_1"), Timestamp(seconds(1600))));
  EXPECT_EQ(session.cancelled_at, std::nullopt);
}

TEST_P(StoreContract, CancelsNoSessionOfAnotherProject) {
  must(store().add_session(sample_session(), std::nullopt));
  EXPECT_EQ(failure_of(store().cancel_session(ProjectId("proj_2"), SessionId("sess_1"),
                                              Timestamp(seconds(1100))))
                .kind,
            ErrorKind::not_found);
  EXPECT_EQ(must(store().find_session(SessionId("sess_1"))).cancelled_at, std::nullopt);
}

TEST_P(StoreContract, ChangesOfASessionWhatIsAskedForAndNothingElse) {
  auto session = sample_session();
  session.state_variables = StateVariables{{"a", "x"}, {"b", true}};
  must(store().add_session(session, std::nullopt));
  const Timestamp now(std::chrono::seconds(1100));
  store::SessionChange variables;
  variables.state_variables = StateVariables{{"c", std::int64_t{7}}, {"d", 0.5}};
  const auto changed = must(store().update_session(session.project, session.id, variables, now));
  EXPECT_EQ(changed.state_variables, variables.state_variables) << "replaced as a whole";
  EXPECT_EQ(changed.expires_at, session.expires_at);

  store::SessionChange expiry;
  expiry.expires_at = Timestamp(std::chrono::seconds(9000));
  must(store().update_session(session.project, session.id, expiry, now));
  reopen();
  const auto found = must(store().find_session(session.id));
  EXPECT_EQ(found.state_variables, variables.state_variables);
  EXPECT_EQ(found.expires_at, Timestamp(std::chrono::seconds(9000)));
  EXPECT_EQ(found.user, session.user);
  EXPECT_EQ(found.created_at, session.created_at);

  store::SessionChange none;
  none.state_variables.emplace();
  EXPECT_EQ(must(store().update_session(session.project, session.id, none, now)).state_variables,
            StateVariables());
}

TEST_P(StoreContract, ChangesNoSessionThatHasEnded) {
  store::SessionChange change;
  change.expires_at = Timestamp(std::chrono::seconds(9000));
  const auto ended = [&](const char* id, std::int64_t now_seconds) {
    const Timestamp now{std::chrono::seconds(now_seconds)};
    const auto error =
        failure_of(store().update_session(ProjectId("proj_1"), SessionId(id), change, now));
    EXPECT_EQ(error.kind, ErrorKind::conflict);
    EXPECT_EQ(error.code, "session_ended");
    EXPECT_TRUE(error.permanent);
    EXPECT_EQ(must(store().find_session(SessionId(id))).expires_at,
              Timestamp(std::chrono::seconds(1600)));
  };
  must(store().add_session(sample_session("expired"), std::nullopt));
  ended("expired", 1600);
  must(store().add_session(sample_session("cancelled"), std::nullopt));
  must(store().cancel_session(ProjectId("proj_1"), SessionId("cancelled"),
                              Timestamp(std::chrono::seconds(1100))));
  ended("cancelled", 1200);
}

TEST_P(StoreContract, ChangesNoSessionOfAnotherProject) {
  must(store().add_session(sample_session(), std::nullopt));
  const Timestamp now(std::chrono::seconds(1100));
  for (const char* project : {"proj_2", "none"}) {
    EXPECT_EQ(
        failure_of(store().update_session(ProjectId(project), SessionId("sess_1"), {}, now)).kind,
        ErrorKind::not_found);
  }
  EXPECT_EQ(
      failure_of(store().update_session(ProjectId("proj_1"), SessionId("none"), {}, now)).kind,
      ErrorKind::not_found);
}

TEST_P(StoreContract, ImportsASessionOnce) {
  auto session = sample_session();
  must(store().import_session(session));
  session.user = "someone else";
  must(store().import_session(session));
  EXPECT_EQ(must(store().find_session(session.id)).user, "user_1");
}

TEST_P(StoreContract, ListsSessionsNewestFirstPageByPage) {
  for (int i = 0; i < 5; ++i) {
    auto session = sample_session(("sess_" + std::to_string(i)).c_str());
    session.created_at = Timestamp(seconds(1000 + i / 2));
    must(store().add_session(session, std::nullopt));
  }
  store::PageQuery query;
  query.limit = 3;
  auto page = must(store().list_sessions(ProjectId("proj_1"), query));
  ASSERT_EQ(page.data.size(), 3U);
  EXPECT_EQ(page.data[0].id.str(), "sess_4");
  EXPECT_EQ(page.data[2].id.str(), "sess_2");
  EXPECT_TRUE(page.has_more);
  query.after = "sess_2";
  page = must(store().list_sessions(ProjectId("proj_1"), query));
  ASSERT_EQ(page.data.size(), 2U);
  EXPECT_EQ(page.data[1].id.str(), "sess_0");
  EXPECT_FALSE(page.has_more);
  EXPECT_TRUE(must(store().list_sessions(ProjectId("proj_2"), store::PageQuery())).data.empty());
}

}  // namespace
}  // namespace chatkit::test
