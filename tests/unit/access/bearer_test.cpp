#include "access/bearer.hpp"

#include <gtest/gtest.h>

#include <string>

namespace chatkit::access {
namespace {

TEST(BearerToken, TakesTheSchemeInAnyCase) {
  EXPECT_EQ(bearer_token("Bearer sk-1"), "sk-1");
  EXPECT_EQ(bearer_token("bearer sk-1"), "sk-1");
  EXPECT_EQ(bearer_token("BEARER sk-1"), "sk-1");
}

TEST(BearerToken, AllowsSpaceAroundTheToken) {
  EXPECT_EQ(bearer_token("Bearer  \tsk-1 \t"), "sk-1");
}

TEST(BearerToken, IsEmptyForEveryOtherForm) {
  for (const char* header : {"", "Bearer", "Bearer ", "Bearer \t ", "Bearersk-1", "Basic dTpw",
                             "sk-1", "Bearer a b", "Bear er"}) {
    EXPECT_EQ(bearer_token(header), "") << header;
  }
}

TEST(Masked, ShowsTheEndsOfALongCredential) {
  EXPECT_EQ(masked("sk-ck-ab" + std::string(44, 'x') + "1b2c"), "sk-ck-ab***************1b2c");
}

TEST(Masked, ShowsNothingOfAShortOne) {
  EXPECT_EQ(masked("sk-ck-abcdefghijklmnopq"), "***************");
  EXPECT_EQ(masked("abc"), "***");
  EXPECT_EQ(masked("sk-ck-abcdefghijklmnopqr"), "sk-ck-ab************opqr");
}

TEST(Masked, RepeatsNothingUnprintable) {
  EXPECT_EQ(masked("\x1b[2J\xffsk-" + std::string(20, 'x')).substr(0, 8), "?[2J?sk-");
}

}  // namespace
}  // namespace chatkit::access
