#include <gmock/gmock.h>

#include "rest_api.hpp"

namespace chatkit::rest {
namespace {

using exchange::Method;
using std::chrono::seconds;
using testing::HasSubstr;

class SessionUpdate : public RestApi {
 protected:
  void SetUp() override {
    RestApi::SetUp();
    created_ = session_of(post(kSessionsPath, R"({"user":"ada","expires_after":{"seconds":300},
        "workflow":{"id":"wf","version":"v9","state_variables":{"a":"x","b":true}}})"));
  }
  exchange::Reply update(const std::string& body) {
    return post(kSessionsPath + "/" + created_.id, body);
  }
  auto authenticate() {
    return test::run(access_->authenticate_client("Bearer " + created_.client_secret, "192.0.2.1"));
  }

  ChatSession created_;
};

TEST_F(SessionUpdate, ReplacesTheStateVariablesAsAWhole) {
  const auto session =
      session_of(update(R"({"workflow":{"state_variables":{"c":7,"d":0.5,"e":"y"}}})"));
  const StateVariables variables = {{"c", std::int64_t{7}}, {"d", 0.5}, {"e", "y"}};
  EXPECT_EQ(session.workflow.state_variables, variables);
  EXPECT_EQ(session.id, created_.id);
  EXPECT_EQ(session.client_secret, created_.client_secret);
  EXPECT_EQ(session.expires_at, created_.expires_at);
  EXPECT_EQ(session.workflow.version, "v9");
  EXPECT_EQ(session.user, "ada");
  EXPECT_EQ(get(kSessionsPath + "/" + created_.id).body, update("{}").body);
  EXPECT_EQ(session_of(get(kSessionsPath + "/" + created_.id)).workflow.state_variables, variables);
}

TEST_F(SessionUpdate, IsSeenByTheSessionsNextCall) {
  ASSERT_TRUE(authenticate().has_value());
  update(R"({"workflow":{"state_variables":{"c":"new"}}})");
  EXPECT_EQ(authenticate()->session.state_variables, (StateVariables{{"c", "new"}}));
}

TEST_F(SessionUpdate, EmptiesTheStateVariables) {
  const auto session = session_of(update(R"({"workflow":{"state_variables":{}}})"));
  EXPECT_EQ(session.workflow.state_variables, StateVariables());
}

TEST_F(SessionUpdate, ChangesNothingThatIsNotGiven) {
  for (const char* body : {"{}", R"({"workflow":null,"expires_after":null})", R"({"workflow":{}})",
                           R"({"workflow":{"state_variables":null},"expires_after":{}})"}) {
    const auto session = session_of(update(body));
    EXPECT_EQ(session.workflow.state_variables, created_.workflow.state_variables) << body;
    EXPECT_EQ(session.expires_at, created_.expires_at) << body;
  }
}

TEST_F(SessionUpdate, CountsTheNewExpiryFromNow) {
  clock_.advance(seconds(100));
  const auto session =
      session_of(update(R"({"expires_after":{"anchor":"created_at","seconds":600}})"));
  EXPECT_EQ(session.expires_at, test::ManualClock::kStart + seconds(700));
  clock_.advance(seconds(599));
  EXPECT_TRUE(authenticate().has_value());
  clock_.advance(seconds(1));
  EXPECT_EQ(authenticate().error().code, "session_expired");
}

TEST_F(SessionUpdate, MayShortenASession) {
  EXPECT_EQ(session_of(update(R"({"expires_after":5})")).expires_at,
            test::ManualClock::kStart + seconds(5));
}

TEST_F(SessionUpdate, RefusesASessionThatHasEnded) {
  clock_.advance(seconds(300));
  const auto expired = update(R"({"expires_after":{"seconds":60}})");
  EXPECT_EQ(summary(expired), "409 session_ended -");
  bool may_retry = true;
  for (const auto& header : expired.headers) {
    if (header.name == "x-should-retry") may_retry = header.value != "false";
  }
  EXPECT_FALSE(may_retry);
  EXPECT_EQ(session_of(get(kSessionsPath + "/" + created_.id)).status.text(), "expired");

  const auto other = session_of(post(kSessionsPath, R"({"user":"ada","workflow":{"id":"wf"}})"));
  post(kSessionsPath + "/" + other.id + "/cancel", "");
  EXPECT_EQ(summary(post(kSessionsPath + "/" + other.id, "{}")), "409 session_ended -");
}

TEST_F(SessionUpdate, HasTheBoundsOfCreate) {
  const auto variables = [](int count) {
    std::string out;
    for (int i = 0; i < count; ++i) out += (i == 0 ? "\"k" : ",\"k") + std::to_string(i) + "\":1";
    return R"({"workflow":{"state_variables":{)" + out + "}}}";
  };
  const auto key = [](std::size_t chars) {
    return R"({"workflow":{"state_variables":{")" + std::string(chars, 'k') + R"(":1}}})";
  };
  EXPECT_EQ(summary(update(variables(64))), "200");
  EXPECT_EQ(summary(update(variables(65))),
            "400 object_above_max_properties workflow.state_variables");
  EXPECT_EQ(summary(update(key(64))), "200");
  EXPECT_THAT(summary(update(key(65))), HasSubstr("400 string_above_max_length"));
  EXPECT_EQ(summary(update(R"({"workflow":{"state_variables":{"a":[1]}}})")),
            "400 invalid_type workflow.state_variables.a");
  EXPECT_EQ(summary(update(R"({"workflow":{"state_variables":{"a":"\u0000"}}})")),
            "400 invalid_value workflow.state_variables.a");
  EXPECT_EQ(summary(update(R"({"expires_after":{"seconds":1}})")), "200");
  EXPECT_EQ(summary(update(R"({"expires_after":{"seconds":0}})")),
            "400 integer_below_min_value expires_after.seconds");
  EXPECT_EQ(summary(update(R"({"expires_after":{"seconds":601}})")),
            "400 integer_above_max_value expires_after.seconds");
  EXPECT_EQ(summary(update(R"({"expires_after":{"anchor":"now","seconds":60}})")),
            "400 invalid_value expires_after.anchor");
  EXPECT_EQ(summary(update(R"({"expires_after":{"anchor":"created_at"}})")),
            "400 missing_required_parameter expires_after.seconds");
}

TEST_F(SessionUpdate, RefusesWhatCannotBeChanged) {
  EXPECT_EQ(summary(update(R"({"user":"eve"})")), "400 unknown_parameter user");
  EXPECT_EQ(summary(update(R"({"workflow":{"id":"w 2"}})")), "400 unknown_parameter workflow.id");
  EXPECT_EQ(summary(update(R"({"workflow":{"version":"v10"}})")),
            "400 unknown_parameter workflow.version");
  EXPECT_EQ(summary(update(R"({"metadata":{}})")), "400 unknown_parameter metadata");
  EXPECT_EQ(summary(update("[]")), "400 invalid_type -");
  EXPECT_EQ(summary(update("{")), "400 invalid_json -");
  const auto reply = send(Sent{
      Method::post, kSessionsPath + "/" + created_.id, "{}", {{"Content-Type", "text/plain"}}});
  EXPECT_EQ(reply.status, 415);
  EXPECT_EQ(session_of(get(kSessionsPath + "/" + created_.id)).user, "ada");
}

}  // namespace
}  // namespace chatkit::rest
