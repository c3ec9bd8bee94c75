#include "responder/model/title.hpp"

#include <gmock/gmock.h>

#include "support/fake_turn.hpp"

namespace chatkit::responder {
namespace {

using testing::HasSubstr;

struct Case {
  const char* answer;
  const char* title;
};

TEST(ModelTitle, IsOneBareLine) {
  const Case cases[] = {
      {"A trip to Rome", "A trip to Rome"},
      {"  A trip to Rome.\n\nShall I go on?", "A trip to Rome"},
      {"\n\n\"A trip to Rome.\"\n", "A trip to Rome"},
      {"**A trip to Rome**", "A trip to Rome"},
      {"# A trip to Rome", "A trip to Rome"},
      {"Title: “A trip to Rome”", "A trip to Rome"},
      {"«Eine Reise nach Rom»", "Eine Reise nach Rom"},
      {"罗马之旅。", "罗马之旅"},
      {"A\ttrip \x01 to  Rome", "A trip to Rome"},
      {"<think>The user\nwants</think>\n\nA trip to Rome", "A trip to Rome"},
      {"What's 2.5 + 2?", "What's 2.5 + 2?"},
  };
  for (const Case& one : cases) EXPECT_EQ(clean_title(one.answer), one.title) << one.answer;
}

TEST(ModelTitle, MayBeNone) {
  for (const char* answer : {"", " \n ", "\"\"", "...", "<think>The user wants a"}) {
    EXPECT_FALSE(clean_title(answer)) << answer;
  }
}

TEST(ModelTitle, IsCutBetweenWords) {
  const std::string fits = std::string(29, 'a') + " " + std::string(30, 'b');
  EXPECT_EQ(clean_title(fits), fits);
  EXPECT_EQ(clean_title(fits + "b"), std::string(29, 'a'));
  EXPECT_EQ(clean_title(fits + " c"), fits);
  EXPECT_EQ(clean_title(std::string(61, 'a')), std::string(60, 'a'));
}

TEST(ModelTitle, CountsWideCharactersTwice) {
  std::string wide;
  for (int i = 0; i < 30; ++i) wide += "世";
  EXPECT_EQ(clean_title(wide), wide);
  EXPECT_EQ(clean_title(wide + "世"), wide);
}

TEST(ModelTitle, IsAskedOfTheMessagesWords) {
  const auto messages = title_prompt(chatkit::test::user_item("1", "Plan a trip to Rome"));
  ASSERT_EQ(messages.size(), 2U);
  EXPECT_EQ(messages[0].role, "system");
  EXPECT_EQ(std::get<json::ChatText>(messages[1].parts.front()).text, "Plan a trip to Rome");
  EXPECT_TRUE(title_prompt(chatkit::test::user_item("1", " \n")).empty());
  std::string wide;
  for (int i = 0; i < 1000; ++i) wide += "世";
  const auto cut = title_prompt(chatkit::test::user_item("1", wide));
  EXPECT_EQ(std::get<json::ChatText>(cut[1].parts.front()).text, wide.substr(0, 1998));
}

}  // namespace
}  // namespace chatkit::responder
