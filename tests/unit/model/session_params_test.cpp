#include <gtest/gtest.h>

#include "chatkit/session.hpp"
#include "chatkit/thread.hpp"

namespace chatkit {
namespace {

// The documentation's spelling: it must compile as written, without warnings, with both compilers.
TEST(SessionCreateParams, TakesTheBracesOfTheDocumentation) {
  SessionCreateParams p{.user = "u",
                        .workflow = {.id = "w",
                                     .state_variables = {{"context", "customer_support"}},
                                     .version = "v1.0"},
                        .rate_limits = {{.max_requests_per_1_minute = 20}}};
  EXPECT_EQ(p.user, "u");
  EXPECT_EQ(p.workflow.state_variables.at("context"), StateValue("customer_support"));
  EXPECT_EQ(p.workflow.version, "v1.0");
  ASSERT_TRUE(p.rate_limits);
  EXPECT_EQ(p.rate_limits->max_requests_per_1_minute, 20);
  EXPECT_FALSE(p.chatkit_configuration);
  EXPECT_FALSE(p.expires_after);
}

TEST(SessionCreateParams, TakesStateVariablesOfEveryType) {
  const StateVariables variables = {
      {"text", "x"}, {"flag", true}, {"count", std::int64_t{3}}, {"rate", 0.5}};
  EXPECT_TRUE(std::holds_alternative<std::string>(variables.at("text")));
  EXPECT_TRUE(std::holds_alternative<bool>(variables.at("flag")));
  EXPECT_TRUE(std::holds_alternative<std::int64_t>(variables.at("count")));
  EXPECT_TRUE(std::holds_alternative<double>(variables.at("rate")));
}

TEST(SessionCreateParams, TakesAnIntegerLiteralAsAnInteger) {
  const StateVariables variables = {{"count", 3}};
  EXPECT_EQ(variables.at("count"), StateValue(std::int64_t{3}));
}

TEST(OpenEnum, KeepsTheTextOfAValueItDoesNotKnow) {
  const auto status = ThreadStatusType::from_text("frozen");
  EXPECT_EQ(status, ThreadStatusType::Known::unknown);
  EXPECT_EQ(status.text(), "frozen");
  EXPECT_EQ(ThreadStatusType::from_text("closed"), ThreadStatusType::Known::closed);
  EXPECT_EQ(ThreadStatusType(), ThreadStatusType::Known::active);
}

}  // namespace
}  // namespace chatkit
