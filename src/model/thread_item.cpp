#include "chatkit/thread_item.hpp"

#include "model/string_map.hpp"

namespace chatkit {
namespace {

void add_line(std::string& text, std::string_view line) {
  if (line.empty()) return;
  if (!text.empty()) text.push_back('\n');
  text.append(line);
}

/// Gathers the words of each kind.
struct Words {
  std::string& text;

  void operator()(const ChatKitThreadUserMessageItem& item) const {
    for (const auto& part : item.content) add_line(text, part.text);
  }
  void operator()(const ChatKitThreadAssistantMessageItem& item) const {
    for (const auto& part : item.content) add_line(text, part.text);
  }
  void operator()(const ChatKitWidgetItem& item) const { text = item.widget; }
  void operator()(const ChatKitClientToolCall& item) const {
    add_line(text, item.name);
    add_line(text, item.arguments);
  }
  void operator()(const ChatKitTask& item) const {
    add_line(text, item.heading.value_or(""));
    add_line(text, item.summary.value_or(""));
  }
  void operator()(const ChatKitTaskGroup& item) const {
    for (const auto& task : item.tasks) {
      add_line(text, task.heading.value_or(""));
      add_line(text, task.summary.value_or(""));
    }
  }
  void operator()(const ChatKitUnknownItem&) const {}
};

}  // namespace

std::string ChatKitThreadItem::type() const { return role() ? "message" : "event"; }

std::optional<std::string> ChatKitThreadItem::role() const {
  if (std::holds_alternative<ChatKitThreadUserMessageItem>(kind)) return "user";
  if (std::holds_alternative<ChatKitThreadAssistantMessageItem>(kind)) return "assistant";
  return std::nullopt;
}

std::string ChatKitThreadItem::content_text() const {
  std::string text;
  std::visit(Words{.text = text}, kind);
  return text;
}

Metadata ChatKitThreadItem::metadata() const {
  const auto found = extra.find("metadata");
  return found == extra.end() ? Metadata() : string_pairs(found->second);
}

}  // namespace chatkit
