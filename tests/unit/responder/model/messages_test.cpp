#include "responder/model/messages.hpp"

#include <gmock/gmock.h>

#include "json/minify.hpp"
#include "responder/model/base64.hpp"
#include "support/fake_turn.hpp"

namespace chatkit::responder {
namespace {

using testing::HasSubstr;

RawJson json_of(std::string_view text) { return json::minify(text).value(); }

protocol::ThreadItem item_of(protocol::ItemKind kind) {
  protocol::ThreadItem item;
  item.kind = std::move(kind);
  return item;
}

/// `role: text` of a message of one text.
std::string said(const json::ChatMessage& message) {
  EXPECT_EQ(message.parts.size(), 1U);
  return message.role + ": " + std::get<json::ChatText>(message.parts.front()).text;
}
std::string said(protocol::ItemKind kind) {
  const auto message = message_of(item_of(std::move(kind)));
  return message ? said(*message) : "nothing";
}

TEST(ModelMessages, AUserSaysTextsMentionsAndQuotes) {
  protocol::UserMessage message;
  message.content.emplace_back(protocol::TextContent{"Ask "});
  protocol::TagContent tag;
  tag.text = "Ann";
  message.content.emplace_back(tag);
  message.content.emplace_back(protocol::TextContent{" about it."});
  EXPECT_EQ(said(message), "user: Ask Ann about it.");
  message.quoted_text = "one\ntwo";
  EXPECT_EQ(said(message), "user: > one\n> two\n\nAsk Ann about it.");
}

TEST(ModelMessages, TheAssistantSaysItsPartsAndItsWidgets) {
  protocol::AssistantMessage message;
  message.content.resize(2);
  message.content[0].text = "First.";
  message.content[1].text = "Second.";
  EXPECT_EQ(said(message), "assistant: First.\n\nSecond.");
  protocol::Widget widget;
  EXPECT_EQ(said(widget), "nothing");
  widget.copy_text = "A card";
  EXPECT_EQ(said(widget), "assistant: A card");
}

TEST(ModelMessages, WhatThePageDidIsTheUsers) {
  protocol::ClientToolCall call;
  call.name = "lookup";
  call.arguments = json_of(R"({"id":7})");
  EXPECT_THAT(said(call), testing::StartsWith("user: "));
  EXPECT_THAT(said(call), HasSubstr("has not answered"));
  call.output = json_of(R"("found \"it\"")");
  EXPECT_THAT(said(call), HasSubstr(R"(lookup with {"id":7} and answered: found "it")"));

  protocol::StructuredInput input;
  input.status = "answered";
  input.inputs = json_of(R"([{"id":"size","answer":"xl"}])");
  EXPECT_THAT(said(input), testing::StartsWith("user: "));
  EXPECT_THAT(said(input), HasSubstr(R"("answer":"xl")"));

  Action action;
  action.type = "order.confirm";
  action.payload = json_of(R"({"id":1})");
  EXPECT_THAT(said(message_of(action)), HasSubstr(R"(order.confirm)"));
  EXPECT_THAT(said(message_of(action)), HasSubstr(R"({"id":1})"));
}

TEST(ModelMessages, HiddenContextIsTheSystems) {
  protocol::HiddenContext hidden;
  hidden.content = json_of(R"("The user is \"vip\".")");
  EXPECT_EQ(said(hidden), "system: The user is \"vip\".");
  hidden.content = json_of(R"({"vip": true})");
  EXPECT_EQ(said(hidden), "system: {\"vip\":true}");
  protocol::SdkHiddenContext note;
  note.content = "The user cancelled the stream.";
  EXPECT_EQ(said(note), "system: The user cancelled the stream.");
}

TEST(ModelMessages, ItemsThatOnlyShowSomethingArePassedOver) {
  EXPECT_EQ(said(protocol::Task()), "nothing");
  EXPECT_EQ(said(protocol::Workflow()), "nothing");
  EXPECT_EQ(said(protocol::EndOfTurn()), "nothing");
  EXPECT_EQ(said(protocol::GeneratedImage()), "nothing");
  EXPECT_EQ(said(protocol::UnknownItem()), "nothing");
  EXPECT_EQ(said(protocol::AssistantMessage()), "nothing");
}

TEST(ModelMessages, NeighboursOfOneRoleBecomeOne) {
  std::vector<json::ChatMessage> messages;
  append_message(messages, text_message("user", "one"));
  append_message(messages, text_message("user", "two"));
  append_message(messages, text_message("assistant", "three"));
  json::ChatMessage image = text_message("assistant", "four");
  image.parts.emplace_back(json::ChatImage{"data:,"});
  append_message(messages, image);
  append_message(messages, text_message("assistant", "five"));
  ASSERT_EQ(messages.size(), 2U);
  EXPECT_EQ(said(messages[0]), "user: one\n\ntwo");
  ASSERT_EQ(messages[1].parts.size(), 3U);
  EXPECT_EQ(std::get<json::ChatText>(messages[1].parts[0]).text, "three\n\nfour");
  EXPECT_EQ(std::get<json::ChatText>(messages[1].parts[2]).text, "five");
}

TEST(ModelMessages, TokensAreEstimatedHigh) {
  EXPECT_EQ(estimate_tokens(""), 0U);
  EXPECT_EQ(estimate_tokens("a"), 1U);
  EXPECT_EQ(estimate_tokens("abc"), 1U);
  EXPECT_EQ(estimate_tokens("abcd"), 2U);
  EXPECT_EQ(estimate_tokens("世界"), 3U);  // common tokenizers: 2
  EXPECT_EQ(estimate_tokens("🙂"), 2U);
  // 10 words; OpenAI's tokenizers make 10 tokens of them.
  EXPECT_GE(estimate_tokens("The quick brown fox jumps over the lazy dog ."), 10U);
  EXPECT_GT(estimate_tokens(text_message("user", "abc")), estimate_tokens("abc"));
}

TEST(Base64, IsThatOfTheStandard) {
  // RFC 4648, section 10.
  EXPECT_EQ(to_base64(""), "");
  EXPECT_EQ(to_base64("f"), "Zg==");
  EXPECT_EQ(to_base64("fo"), "Zm8=");
  EXPECT_EQ(to_base64("foo"), "Zm9v");
  EXPECT_EQ(to_base64("foob"), "Zm9vYg==");
  EXPECT_EQ(to_base64("fooba"), "Zm9vYmE=");
  EXPECT_EQ(to_base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(to_base64("\xff\xfe\xfd"), "//79");
}

}  // namespace
}  // namespace chatkit::responder
