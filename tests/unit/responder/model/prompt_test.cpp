#include "responder/model/prompt.hpp"

#include <gmock/gmock.h>

#include "responder/model/attachments.hpp"
#include "responder/model/messages.hpp"
#include "support/fake_turn.hpp"
#include "support/run.hpp"

namespace chatkit::responder {
namespace {

using chatkit::test::FakeTurn;
using chatkit::test::user_item;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

protocol::ThreadItem assistant_item(std::string text) {
  protocol::AssistantMessage message;
  message.content.resize(1);
  message.content.front().text = std::move(text);
  protocol::ThreadItem item;
  item.kind = std::move(message);
  return item;
}

protocol::Attachment attachment(std::string id, std::string mime_type) {
  protocol::Attachment made;
  made.id = id;
  made.name = id + ".bin";
  made.mime_type = std::move(mime_type);
  return made;
}

class ModelPrompt : public testing::Test {
 protected:
  /// Each part as `role: text`, images by their address.
  std::vector<std::string> prompt() {
    const auto messages =
        chatkit::test::run(make_prompt(turn_, std::make_shared<const ModelSettings>(settings_)))
            .value();
    std::vector<std::string> lines;
    for (const json::ChatMessage& message : messages) {
      for (const json::ChatPart& part : message.parts) {
        const auto* text = std::get_if<json::ChatText>(&part);
        lines.push_back(message.role + ": " +
                        (text != nullptr ? text->text : std::get<json::ChatImage>(part).url));
      }
    }
    return lines;
  }
  void attach(std::string id, std::string mime_type, std::string bytes) {
    auto& message = std::get<protocol::UserMessage>(turn_->items.back().kind);
    message.attachments.push_back(attachment(id, std::move(mime_type)));
    turn_->files[std::move(id)] = std::move(bytes);
  }

