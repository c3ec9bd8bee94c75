#include "chatkit/headers.hpp"

#include <gmock/gmock.h>

namespace chatkit {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

TEST(Headers, FindsNamesWithoutRegardToCase) {
  const Headers headers({{"X-Request-Id", "req_1"}});
  EXPECT_EQ(headers.get("x-request-ID"), "req_1");
  EXPECT_FALSE(headers.has("x-request"));
}

TEST(Headers, SetReplacesEveryValueInPlace) {
  Headers headers({{"A", "1"}, {"B", "2"}, {"a", "3"}});
  headers.set("a", "4");
  EXPECT_THAT(headers, ElementsAre(Pair("A", "4"), Pair("B", "2")));
}

TEST(Headers, RemoveTakesEveryValue) {
  Headers headers({{"A", "1"}, {"B", "2"}, {"a", "3"}});
  headers.remove("A");
  EXPECT_THAT(headers, ElementsAre(Pair("B", "2")));
}

TEST(HeaderOverrides, KnowsOneNameInAnyCase) {
  HeaderOverrides overrides{{"OpenAI-Beta", "one"}};
  overrides["openai-beta"] = std::nullopt;
  ASSERT_EQ(overrides.size(), 1U);
  EXPECT_EQ(overrides.at("OPENAI-BETA"), std::nullopt);
}

}  // namespace
}  // namespace chatkit
