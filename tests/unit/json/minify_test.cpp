#include "json/minify.hpp"

#include <gtest/gtest.h>

#include <ostream>

namespace chatkit::json {
namespace {

std::string minified(std::string_view text) {
  const auto result = minify(text);
  return result ? result->text() : "error: " + result.error().code;
}

std::string nested(int depth) {
  const auto count = static_cast<std::size_t>(depth);
  return std::string(count, '[') + std::string(count, ']');
}

TEST(Minify, DropsWhiteSpaceBetweenTokensOnly) {
  EXPECT_EQ(minified(" \t\r\n{ \"a b\" : [ 1 , 2 ] ,\n\"c\" : \" x \" } \n"),
            R"({"a b":[1,2],"c":" x "})");
}

TEST(Minify, KeepsDuplicateNamesEscapesAndNumbersAsTheyAre) {
  const std::string text = R"({"a":1,"a":"\u00e9\/","b":[1.50,1E+2,-0]})";
  EXPECT_EQ(minified(text), text);
}

TEST(Minify, TakesDepthAtTheLimitAndRefusesOnePast) {
  EXPECT_EQ(minified(nested(kDepthMax)), nested(kDepthMax));
  EXPECT_EQ(minified(nested(kDepthMax + 1)), "error: invalid_json");
}

TEST(Minify, NamesTheOffsetOfTheFault) {
  const auto result = minify(R"({"x":[1,2}})");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, ErrorKind::invalid_request);
  EXPECT_EQ(result.error().code, "invalid_json");
  EXPECT_FALSE(result.error().param);
  EXPECT_NE(result.error().message.find("byte offset 9"), std::string::npos)
      << result.error().message;
}

struct Case {
  const char* name;
  std::string_view text;
};
void PrintTo(const Case& tested, std::ostream* out) { *out << tested.name; }
std::string case_name(const testing::TestParamInfo<Case>& tested) { return tested.param.name; }

class MinifyAccepts : public testing::TestWithParam<Case> {};
TEST_P(MinifyAccepts, Unchanged) { EXPECT_EQ(minified(GetParam().text), GetParam().text); }

INSTANTIATE_TEST_SUITE_P(
    Rfc8259, MinifyAccepts,
    testing::Values(
        Case{"LoneNull", "null"}, Case{"LoneTrue", "true"}, Case{"LoneFalse", "false"},
        Case{"LoneString", R"("x")"}, Case{"EmptyString", R"("")"}, Case{"Zero", "0"},
        Case{"MinusZero", "-0"}, Case{"Exponent", "1e5"}, Case{"ExponentPlus", "1E+5"},
        Case{"FractionExponent", "-0.5e-10"}, Case{"HugeExponent", "1e99999"},
        Case{"EmptyObject", "{}"}, Case{"EmptyArray", "[]"}, Case{"EmptyName", R"({"":0})"},
        Case{"AllEscapes", R"("\"\\\/\b\f\n\r\t\u12aF")"}, Case{"EscapedNul", R"("\u0000")"},
        Case{"SurrogatePair", R"("\uD83D\uDE00")"}, Case{"Delete", "\"\x7F\""},
        Case{"TwoByteUtf8", "\"\xC2\x80\""}, Case{"ThreeByteUtf8", "\"\xE2\x82\xAC\""},
        Case{"FourByteUtf8", "\"\xF4\x8F\xBF\xBF\""}, Case{"Noncharacter", "\"\xEF\xBF\xBF\""}),
    case_name);

class MinifyRefuses : public testing::TestWithParam<Case> {};
TEST_P(MinifyRefuses, AsInvalidJson) {
  EXPECT_EQ(minified(GetParam().text), "error: invalid_json");
}

INSTANTIATE_TEST_SUITE_P(
    Structure, MinifyRefuses,
    testing::Values(Case{"Nothing", ""}, Case{"OnlySpace", " \n"}, Case{"TwoValues", "1 2"},
                    Case{"TrailingComma", "[1,]"}, Case{"LeadingComma", "[,1]"},
                    Case{"DoubleComma", "[1,,2]"}, Case{"MissingComma", "[1 2]"},
                    Case{"OpenArray", "[1"}, Case{"OpenObject", R"({"a":1)"},
                    Case{"ClosedByTheOther", "[1}"}, Case{"NoColon", R"({"a" 1})"},
                    Case{"NoName", "{1:2}"}, Case{"BareName", "{a:1}"},
                    Case{"NameOnly", R"({"a"})"}, Case{"NoMemberValue", R"({"a":})"},
                    Case{"ObjectTrailingComma", R"({"a":1,})"}, Case{"StrayClose", "]"},
                    Case{"Comment", "[1/* */]"}, Case{"SingleQuotes", "['a']"},
                    Case{"ByteOrderMark", "\xEF\xBB\xBF{}"}, Case{"NoBreakSpace", "[\xC2\xA0]"},
                    Case{"FormFeed", "[\f]"}, Case{"VerticalTab", "[\v]"},
                    Case{"Nul", std::string_view("[1]\0", 4)}),
    case_name);

INSTANTIATE_TEST_SUITE_P(Words, MinifyRefuses,
                         testing::Values(Case{"Capital", "True"}, Case{"Cut", "nul"},
                                         Case{"Longer", "nulls"}, Case{"NaN", "NaN"},
                                         Case{"Infinity", "-Infinity"},
                                         Case{"Undefined", "undefined"}),
                         case_name);

INSTANTIATE_TEST_SUITE_P(Numbers, MinifyRefuses,
                         testing::Values(Case{"LeadingZero", "01"}, Case{"Plus", "+1"},
                                         Case{"MinusOnly", "-"}, Case{"DotFirst", ".5"},
                                         Case{"DotLast", "1."}, Case{"DotExponent", "1.e3"},
                                         Case{"ExponentOnly", "1e"},
                                         Case{"ExponentSignOnly", "1e+"}, Case{"TwoSigns", "--1"},
                                         Case{"Hex", "0x1F"}, Case{"MinusLeadingZero", "-012"},
                                         Case{"FullWidthDigit", "\xEF\xBC\x91"}),
                         case_name);

INSTANTIATE_TEST_SUITE_P(
    Strings, MinifyRefuses,
    testing::Values(
        Case{"NoEnd", R"("a)"}, Case{"EscapeAtEnd", R"("a\)"}, Case{"EscapedEnd", R"("a\")"},
        Case{"UnknownEscape", R"("\x41")"}, Case{"ShortHex", R"("\u12")"},
        Case{"NoHex", R"("\u12G4")"}, Case{"RawNewline", "\"a\nb\""}, Case{"RawTab", "\"a\tb\""},
        Case{"RawNul", std::string_view("\"a\0b\"", 5)}, Case{"LoneHighSurrogate", R"("\uD800")"},
        Case{"HighWithoutLow", R"("\uD800\u0041")"}, Case{"LoneLowSurrogate", R"("\uDC00")"},
        Case{"TwoHigh", R"("\uD800\uD800")"}, Case{"LoneContinuation", "\"\x80\""},
        Case{"Overlong", "\"\xC0\xAF\""}, Case{"CutUtf8", "\"\xE2\x82\""},
        Case{"Utf8Surrogate", "\"\xED\xA0\x80\""}, Case{"BeyondUnicode", "\"\xF4\x90\x80\x80\""}),
    case_name);

}  // namespace
}  // namespace chatkit::json
