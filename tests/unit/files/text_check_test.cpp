#include "files/text_check.hpp"

#include <gtest/gtest.h>

#include <string>

namespace chatkit::files {
namespace {

using std::string_view_literals::operator""sv;

bool is_text(std::string_view bytes) {
  TextCheck whole;
  whole.feed(bytes);
  TextCheck cut;
  for (const char byte : bytes) cut.feed(std::string_view(&byte, 1));
  EXPECT_EQ(whole.is_text(), cut.is_text()) << "differs when it comes byte by byte";
  return whole.is_text();
}

TEST(TextCheck, TakesUtf8OfEveryLength) {
  EXPECT_TRUE(is_text("plain\tand\r\nlines\n"));
  EXPECT_TRUE(is_text("\xC3\xBC \xE2\x82\xAC \xF0\x9F\x90\x88"));
  EXPECT_TRUE(is_text("\xEF\xBB\xBFwith a mark"));
}

TEST(TextCheck, TakesNothingAtAll) { EXPECT_TRUE(is_text("")); }

TEST(TextCheck, RefusesWhatIsNoUtf8) {
  EXPECT_FALSE(is_text("\xC0\xAF")) << "overlong";
  EXPECT_FALSE(is_text("\xE0\x80\xAF")) << "overlong";
  EXPECT_FALSE(is_text("\xED\xA0\x80")) << "a surrogate";
  EXPECT_FALSE(is_text("\xF4\x90\x80\x80")) << "beyond U+10FFFF";
  EXPECT_FALSE(is_text("a\x80")) << "a continuation without a beginning";
  EXPECT_FALSE(is_text("a\xE2\x82")) << "cut off";
  EXPECT_FALSE(is_text("caf\xE9 latin")) << "Latin-1";
}

TEST(TextCheck, RefusesControlCharacters) {
  EXPECT_FALSE(is_text("a\0b"sv));
  EXPECT_FALSE(is_text("a\x1B[0m"));
  EXPECT_FALSE(is_text("a\x7F"));
}

TEST(TextCheck, TakesUtf16WithItsMark) {
  EXPECT_TRUE(is_text("\xFF\xFE\x41\0\x0A\0"sv));
  EXPECT_TRUE(is_text("\xFE\xFF\0\x41"sv));
  EXPECT_TRUE(is_text("\xFF\xFE\x3D\xD8\x08\xDC"sv)) << "a pair of surrogates";
}

TEST(TextCheck, RefusesBrokenUtf16) {
  EXPECT_FALSE(is_text("\xFF\xFE\x41"sv)) << "half a unit";
  EXPECT_FALSE(is_text("\xFF\xFE\x3D\xD8\x41\0"sv)) << "half a pair";
  EXPECT_FALSE(is_text("\xFF\xFE\x08\xDC"sv)) << "the second half first";
  EXPECT_FALSE(is_text("\xFF\xFE\0\0"sv)) << "NUL";
  EXPECT_FALSE(is_text("\xFF"sv)) << "half a mark";
  EXPECT_FALSE(is_text("\x41\0\x42\0"sv)) << "no mark";
}

}  // namespace
}  // namespace chatkit::files
