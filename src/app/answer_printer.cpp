#include "app/answer_printer.hpp"

#include <variant>

#include "app/terminal_text.hpp"
#include "model/dialects.hpp"

namespace chatkit::app {

void AnswerPrinter::print(const protocol::Event& event) {
  std::visit([this](const auto& value) { take(value); }, event);
}

void AnswerPrinter::write(const std::string& text) {
  if (text.empty()) return;
  shell_.out << printable_lines(text) << std::flush;
  line_is_open_ = text.back() != '\n';
}

void AnswerPrinter::end_line() {
  if (line_is_open_) shell_.out << std::endl;
  line_is_open_ = false;
}

void AnswerPrinter::take(const protocol::ItemUpdated& event) {
  const auto* delta = std::get_if<protocol::ContentPartTextDelta>(&event.update);
  if (delta == nullptr) return;
  streamed_.insert(event.item_id);
  write(delta->delta);
}

void AnswerPrinter::take(const protocol::ItemDone& event) {
  if (std::holds_alternative<protocol::UserMessage>(event.item.kind)) return;
  end_line();
  if (streamed_.contains(event.item.id)) return;
  const auto item = to_rest(event.item);
  if (!item) return;
  if (!item->role()) write("[" + item->wire_type + "] ");
  write(item->content_text());
  end_line();
}

void AnswerPrinter::take(const protocol::ProgressUpdate& event) {
  if (!shell_.out_is_terminal) return;
  end_line();
  write("... " + event.text);
  end_line();
}

void AnswerPrinter::take(const protocol::Notice& event) {
  end_line();
  write("[" + event.level + "] " + event.message);
  end_line();
}

void AnswerPrinter::take(const protocol::StreamError& event) {
  end_line();
  shell_.err << "chatkit: " << printable_line(event.message.value_or("the answer failed"))
             << std::endl;
}

std::string spoken_item(const protocol::ThreadItem& item) {
  const auto shown = to_rest(item);
  if (!shown) return "";
  const auto role = shown->role();
  const auto who = role == "user" ? "you" : role.value_or(shown->wire_type);
  return who + ": " + shown->content_text();
}

}  // namespace chatkit::app
