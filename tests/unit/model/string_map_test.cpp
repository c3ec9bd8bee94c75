#include "model/string_map.hpp"

#include <gtest/gtest.h>

#include "json/minify.hpp"

namespace chatkit {
namespace {

Metadata pairs(std::string_view text) { return string_pairs(*json::minify(text)); }

TEST(StringPairs, TakesStringsAndPassesOverTheRest) {
  EXPECT_EQ(pairs(R"({"a":"x","b":1,"c":{"d":"}"},"e":[",",{}],"f":null,"g":"","h":"z"})"),
            (Metadata{{"a", "x"}, {"g", ""}, {"h", "z"}}));
}

TEST(StringPairs, DecodesEscapes) {
  EXPECT_EQ(pairs(R"({"\u0061\"":"\n\t\u00e9\u20ac\ud83d\ude00\/\\"})"),
            (Metadata{{"a\"", "\n\té€😀/\\"}}));
}

TEST(StringPairs, FindsNothingInOtherValues) {
  EXPECT_TRUE(pairs("{}").empty());
  EXPECT_TRUE(pairs("[]").empty());
  EXPECT_TRUE(pairs("null").empty());
  EXPECT_TRUE(pairs(R"("x")").empty());
}

TEST(AppendQuoted, IsValidJsonForAnyText) {
  const std::string text("\"\\\n\x01é", 6);
  std::string out = "{\"k\":";
  append_quoted(out, text);
  EXPECT_EQ(pairs(out + "}"), (Metadata{{"k", text}}));
}

}  // namespace
}  // namespace chatkit
