#include <gtest/gtest.h>

#include "json/rest.hpp"

namespace chatkit::json {
namespace {

Result<SessionUpdateParams> read_update(std::string_view json) {
  return read_session_update(json, SessionCreateLimits());
}

std::string failure(std::string_view json) {
  const auto read = read_update(json);
  return read ? "" : read.error().code + " " + read.error().param.value_or("-");
}

TEST(SessionUpdate, ReadsBothParameters) {
  const auto body =
      read_update(R"({"workflow":{"state_variables":{"s":"x","b":false,"i":3,"n":1.5}},)"
                  R"("expires_after":{"anchor":"created_at","seconds":60}})");
  ASSERT_TRUE(body);
  const StateVariables variables = {{"s", "x"}, {"b", false}, {"i", std::int64_t{3}}, {"n", 1.5}};
  EXPECT_EQ(body->state_variables, variables);
  ASSERT_TRUE(body->expires_after);
  EXPECT_EQ(body->expires_after->seconds, 60);
}

TEST(SessionUpdate, TellsAbsentFromEmpty) {
  for (const char* json : {"{}", R"({"workflow":{}})", R"({"workflow":null})",
                           R"({"workflow":{"state_variables":null}})"}) {
    const auto body = read_update(json);
    ASSERT_TRUE(body) << json;
    EXPECT_FALSE(body->state_variables) << json;
    EXPECT_FALSE(body->expires_after) << json;
  }
  EXPECT_EQ(read_update(R"({"workflow":{"state_variables":{}}})")->state_variables,
            StateVariables());
}

TEST(SessionUpdate, TakesTheFormsOfOlderDocumentation) {
  EXPECT_EQ(read_update(R"({"expires_after":30})")->expires_after->seconds, 30);
  EXPECT_EQ(read_update(R"({"expires_after":{"seconds":31}})")->expires_after->seconds, 31);
}

TEST(SessionUpdate, RefusesWhatAnUpdateDoesNotChange) {
  EXPECT_EQ(failure(R"({"user":"a"})"), "unknown_parameter user");
  EXPECT_EQ(failure(R"({"rate_limits":{}})"), "unknown_parameter rate_limits");
  EXPECT_EQ(failure(R"({"workflow":{"id":"w"}})"), "unknown_parameter workflow.id");
  EXPECT_EQ(failure(R"({"workflow":{"tracing":{}}})"), "unknown_parameter workflow.tracing");
  EXPECT_EQ(failure(R"({"expires_after":{"seconds":1,"from":"now"}})"),
            "unknown_parameter expires_after.from");
  EXPECT_EQ(failure(R"({"workflow":[]})"), "invalid_type workflow");
}

}  // namespace
}  // namespace chatkit::json
