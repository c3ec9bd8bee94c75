#include "app/markdown_text.hpp"

#include <gtest/gtest.h>

#include <random>

namespace chatkit::app {
namespace {

std::string shown(std::string_view text) {
  MarkdownText markdown(MarkdownText::Style::ansi);
  std::string out = markdown.feed(text);
  return out + markdown.finish();
}

const std::string kBold = "\x1b[1m";
const std::string kNoBold = "\x1b[22m";
const std::string kItalic = "\x1b[3m";
const std::string kNoItalic = "\x1b[23m";

TEST(MarkdownText, LeavesPlainTextAlone) {
  MarkdownText markdown(MarkdownText::Style::plain);
  EXPECT_EQ(markdown.feed("# a **b"), "# a **b");
  EXPECT_EQ(markdown.feed("**\n"), "**\n");
  EXPECT_EQ(markdown.finish(), "");
}

TEST(MarkdownText, MakesHeadingsBold) {
  EXPECT_EQ(shown("# Title\ntext\n"), kBold + "Title" + kNoBold + "\ntext\n");
  EXPECT_EQ(shown("### a **b** c"), kBold + "a b c" + kNoBold) << "bold within bold stays";
  EXPECT_EQ(shown("#5 is no heading\n"), "#5 is no heading\n");
  EXPECT_EQ(shown("####### seven\n"), "####### seven\n");
}

TEST(MarkdownText, ShowsEmphasis) {
  EXPECT_EQ(shown("a **b c** d"), "a " + kBold + "b c" + kNoBold + " d");
  EXPECT_EQ(shown("a *b* __c__ _d_"), "a " + kItalic + "b" + kNoItalic + " " + kBold + "c" +
                                          kNoBold + " " + kItalic + "d" + kNoItalic);
  EXPECT_EQ(shown("***x***"), kBold + kItalic + "x" + kNoItalic + kNoBold);
  EXPECT_EQ(shown("**a *b* c**"), kBold + "a " + kItalic + "b" + kNoItalic + " c" + kNoBold);
}

TEST(MarkdownText, LeavesMarksThatAreNoEmphasis) {
  for (const std::string text : {"2 * 3 * 4", "a_b_c", "snake_case_name", "*open", "**open *too",
                                 "a ** b", "a ****", "x*", "a\\*b\\"}) {
    const std::string unescaped = text == "a\\*b\\" ? "a*b\\" : text;
    EXPECT_EQ(shown(text), unescaped);
  }
}

TEST(MarkdownText, ShowsCodeAsItStands) {
  EXPECT_EQ(shown("run `a * b` now"), "run \x1b[36ma * b\x1b[39m now");
  EXPECT_EQ(shown("``a ` b``"), "\x1b[36ma ` b\x1b[39m");
  EXPECT_EQ(shown("a ` b"), "a ` b");
}

TEST(MarkdownText, IndentsCodeBlocks) {
  EXPECT_EQ(shown("```cpp\nint *a, *b;\n\n```\nafter *it*\n"),
            "\n    \x1b[2mint *a, *b;\x1b[22m\n    \x1b[2m\x1b[22m\n\nafter " + kItalic + "it" +
                kNoItalic + "\n");
  EXPECT_EQ(shown("~~~\n```\n~~~\nx"), "\n    \x1b[2m```\x1b[22m\n\nx");
  EXPECT_EQ(shown("```\nunclosed"), "\n    \x1b[2munclosed\x1b[22m");
}

TEST(MarkdownText, ShowsLists) {
  EXPECT_EQ(shown("- a\n* **b**\n  - c\n10. d\n"),
            "• a\n• " + kBold + "b" + kNoBold + "\n  • c\n10. d\n");
  EXPECT_EQ(shown("-5 degrees\n3.14\n"), "-5 degrees\n3.14\n");
}

TEST(MarkdownText, ShowsQuotesAndRules) {
  EXPECT_EQ(shown("> a *b*\n>c\n"), "│ a " + kItalic + "b" + kNoItalic + "\n│ c\n");
  EXPECT_EQ(shown("---\n* * *\n--\n"), shown("***\n___\n") + "--\n");
  EXPECT_NE(shown("---\n").find("─"), std::string::npos);
}

TEST(MarkdownText, ShowsWhereALinkLeads) {
  EXPECT_EQ(shown("see [the *page*](https://a.test/x_y_z)."),
            "see \x1b[4mthe " + kItalic + "page" + kNoItalic + "\x1b[24m (https://a.test/x_y_z).");
  EXPECT_EQ(shown("[https://a.test](https://a.test)"), "\x1b[4mhttps://a.test\x1b[24m");
  EXPECT_EQ(shown("![alt](i.png)"), "\x1b[4malt\x1b[24m (i.png)");
  EXPECT_EQ(shown("a[0] and [x] (y) [z"), "a[0] and [x] (y) [z");
}

TEST(MarkdownText, ShowsWhatIsDecidedAtOnce) {
  MarkdownText markdown(MarkdownText::Style::ansi);
  EXPECT_EQ(markdown.feed("Hello wor"), "Hello wor");
  EXPECT_EQ(markdown.feed("ld, **bo"), "ld, ");
  EXPECT_EQ(markdown.feed("ld**"), "") << "a third star may follow";
  EXPECT_EQ(markdown.feed("."), kBold + "bold" + kNoBold + ".");
  EXPECT_EQ(markdown.finish(), "");
}

TEST(MarkdownText, BeginsAnewAfterItsEnd) {
  MarkdownText markdown(MarkdownText::Style::ansi);
  EXPECT_EQ(markdown.feed("```\ncode"), "\n");
  EXPECT_EQ(markdown.finish(), "    \x1b[2mcode\x1b[22m");
  EXPECT_EQ(markdown.feed("*a* "), kItalic + "a" + kNoItalic + " ");
}

TEST(MarkdownText, CostsLittleForAHostileLine) {
  std::string line;
  for (int i = 0; i < 50'000; ++i) line += "*_`[";
  EXPECT_FALSE(shown(line).empty());
}

TEST(MarkdownText, ReadsTheSameHoweverItIsCut) {
  static const std::string kPieces[] = {"*",  "**", "_", "`",  "```", "\n", "\n\n", " ",  "a",
                                        "b ", "# ", "#", "- ", "1. ", "12", "> ",   "[",  "](",
                                        ")",  "]",  "!", "\\", "~~~", "--", "é",    ". ", "word"};
  std::mt19937 random(20261122);
  const auto pick = [&](std::size_t below) {
    return std::uniform_int_distribution<std::size_t>(0, below - 1)(random);
  };
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (std::size_t left = pick(14); left > 0; --left) text += kPieces[pick(27)];
    MarkdownText markdown(MarkdownText::Style::ansi);
    std::string pieces;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t bytes = 1 + pick(4);
      pieces += markdown.feed(std::string_view(text).substr(at, bytes));
      at += bytes;
    }
    pieces += markdown.finish();
    ASSERT_EQ(pieces, shown(text)) << text;
  }
}

TEST(MarkdownText, EndsEachLineWithNothingOpen) {
  EXPECT_EQ(shown("# head *it\nnext"), kBold + "head *it" + kNoBold + "\nnext");
  EXPECT_EQ(shown("**a\nb**"), "**a\nb**") << "emphasis ends with its line";
}

}  // namespace
}  // namespace chatkit::app
