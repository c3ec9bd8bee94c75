#include "app/terminal_text.hpp"

#include <gtest/gtest.h>

namespace chatkit::app {
namespace {

TEST(TerminalText, ControlCharactersBecomeSpaces) {
  EXPECT_EQ(printable_line("a\x1b[31mb\r\nc\td\x7f"), "a [31mb  c d ");
  EXPECT_EQ(printable_line("a\xC2\x9B"
                           "31mb"),
            "a 31mb")
      << "CSI as one character of C1";
}

TEST(TerminalText, LinesAndTabsStayWhereTheyAreAskedFor) {
  EXPECT_EQ(printable_lines("a\n\tb\x1b"), "a\n\tb ");
}

TEST(TerminalText, MarksThatReorderTextGo) {
  EXPECT_EQ(printable_line("a\xE2\x80\xAE"
                           "b\xE2\x81\xA6"
                           "c"),
            "abc");
}

TEST(TerminalText, InvalidBytesBecomeTheReplacementCharacter) {
  EXPECT_EQ(printable_line("a\xFF\xC0\x80z"), "a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDz");
  EXPECT_EQ(printable_line("\xE6\xBC"), "\xEF\xBF\xBD\xEF\xBF\xBD") << "cut in the middle";
}

TEST(TerminalText, WidthCountsColumns) {
  EXPECT_EQ(display_width("abc"), 3U);
  EXPECT_EQ(display_width("\xC3\xBC"), 1U);
  EXPECT_EQ(display_width("u\xCC\x88"), 1U) << "a combining mark";
  EXPECT_EQ(display_width("\xE6\xBC\xA2\xE5\xAD\x97"), 4U) << "two wide characters";
}

TEST(TerminalText, ShortensByColumns) {
  EXPECT_EQ(shorten("abcdef", 6), "abcdef");
  EXPECT_EQ(shorten("abcdefg", 6), "abcde…");
  EXPECT_EQ(shorten("\xE6\xBC\xA2\xE5\xAD\x97\xE6\xBC\xA2", 4), "\xE6\xBC\xA2…");
}

TEST(TextTable, AlignsColumnsAndCleansCells) {
  TextTable table({"A", "LONG", "C"});
  table.add({"\xE6\xBC\xA2", "x", "1\n2"});
  table.add({"abc", "yy", ""});
  EXPECT_EQ(table.text(),
            "A    LONG  C\n"
            "\xE6\xBC\xA2   x     1 2\n"
            "abc  yy    \n");
}

}  // namespace
}  // namespace chatkit::app
