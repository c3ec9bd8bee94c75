#include <gtest/gtest.h>

#include "json/rest.hpp"

// The strict reader of the thread update body (our extension).
namespace chatkit::json {
namespace {

std::string verdict(std::string_view json) {
  const auto result = read_thread_update(json, {});
  return result ? "ok" : result.error().code + " " + result.error().param.value_or("-");
}

TEST(ThreadUpdate, ReadsEveryParameter) {
  const auto update = read_thread_update(
      R"({"title":"t","metadata":{"a":"b"},"status":{"type":"closed","reason":"done"}})", {});
  ASSERT_TRUE(update);
  EXPECT_EQ(update->title, "t");
  EXPECT_EQ(update->metadata, (Metadata{{"a", "b"}}));
  EXPECT_EQ(update->status->type, ThreadStatusType::Known::closed);
  EXPECT_EQ(update->status->reason, "done");
}

TEST(ThreadUpdate, LeavesAloneWhatIsNullOrAbsent) {
  const auto update = read_thread_update(R"({"title":null})", {});
  ASSERT_TRUE(update);
  EXPECT_FALSE(update->title);
  EXPECT_FALSE(update->metadata);
  EXPECT_FALSE(update->status);
}

TEST(ThreadUpdate, RefusesWithCodeAndParam) {
  EXPECT_EQ(verdict(R"({"titel":"t"})"), "unknown_parameter titel");
  EXPECT_EQ(verdict(R"({"title":1})"), "invalid_type title");
  EXPECT_EQ(verdict(R"({"title":"\u0000"})"), "invalid_value title");
  EXPECT_EQ(verdict(R"({"status":{}})"), "missing_required_parameter status.type");
  EXPECT_EQ(verdict(R"({"status":{"type":"gone"}})"), "invalid_value status.type");
  EXPECT_EQ(verdict(R"({"status":{"type":"active","x":1}})"), "unknown_parameter status.x");
  EXPECT_EQ(verdict(R"({"metadata":{"a":null}})"), "invalid_type metadata.a");
}

TEST(ThreadUpdate, TakesATitleAtTheLimitAndRefusesOnePast) {
  EXPECT_EQ(verdict(R"({"title":""})"), "string_below_min_length title");
  EXPECT_EQ(verdict(R"({"title":")" + std::string(256, 'x') + "\"}"), "ok");
  EXPECT_EQ(verdict(R"({"title":")" + std::string(257, 'x') + "\"}"),
            "string_above_max_length title");
}

}  // namespace
}  // namespace chatkit::json
