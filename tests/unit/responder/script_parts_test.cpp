#include <gmock/gmock.h>

#include "responder/script/answer.hpp"
#include "responder/script/command.hpp"
#include "responder/script/reply_text.hpp"
#include "responder/script/shows.hpp"

namespace chatkit::responder {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

protocol::ThreadItem said(std::string text) {
  protocol::UserMessage message;
  protocol::TextContent content;
  content.text = std::move(text);
  message.content.emplace_back(std::move(content));
  protocol::ThreadItem item;
  item.kind = std::move(message);
  return item;
}

TEST(ScriptCommand, IsAWordBehindASlash) {
  EXPECT_EQ(parse_command(" /slow  12 ").name, "slow");
  EXPECT_EQ(parse_command(" /slow  12 ").argument, "12");
  EXPECT_EQ(parse_command("/help").name, "help");
  EXPECT_EQ(parse_command("/echo a\nb").argument, "a\nb");
  EXPECT_EQ(parse_command("not /help").name, "");
  EXPECT_EQ(parse_command("").name, "");
  EXPECT_EQ(parse_command("/").name, "");
}

TEST(ScriptCommand, NumbersStayWithinTheirRange) {
  EXPECT_EQ(number_of("12 and more", 1, 100), 12);
  EXPECT_EQ(number_of("0", 1, 100), 1);
  EXPECT_EQ(number_of("1000", 1, 100), 100);
  EXPECT_EQ(number_of("99999999999999999999", 1, 100), 100);
  EXPECT_EQ(number_of("-99999999999999999999", 1, 100), 1);
  EXPECT_EQ(number_of("many", 1, 100), 1);
  EXPECT_EQ(number_of("", 1, 100), 1);
}

TEST(ScriptCommand, EveryCommandOfTheHelpExists) {
  const std::string help = help_text();
  int found = 0;
  for (std::size_t at = help.find("| `/"); at != std::string::npos;
       at = help.find("| `/", at + 1)) {
    const std::size_t begin = at + 4;
    const std::string name = help.substr(begin, help.find_first_of(" `", begin) - begin);
    EXPECT_NE(find_show(name), nullptr) << name;
    ++found;
  }
  EXPECT_EQ(found, 20);
  EXPECT_EQ(find_show("nonsense"), nullptr);
  EXPECT_EQ(find_show(""), nullptr);
}

TEST(ScriptAnswer, CutsAfterWords) {
  EXPECT_THAT(Answer::word_groups("one two three four"), ElementsAre("one two three ", "four"));
  EXPECT_TRUE(Answer::word_groups("").empty());
}

TEST(ScriptAnswer, CutsBetweenCharactersWhereThereAreNoWords) {
  std::string text;
  for (int i = 0; i < 50; ++i) text += "世";
  std::string joined;
  for (const std::string& group : Answer::word_groups(text)) {
    EXPECT_LE(group.size(), 50U);
    EXPECT_EQ(group.size() % 3, 0U);
    joined += group;
  }
  EXPECT_EQ(joined, text);
}

TEST(ScriptAnswer, LosesNothingOfItsText) {
  const std::string text = help_text();
  std::string joined;
  for (const std::string& group : Answer::word_groups(text)) joined += group;
  EXPECT_EQ(joined, text);
}

TEST(ScriptReply, QuotesCountsAndRecalls) {
  ReplySource source;
  source.workflow_id = "support";
  source.state_variables = {{"context", std::string("customer_support")}, {"vip", true}};
  source.history = {said("My first question"), said("How far is\nthe moon?")};
  const std::string text = reply_text(source);
  EXPECT_THAT(text, HasSubstr("**Turn 2.**"));
  EXPECT_THAT(text, HasSubstr("> How far is\n> the moon?\n"));
  EXPECT_THAT(text, HasSubstr("5 words in 20 characters"));
  EXPECT_THAT(text, HasSubstr("1. “My first question”"));
  EXPECT_THAT(text, HasSubstr("| `context` | `customer_support` |"));
  EXPECT_THAT(text, HasSubstr("| `vip` | `true` |"));
  EXPECT_THAT(text, HasSubstr("`support`"));
  EXPECT_EQ(text, reply_text(source));
}

TEST(ScriptReply, SaysLittleWhereThereIsLittle) {
  ReplySource source;
  source.history = {said("")};
  const std::string text = reply_text(source);
  EXPECT_THAT(text, HasSubstr("*(nothing)*"));
  EXPECT_THAT(text, Not(HasSubstr("Before that")));
  EXPECT_THAT(text, Not(HasSubstr("state variable")));
}

TEST(ScriptReply, ExcerptsCountCharacters) {
  EXPECT_EQ(excerpt("世界世界", 2), "世界…");
  EXPECT_EQ(excerpt("a\nb|c", 10), "a b c");
}

}  // namespace
}  // namespace chatkit::responder
