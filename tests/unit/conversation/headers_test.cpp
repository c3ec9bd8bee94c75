#include <gtest/gtest.h>

#include "conversation/request_headers.hpp"

namespace chatkit::conversation {
namespace {

TEST(Capabilities, AreACommaListInAnyCase) {
  EXPECT_TRUE(has_capability("resume", "resume"));
  EXPECT_TRUE(has_capability("stop, Resume ,x", "resume"));
  EXPECT_FALSE(has_capability("", "resume"));
  EXPECT_FALSE(has_capability("resumes,presume", "resume"));
  EXPECT_FALSE(has_capability("resume stop", "resume"));
}

TEST(ContentType, IsJsonOrNotGiven) {
  for (const char* fine :
       {"", "application/json", "Application/JSON; charset=utf-8", "application/vnd.api+json"}) {
    EXPECT_TRUE(check_content_type(fine)) << fine;
  }
  for (const char* refused : {"text/plain", "application/jsonp", "multipart/form-data", "+json"}) {
    const auto checked = check_content_type(refused);
    ASSERT_FALSE(checked) << refused;
    EXPECT_EQ(status_of(checked.error().kind), 415) << refused;
  }
}

}  // namespace
}  // namespace chatkit::conversation
