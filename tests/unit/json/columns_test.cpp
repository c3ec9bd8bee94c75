#include "json/columns.hpp"

#include <gtest/gtest.h>

namespace chatkit::json {
namespace {

TEST(Columns, KeepCounts) {
  const std::map<std::string, std::uint64_t, std::less<>> counts = {
      {"", 0}, {"thread.item.done", 1}, {"a \"b\"\n", 9'007'199'254'740'993}};
  std::string out;
  write_counts(out, counts);
  EXPECT_EQ(read_counts(out).value(), counts);
}

TEST(Columns, WriteCountsAsAnObject) {
  std::string out;
  write_counts(out, {{"a", 1}, {"b", 2}});
  EXPECT_EQ(out, R"({"a":1,"b":2})");
  EXPECT_TRUE(read_counts("{}").value().empty());
}

TEST(Columns, KeepTexts) {
  const std::vector<std::string> texts = {"", "plain", "a\nb\"c\\", "\xC3\xA9"};
  std::string out;
  write_texts(out, texts);
  EXPECT_EQ(read_texts(out).value(), texts);
}

TEST(Columns, WriteTextsAsAnArray) {
  std::string out;
  write_texts(out, {"a", "b"});
  EXPECT_EQ(out, R"(["a","b"])");
  EXPECT_TRUE(read_texts("[]").value().empty());
}

TEST(Columns, RefuseAnotherShape) {
  EXPECT_FALSE(read_counts("[]"));
  EXPECT_FALSE(read_counts(R"({"a":"1"})"));
  EXPECT_FALSE(read_texts("{}"));
  EXPECT_FALSE(read_texts("[1]"));
}

}  // namespace
}  // namespace chatkit::json
