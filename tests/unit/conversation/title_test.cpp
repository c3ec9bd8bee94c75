#include "conversation/title.hpp"

#include <gtest/gtest.h>

namespace chatkit::conversation {
namespace {

std::string title(std::string text) {
  protocol::TextContent content;
  content.text = std::move(text);
  protocol::UserMessage message;
  message.content.emplace_back(std::move(content));
  return title_of(message);
}

TEST(Title, IsTheFirstSixWords) {
  EXPECT_EQ(title("Hello"), "Hello");
  EXPECT_EQ(title("one two three four five six seven eight"), "one two three four five six");
}

TEST(Title, JoinsWhiteSpaceIntoOneSpace) {
  EXPECT_EQ(title("  How\tdo\n\n I\u00a0go on?  "), "How do I go on?");
}

TEST(Title, IsCutBetweenWords) {
  EXPECT_EQ(title("incomprehensibilities counterrevolutionaries internationalization"),
            "incomprehensibilities counterrevolutionaries");
}

TEST(Title, CutsASingleLongWordAtTheLimit) {
  EXPECT_EQ(title(std::string(100, 'a')), std::string(60, 'a'));
}

TEST(Title, TakesThirtyEastAsianCharacters) {
  std::string text;
  std::string first_thirty;
  for (int i = 0; i < 40; ++i) {
    text += "日";
    if (i < 30) first_thirty += "日";
  }
  EXPECT_EQ(title(text), first_thirty);
  EXPECT_EQ(title("今日は何をしますか"), "今日は何をしますか");
}

TEST(Title, NeverPartsACombinedCharacter) {
  const std::string accented = "e\u0301";
  std::string sixty;
  for (int i = 0; i < 60; ++i) sixty += accented;
  EXPECT_EQ(title(sixty + accented), sixty);
}

TEST(Title, IsBoundedWhateverIsJoined) {
  std::string text = "a";
  for (int i = 0; i < 10'000; ++i) text += "\u0301";
  EXPECT_LE(title(text).size(), 256U + 3U);  // The bound, and the sign that something is cut.
}

TEST(Title, NamesMentions) {
  protocol::UserMessage message;
  protocol::TextContent text;
  text.text = "Ask ";
  message.content.emplace_back(text);
  protocol::TagContent tag;
  tag.text = "@Ann";
  message.content.emplace_back(tag);
  EXPECT_EQ(title_of(message), "Ask @Ann");
}

TEST(Title, IsEmptyWithoutText) {
  EXPECT_EQ(title(" \n "), "");
  EXPECT_EQ(title_of(protocol::UserMessage()), "");
}

}  // namespace
}  // namespace chatkit::conversation
