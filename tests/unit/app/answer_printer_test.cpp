#include "app/answer_printer.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "app/item_text.hpp"
#include "json/minify.hpp"

namespace chatkit::app {
namespace {

using Update = protocol::ContentPartTextDelta;

class Printer : public ::testing::Test {
 protected:
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  Shell shell{in, out, err};
  AnswerPrinter printer{shell};

  static protocol::ThreadItem item(const std::string& id, protocol::ItemKind kind) {
    protocol::ThreadItem result;
    result.id = id;
    result.thread_id = "cthr_1";
    result.kind = std::move(kind);
    return result;
  }
  static protocol::AssistantMessage says(const std::string& text) {
    protocol::AssistantMessage message;
    message.content.emplace_back().text = text;
    return message;
  }
  static protocol::ClientToolCall tool_call(const std::string& status) {
    protocol::ClientToolCall call;
    call.status = status;
    call.call_id = "c1";
    call.name = "where";
    call.arguments = *json::minify(R"({"unit":"m"})");
    return call;
  }
};

TEST_F(Printer, WritesAnAnswerAsItGrowsAndOnce) {
  printer.print(protocol::ItemUpdated{"m", Update{0, "Hel"}});
  EXPECT_EQ(out.str(), "Hel");
  printer.print(protocol::ItemUpdated{"m", Update{0, "lo"}});
  printer.print(protocol::ItemDone{item("m", says("Hello"))});
  EXPECT_EQ(out.str(), "Hello\n");
}

TEST_F(Printer, WritesAnAnswerThatCameWhole) {
  printer.print(protocol::ItemDone{item("m", says("Hello"))});
  EXPECT_EQ(out.str(), "Hello\n");
}

TEST_F(Printer, LetsNoControlCharacterThrough) {
  printer.print(protocol::ItemUpdated{"m", Update{0, "a\x1b[31mb\r"}});
  printer.print(protocol::Notice{"info\x1b", "c\x07", std::nullopt});
  printer.print(protocol::ItemDone{item("t", tool_call("pending"))});
  protocol::StreamError failure;
  failure.message = "d\x1b]0;x\x07";
  printer.print(failure);
  EXPECT_EQ((out.str() + err.str()).find_first_of("\x1b\x07\r"), std::string::npos);
}

TEST_F(Printer, ShowsToolCallsAndWhichOneWaits) {
  printer.print(protocol::ItemDone{item("t", tool_call("pending"))});
  EXPECT_EQ(out.str(), "[tool call] where {\"unit\":\"m\"}\n");
  EXPECT_EQ(printer.pending_call_id(), "c1");
  auto completed = tool_call("completed");
  completed.output = *json::minify("[1]");
  printer.print(protocol::ItemReplaced{item("t", completed)});
  EXPECT_EQ(printer.pending_call_id(), std::nullopt);
  EXPECT_EQ(item_text(item("t", completed)), "[tool call] where {\"unit\":\"m\"} -> [1]");
}

TEST_F(Printer, ShowsQuestions) {
  protocol::StructuredInput input;
  input.inputs = *json::minify(
      R"([{"type":"multiple_choice","id":"q1","question":"Size?","options":[{"value":"S"},)"
      R"({"value":"L"}]},{"type":"freeform","id":"q2","question":"Why?"}])");
  printer.print(protocol::ItemDone{item("s", input)});
  EXPECT_EQ(out.str(), "[question] Size? (S, L)\n[question] Why?\n");
  printer.print(protocol::ItemReplaced{item("s", input)});
  EXPECT_EQ(out.str(), "[question] Size? (S, L)\n[question] Why?\n") << "answers need no echo";
}

TEST_F(Printer, KeepsMarkdownWhereNoTerminalReads) {
  printer.print(protocol::ItemDone{item("m", says("# **a**"))});
  EXPECT_EQ(out.str(), "# **a**\n");
}

TEST_F(Printer, ShowsMarkdownOnATerminal) {
  shell.out_is_terminal = true;
  AnswerPrinter on_terminal(shell);
  on_terminal.print(protocol::ItemUpdated{"m", Update{0, "**a"}});
  EXPECT_EQ(out.str(), "");
  on_terminal.print(protocol::ItemUpdated{"m", Update{0, "** b"}});
  on_terminal.print(protocol::ItemDone{item("m", says("**a** b"))});
  EXPECT_EQ(out.str(), "\x1b[1ma\x1b[22m b\n");
}

TEST_F(Printer, AddsNoEscapesWhereTheUserWantsNone) {
  shell.out_is_terminal = true;
  EXPECT_EQ(markdown_style(shell), MarkdownText::Style::ansi);
  std::string name;
  std::string value;
  shell.environment = [&](const std::string& asked) {
    return asked == name ? std::optional(value) : std::nullopt;
  };
  name = "NO_COLOR";
  EXPECT_EQ(markdown_style(shell), MarkdownText::Style::ansi) << "set but empty means nothing";
  value = "1";
  EXPECT_EQ(markdown_style(shell), MarkdownText::Style::plain);
  name = "TERM";
  value = "dumb";
  EXPECT_EQ(markdown_style(shell), MarkdownText::Style::plain);
}

TEST(SpokenItem, SaysWhoSpoke) {
  protocol::ThreadItem item;
  auto& message = item.kind.emplace<protocol::UserMessage>();
  message.content.emplace_back(protocol::TextContent{"look"});
  message.attachments.emplace_back().name = "cat.png";
  EXPECT_EQ(spoken_item(item), "you: look [file: cat.png]");
  auto& answer = item.kind.emplace<protocol::AssistantMessage>();
  answer.content.emplace_back().text = "nice";
  EXPECT_EQ(spoken_item(item), "assistant: nice");
  item.kind.emplace<protocol::EndOfTurn>();
  EXPECT_EQ(spoken_item(item), "");
}

}  // namespace
}  // namespace chatkit::app