  std::shared_ptr<FakeTurn> turn_ = std::make_shared<FakeTurn>();
  ModelSettings settings_;
};

TEST_F(ModelPrompt, TellsTheInstructionsAndTheThread) {
  settings_.instructions = "Be brief.";
  turn_->items = {user_item("1", "Hi"), assistant_item("Hello."), user_item("2", "How are you?")};
  EXPECT_THAT(prompt(), ElementsAre("system: Be brief.", "user: Hi", "assistant: Hello.",
                                    "user: How are you?"));
}

TEST_F(ModelPrompt, LeavesOutTheOldestTurnsWhole) {
  const std::string words(300, 'w');  // about a hundred tokens each
  turn_->items = {user_item("1", "a" + words), assistant_item("b" + words),
                  user_item("2", "c" + words), assistant_item("d" + words),
                  user_item("3", "e" + words)};
  settings_.context_tokens = 330;
  EXPECT_THAT(prompt(), ElementsAre(StartsWith("user: c"), StartsWith("assistant: d"),
                                    StartsWith("user: e")));
  settings_.context_tokens = 300;  // The second turn fits by half: it goes whole.
  EXPECT_THAT(prompt(), ElementsAre(StartsWith("user: e")));
  settings_.context_tokens = 530;
  EXPECT_EQ(prompt().size(), 5U);
}

TEST_F(ModelPrompt, NeverLeavesOutTheInstructionsAndTheNewestTurn) {
  settings_.context_tokens = 1;
  settings_.instructions = "Be brief.";
  turn_->items = {user_item("1", "Hi"), assistant_item("Hello."), user_item("2", "And now?")};
  EXPECT_THAT(prompt(), ElementsAre("system: Be brief.", "user: And now?"));
}

TEST_F(ModelPrompt, TheInstructionsTakeFromTheBudget) {
  turn_->items = {user_item("1", "Hi"), assistant_item("Hello."), user_item("2", "And now?")};
  settings_.context_tokens = 100;
  EXPECT_EQ(prompt().size(), 3U);
  settings_.instructions = std::string(300, 'i');
  EXPECT_EQ(prompt().size(), 2U);
}

TEST_F(ModelPrompt, ATurnResumedByThePageKeepsWhatItAnswers) {
  protocol::ClientToolCall call;
  call.name = "lookup";
  call.output = RawJson(RawJson::Validated("7"));
  protocol::ThreadItem item;
  item.kind = std::move(call);
  turn_->items = {user_item("1", "Look it up"), item};
  turn_->has_input = false;
  settings_.context_tokens = 1;
  const std::vector<std::string> told = prompt();
  ASSERT_EQ(told.size(), 1U);
  EXPECT_THAT(told.front(), StartsWith("user: Look it up"));
  EXPECT_THAT(told.front(), HasSubstr("answered: 7"));
}

TEST_F(ModelPrompt, AnActionComesLast) {
  turn_->items = {user_item("1", "Show it"), assistant_item("Here.")};
  turn_->has_input = false;
  turn_->action_is.emplace().type = "press";
  EXPECT_THAT(prompt().back(), AllOf(StartsWith("user: "), HasSubstr("press")));
}

TEST_F(ModelPrompt, ImagesGoAlong) {
  turn_->items = {user_item("1", "What is this?")};
  attach("a", "image/png", "foobar");
  EXPECT_THAT(prompt(), ElementsAre("user: What is this?", "user: data:image/png;base64,Zm9vYmFy"));
}

TEST_F(ModelPrompt, AMessageOfFilesAloneHasNoEmptyText) {
  turn_->items = {user_item("1", "")};
  attach("a", "image/png", "foobar");
  EXPECT_THAT(prompt(), ElementsAre("user: data:image/png;base64,Zm9vYmFy"));
}

TEST_F(ModelPrompt, TextFilesGoAlongAsText) {
  turn_->items = {user_item("1", "Sum it up")};
  attach("a", "text/plain", "long story");
  attach("b", "application/json", "{}");
  const std::vector<std::string> told = prompt();
  ASSERT_EQ(told.size(), 3U);
  EXPECT_THAT(told[1], AllOf(HasSubstr("a.bin"), HasSubstr("long story")));
  EXPECT_THAT(told[2], HasSubstr("{}"));
}

TEST_F(ModelPrompt, OtherFilesAreMentioned) {
  turn_->items = {user_item("1", "Read it")};
  attach("pdf", "application/pdf", "%PDF");
  attach("bad", "text/plain", "\xff\xfe");
  attach("nul", "text/plain", std::string("a\0b", 3));
  attach("long", "text/plain", std::string(kTextFileBytesMax + 1, 'x'));
  attach("huge", "image/png", std::string(kImageBytesMax + 1, 'x'));
  attach("gone", "image/png", "x");
  turn_->files.erase("gone");
  const std::vector<std::string> told = prompt();
  ASSERT_EQ(told.size(), 7U);
  for (std::size_t i = 1; i < told.size(); ++i) {
    EXPECT_THAT(told[i], HasSubstr("you cannot see")) << i;
  }
}

TEST_F(ModelPrompt, FilesMeetTheirLimits) {
  turn_->items = {user_item("1", "Read it")};
  attach("text", "text/plain", std::string(kTextFileBytesMax, 'x'));
  attach("image", "image/png", std::string(kImageBytesMax, 'x'));
  for (const std::string& one : prompt()) EXPECT_THAT(one, Not(HasSubstr("you cannot see")));
}

TEST_F(ModelPrompt, TheNewestImagesComeFirst) {
  settings_.context_tokens = 1'000'000;
  turn_->items = {user_item("1", "old")};
  attach("old", "image/png", "old");
  turn_->items.push_back(user_item("2", "new"));
  for (std::size_t i = 0; i < FileRoom().images; ++i) {
    attach("new" + std::to_string(i), "image/png", "new");
  }
  const std::vector<std::string> told = prompt();
  EXPECT_THAT(told, testing::Contains(HasSubstr("old.bin (image/png), which you cannot see")));
  EXPECT_EQ(std::count(told.begin(), told.end(), "user: data:image/png;base64,bmV3"), 8);
}

}  // namespace
}  // namespace chatkit::responder
