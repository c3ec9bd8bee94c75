#include "app/answer_printer.hpp"

#include <variant>

#include "app/item_text.hpp"
#include "app/terminal_text.hpp"

namespace chatkit::app {
namespace {

std::string variable(const Shell& shell, const char* name) {
  return shell.environment ? shell.environment(name).value_or("") : "";
}

}  // namespace

MarkdownText::Style markdown_style(const Shell& shell) {
  const bool takes_escapes = shell.out_is_terminal && variable(shell, "NO_COLOR").empty() &&
                             variable(shell, "TERM") != "dumb";
  return takes_escapes ? MarkdownText::Style::ansi : MarkdownText::Style::plain;
}

void AnswerPrinter::print(const protocol::Event& event) {
  std::visit([this](const auto& value) { take(value); }, event);
}

void AnswerPrinter::write(const std::string& text) {
  if (text.empty()) return;
  shell_.out << markdown_.feed(printable_lines(text)) << std::flush;
  line_is_open_ = text.back() != '\n';
}

void AnswerPrinter::end_line() {
  shell_.out << markdown_.finish();
  if (line_is_open_) shell_.out << "\n";
  shell_.out << std::flush;
  line_is_open_ = false;
}

void AnswerPrinter::write_line(const std::string& text) {
  if (text.empty()) return;
  end_line();
  shell_.out << printable_lines(text) << std::endl;
}

void AnswerPrinter::take(const protocol::ItemUpdated& event) {
  const auto* delta = std::get_if<protocol::ContentPartTextDelta>(&event.update);
  if (delta == nullptr) return;
  streamed_.insert(event.item_id);
  write(delta->delta);
}

void AnswerPrinter::take(const protocol::ItemDone& event) { show(event.item); }

/// A replaced item is shown where it says something new: the questions that were answered do not.
void AnswerPrinter::take(const protocol::ItemReplaced& event) {
  if (std::holds_alternative<protocol::StructuredInput>(event.item.kind)) return;
  show(event.item);
}

void AnswerPrinter::show(const protocol::ThreadItem& item) {
  if (std::holds_alternative<protocol::UserMessage>(item.kind)) return;
  end_line();
  if (const auto* call = std::get_if<protocol::ClientToolCall>(&item.kind)) {
    pending_call_id_.reset();
    if (call->status == "pending") pending_call_id_ = call->call_id;
  }
  if (streamed_.contains(item.id)) return;
  if (std::holds_alternative<protocol::AssistantMessage>(item.kind)) {
    write(item_text(item));
    end_line();
  } else {
    write_line(item_text(item));
  }
}

void AnswerPrinter::take(const protocol::ProgressUpdate& event) {
  if (shell_.out_is_terminal) write_line("... " + event.text);
}

void AnswerPrinter::take(const protocol::Notice& event) {
  write_line("[" + event.level + "] " + event.message);
}

void AnswerPrinter::take(const protocol::StreamError& event) {
  end_line();
  shell_.err << "chatkit: " << printable_line(event.message.value_or("the answer failed"))
             << std::endl;
}

}  // namespace chatkit::app
