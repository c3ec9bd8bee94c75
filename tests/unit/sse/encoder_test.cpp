#include "sse/encoder.hpp"

#include <gtest/gtest.h>

namespace chatkit::sse {
namespace {

std::string encoded(const Event& event) {
  std::string out;
  const auto result = append_event(out, event);
  return result ? out : "error: " + result.error().code;
}

TEST(SseEncoder, WritesIdTypeAndData) {
  EXPECT_EQ(encoded({.data = "{}", .id = "run_1:2", .type = "ping"}),
            "id: run_1:2\nevent: ping\ndata: {}\n\n");
}

TEST(SseEncoder, WritesOneDataLineForEmptyData) { EXPECT_EQ(encoded({}), "data: \n\n"); }

TEST(SseEncoder, SplitsDataAtEveryLineEnding) {
  EXPECT_EQ(encoded({.data = "a\nb\rc\r\nd", .id = {}, .type = {}}),
            "data: a\ndata: b\ndata: c\ndata: d\n\n");
  EXPECT_EQ(encoded({.data = "a\n", .id = {}, .type = {}}), "data: a\ndata: \n\n");
  EXPECT_EQ(encoded({.data = "\n\r", .id = {}, .type = {}}), "data: \ndata: \ndata: \n\n");
}

TEST(SseEncoder, RefusesLineEndsInNamesAndLeavesTheOutputAlone) {
  const Event bad[] = {{.data = "x", .id = "a\nb", .type = {}},
                       {.data = "x", .id = "a\rb", .type = {}},
                       {.data = "x", .id = std::string("a\0b", 3), .type = {}},
                       {.data = "x", .id = {}, .type = "a\nb"},
                       {.data = "x", .id = {}, .type = "a\rb"}};
  for (const auto& event : bad) {
    std::string out = "before";
    const auto result = append_event(out, event);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, "invalid_value");
    EXPECT_EQ(out, "before");
  }
}

TEST(SseEncoder, WritesComments) {
  std::string out;
  append_comment(out, "end");
  EXPECT_EQ(out, ": end\n\n");
}

}  // namespace
}  // namespace chatkit::sse
