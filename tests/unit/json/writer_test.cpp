#include "json/writer.hpp"

#include <gtest/gtest.h>

#include <ostream>

#include <cstdint>
#include <limits>

namespace chatkit::json {
namespace {

std::string json_string(std::string_view text) {
  std::string out;
  append_string(out, text);
  return out;
}

std::string number(double value) {
  std::string out;
  append_number(out, value);
  return out;
}

TEST(JsonString, EscapesWhatJsonMustNotCarryBare) {
  EXPECT_EQ(json_string("a\"b\\c/d"), R"("a\"b\\c/d")");
  EXPECT_EQ(json_string("\b\f\n\r\t"), R"("\b\f\n\r\t")");
  EXPECT_EQ(json_string(std::string_view("\0\x1F", 2)), R"("\u0000\u001f")");
}

TEST(JsonString, FindsSpecialBytesAtEveryPositionOfALongText) {
  for (std::size_t at = 0; at < 24; ++at) {
    std::string text(24, 'x');
    text[at] = '"';
    std::string expected(24, 'x');
    expected.replace(at, 1, "\\\"");
    EXPECT_EQ(json_string(text), '"' + expected + '"') << at;
  }
}

TEST(JsonString, KeepsUtf8) { EXPECT_EQ(json_string("é€😀\x7F"), "\"é€😀\x7F\""); }

struct BadUtf8 {
  const char* name;
  std::string_view bytes;
  std::string_view expected;
};
void PrintTo(const BadUtf8& tested, std::ostream* out) { *out << tested.name; }
class JsonStringBadUtf8 : public testing::TestWithParam<BadUtf8> {};

TEST_P(JsonStringBadUtf8, BecomesTheReplacementCharacter) {
  EXPECT_EQ(json_string(GetParam().bytes), '"' + std::string(GetParam().expected) + '"');
}

#define REPLACED "\xEF\xBF\xBD"
INSTANTIATE_TEST_SUITE_P(
    All, JsonStringBadUtf8,
    testing::Values(BadUtf8{"LoneContinuation", "a\x80z", "a" REPLACED "z"},
                    BadUtf8{"CutAtTheEnd", "a\xE2\x82", "a" REPLACED REPLACED},
                    BadUtf8{"Overlong", "\xC0\xAF", REPLACED REPLACED},
                    BadUtf8{"OverlongThree", "\xE0\x80\xAF", REPLACED REPLACED REPLACED},
                    BadUtf8{"Surrogate", "\xED\xA0\x80", REPLACED REPLACED REPLACED},
                    BadUtf8{"BeyondUnicode", "\xF4\x90\x80\x80",
                            REPLACED REPLACED REPLACED REPLACED}),
    [](const auto& param_info) { return param_info.param.name; });
#undef REPLACED

TEST(JsonNumber, WritesTheLimitsOfIntegers) {
  std::string out;
  append_number(out, std::numeric_limits<std::int64_t>::min());
  out.push_back(' ');
  append_number(out, std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(out, "-9223372036854775808 9223372036854775807");
}

TEST(JsonNumber, WritesTheShortestTextThatReadsBack) {
  EXPECT_EQ(number(0.1), "0.1");
  EXPECT_EQ(number(1e300), "1e+300");
  EXPECT_EQ(number(-2.5), "-2.5");
}

TEST(JsonNumber, WritesNullForWhatJsonCannotCarry) {
  EXPECT_EQ(number(std::numeric_limits<double>::infinity()), "null");
  EXPECT_EQ(number(std::numeric_limits<double>::quiet_NaN()), "null");
}

TEST(ObjectWriter, PutsCommasBetweenMembersOnly) {
  std::string out;
  ObjectWriter object(out);
  object.string("a", "x").number("b", -1).boolean("c", true).null("d").raw("e", "[]").key("f");
  ArrayWriter array(out);
  array.next();
  append_number(out, std::int64_t{1});
  array.next();
  append_number(out, std::int64_t{2});
  array.close();
  object.close();
  EXPECT_EQ(out, R"({"a":"x","b":-1,"c":true,"d":null,"e":[],"f":[1,2]})");
}

TEST(ObjectWriter, EscapesNames) {
  std::string out;
  ObjectWriter object(out);
  object.string("a\"b", "x");
  object.close();
  EXPECT_EQ(out, R"({"a\"b":"x"})");
}

}  // namespace
}  // namespace chatkit::json
