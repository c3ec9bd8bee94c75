#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "access/access.hpp"
#include "fake_store.hpp"
#include "support/counting_random.hpp"
#include "support/manual_clock.hpp"
#include "support/run.hpp"

namespace chatkit::access {
namespace {

using std::chrono::seconds;
using testing::HasSubstr;
using testing::Not;

class ClientAccess : public testing::Test {
 protected:
  ClientAccess() : access_(parts(std::string(32, 'k'), "")) {
    store::Session session;
    session.id = new_session_id(clock_.now(), random_);
    session.project = ProjectId("p");
    session.user = "ada";
    session.workflow_id = "wf";
    session.created_at = clock_.now();
    session.expires_at = clock_.now() + seconds(600);
    session.max_requests_per_1_minute = 2;
    id_ = session.id;
    store_.sessions[id_] = session;
  }

  AccessParts parts(std::string current, std::string previous) {
    AccessParts parts;
    parts.store = &store_;
    parts.clock = &clock_;
    parts.random = &random_;
    parts.keys.current = Secret(std::move(current));
    parts.keys.previous = Secret(std::move(previous));
    return parts;
  }
  store::Session& session() { return store_.sessions.at(id_); }
  std::string header() { return "Bearer " + access_.client_secret(session()); }
  Result<ClientCaller> authenticate(const std::string& header) {
    return test::run(access_.authenticate_client(header, "192.0.2.1"));
  }

  FakeStore store_;
  test::ManualClock clock_;
  test::CountingRandom random_;
  Access access_;
  SessionId id_;
};

TEST_F(ClientAccess, IsOneUserOfOneWorkflow) {
  const auto caller = authenticate(header());
  ASSERT_TRUE(caller.has_value());
  EXPECT_EQ(caller->session.id, id_);
  EXPECT_EQ(caller->scope.project, ProjectId("p"));
  EXPECT_EQ(caller->scope.user, "ada");
  EXPECT_EQ(caller->scope.workflow_id, "wf");
  EXPECT_FALSE(caller->scope.session.has_value());
  EXPECT_FALSE(caller->scope.newest_threads.has_value());
}

TEST_F(ClientAccess, WithoutHistoryIsItsOwnSessionAlone) {
  session().configuration.history.enabled = false;
  session().configuration.history.recent_threads = 5;
  const auto caller = authenticate(header());
  EXPECT_EQ(caller->scope.session, id_);
  EXPECT_FALSE(caller->scope.newest_threads.has_value());
}

TEST_F(ClientAccess, WithRecentThreadsSeesTheNewestAlone) {
  session().configuration.history.recent_threads = 5;
  EXPECT_EQ(authenticate(header())->scope.newest_threads, 5U);
}

TEST_F(ClientAccess, EndsWithTheSession) {
  const std::string secret = header();
  clock_.advance(seconds(600) - std::chrono::microseconds(1));
  EXPECT_TRUE(authenticate(secret).has_value());
  clock_.advance(std::chrono::microseconds(1));
  const auto refused = authenticate(secret);
  EXPECT_EQ(refused.error().kind, ErrorKind::authentication);
  EXPECT_EQ(refused.error().code, "session_expired");
}

TEST_F(ClientAccess, EndsAtOnceWhenTheSessionIsCancelled) {
  const std::string secret = header();
  EXPECT_TRUE(authenticate(secret).has_value());
  session().cancelled_at = clock_.now();
  EXPECT_EQ(authenticate(secret).error().code, "session_cancelled");
}

TEST_F(ClientAccess, IsRefusedWithoutTheSecretOfASession) {
  const std::string genuine = access_.client_secret(session());
  for (const std::string& wrong :
       {std::string(""), std::string("Bearer "), "Bearer sk-ck-" + std::string(48, 'a'),
        "Bearer " + genuine.substr(0, genuine.size() - 1) + "g", "Basic " + genuine}) {
    const auto refused = authenticate(wrong);
    ASSERT_TRUE(refused.has_error()) << wrong;
    EXPECT_EQ(refused.error().kind, ErrorKind::authentication);
    EXPECT_EQ(refused.error().code, "invalid_client_secret");
    EXPECT_THAT(refused.error().message, Not(HasSubstr(id_.str().substr(20))));
  }
  EXPECT_EQ(store_.session_lookups, 0) << "a forged secret is refused before the store is asked";
}

TEST_F(ClientAccess, IsRefusedOnceTheSessionIsGone) {
  const std::string secret = header();
  store_.sessions.clear();
  EXPECT_EQ(authenticate(secret).error().code, "invalid_client_secret");
}

TEST_F(ClientAccess, SurvivesOneRotationOfTheSigningKey) {
  const std::string secret = header();
  Access rotating(parts(std::string(32, 'n'), std::string(32, 'k')));
  EXPECT_TRUE(test::run(rotating.authenticate_client(secret, "192.0.2.1")).has_value());
  Access rotated(parts(std::string(32, 'n'), ""));
  const auto refused = test::run(rotated.authenticate_client(secret, "192.0.2.1"));
  EXPECT_EQ(refused.error().code, "invalid_client_secret");
}

TEST_F(ClientAccess, MayFail60TimesAMinuteWithoutLockingOutTheGenuine) {
  for (int i = 0; i < 60; ++i) {
    ASSERT_EQ(authenticate("Bearer forged").error().kind, ErrorKind::authentication);
  }
  EXPECT_EQ(authenticate("Bearer forged").error().kind, ErrorKind::rate_limited);
  EXPECT_TRUE(authenticate(header()).has_value());
}

TEST_F(ClientAccess, CountsRequestsByTheSessionsOwnLimit) {
  EXPECT_EQ(access_.count_request(session()).remaining, 1);
  EXPECT_TRUE(access_.count_request(session()).allowed);
  EXPECT_FALSE(access_.count_request(session()).allowed);
  clock_.advance(seconds(60));
  EXPECT_TRUE(access_.count_request(session()).allowed);
}

TEST_F(ClientAccess, CountsReadsApartFromRequests) {
  for (int i = 0; i < 120; ++i) ASSERT_TRUE(access_.count_read(session()).allowed) << i;
  const RateVerdict refused = access_.count_read(session());
  EXPECT_FALSE(refused.allowed);
  EXPECT_EQ(refused.limit, 120);
  EXPECT_TRUE(access_.count_request(session()).allowed);
}

}  // namespace
}  // namespace chatkit::access
