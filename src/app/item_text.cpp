#include "app/item_text.hpp"

#include <optional>
#include <variant>

#include "app/json_fields.hpp"
#include "model/dialects.hpp"

namespace chatkit::app {
namespace {

std::string tool_call_text(const protocol::ClientToolCall& call) {
  std::string text = "[tool call] " + call.name + " " + call.arguments.text();
  if (call.output) text += " -> " + call.output->text();
  return text;
}

/// One line a question: `[question] Size? (S, L)`.
std::string question_text(const protocol::StructuredInput& input) {
  const auto questions = json_elements(input.inputs.view());
  if (!questions) return "";
  std::string text;
  for (const auto& question : *questions) {
    const auto fields = JsonFields::read(question);
    if (!fields) continue;
    if (!text.empty()) text += "\n";
    text += "[question] " + fields->text("question").value_or("");
    std::string choices;
    const auto options = json_elements(fields->raw("options").value_or("[]"));
    for (const auto& option : options ? *options : std::vector<std::string>()) {
      const auto choice = JsonFields::read(option);
      const auto value = choice ? choice->text("value") : std::nullopt;
      if (value) choices += (choices.empty() ? "" : ", ") + *value;
    }
    if (!choices.empty()) text += " (" + choices + ")";
  }
  return text;
}

std::string file_text(const protocol::UserMessage& message) {
  std::string text;
  for (const auto& attachment : message.attachments) text += " [file: " + attachment.name + "]";
  return text;
}

}  // namespace

std::string item_text(const protocol::ThreadItem& item) {
  if (const auto* call = std::get_if<protocol::ClientToolCall>(&item.kind)) {
    return tool_call_text(*call);
  }
  if (const auto* input = std::get_if<protocol::StructuredInput>(&item.kind)) {
    return question_text(*input);
  }
  if (std::holds_alternative<protocol::GeneratedImage>(item.kind)) return "[image]";
  const auto shown = to_rest(item);
  if (!shown) return "";
  if (const auto* message = std::get_if<protocol::UserMessage>(&item.kind)) {
    return shown->content_text() + file_text(*message);
  }
  return (shown->role() ? "" : "[" + shown->wire_type + "] ") + shown->content_text();
}

std::string spoken_item(const protocol::ThreadItem& item) {
  const auto shown = to_rest(item);
  const auto role = shown ? shown->role() : std::nullopt;
  std::string text = item_text(item);
  if (!role || text.empty()) return text;
  return (role == "user" ? "you" : *role) + ": " + text;
}

}  // namespace chatkit::app
