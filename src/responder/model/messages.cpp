#include "responder/model/messages.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>
#include <variant>

namespace chatkit::responder {
namespace {

constexpr std::size_t kTokensOfAMessage = 4;
/// What common models with vision take for a picture of about a megapixel.
constexpr std::size_t kTokensOfAnImage = 1024;

std::string as_quote(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out.append("> ").append(text.substr(0, end)).append("\n");
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::string text_of(const protocol::UserMessage& message) {
  std::string text;
  if (message.quoted_text) text = as_quote(*message.quoted_text) + "\n";
  for (const protocol::UserContent& content : message.content) {
    text += std::visit([](const auto& part) { return part.text; }, content);
  }
  return text;
}

std::string text_of(const protocol::AssistantMessage& message) {
  std::string text;
  for (const protocol::AssistantContent& content : message.content) {
    if (!text.empty()) text += "\n\n";
    text += content.text;
  }
  return text;
}

std::string text_of(const protocol::ClientToolCall& call) {
  std::string text = "[The page was asked to run " + call.name + " with " + call.arguments.text();
  if (!call.output) return text + " and has not answered.]";
  return text + " and answered: " + json::plain_text(*call.output) + "]";
}

std::string text_of(const protocol::StructuredInput& input) {
  return "[The user was asked, and the questions are " + input.status + ": " + input.inputs.text() +
         "]";
}

std::optional<json::ChatMessage> message_unless_empty(std::string role, std::string text) {
  if (text.empty()) return std::nullopt;
  return text_message(std::move(role), std::move(text));
}

}  // namespace

json::ChatMessage text_message(std::string role, std::string text) {
  json::ChatMessage message;
  message.role = std::move(role);
  json::ChatText part;
  part.text = std::move(text);
  message.parts.emplace_back(std::move(part));
  return message;
}

std::optional<json::ChatMessage> message_of(const protocol::ThreadItem& item) {
  return std::visit(
      [](const auto& kind) -> std::optional<json::ChatMessage> {
        using Kind = std::decay_t<decltype(kind)>;
        if constexpr (std::is_same_v<Kind, protocol::UserMessage> ||
                      std::is_same_v<Kind, protocol::ClientToolCall> ||
                      std::is_same_v<Kind, protocol::StructuredInput>) {
          return text_message("user", text_of(kind));
        } else if constexpr (std::is_same_v<Kind, protocol::AssistantMessage>) {
          return message_unless_empty("assistant", text_of(kind));
        } else if constexpr (std::is_same_v<Kind, protocol::Widget>) {
          return message_unless_empty("assistant", kind.copy_text.value_or(""));
        } else if constexpr (std::is_same_v<Kind, protocol::HiddenContext>) {
          return message_unless_empty("system", json::plain_text(kind.content));
        } else if constexpr (std::is_same_v<Kind, protocol::SdkHiddenContext>) {
          return message_unless_empty("system", kind.content);
        } else {
          return std::nullopt;
        }
      },
      item.kind);
}

json::ChatMessage message_of(const Action& action) {
  return text_message("user", "[The user did " + action.type + " in the conversation, with " +
                                  action.payload.text() + "]");
}

void append_message(std::vector<json::ChatMessage>& messages, json::ChatMessage message) {
  if (messages.empty() || messages.back().role != message.role) {
    messages.push_back(std::move(message));
    return;
  }
  std::vector<json::ChatPart>& parts = messages.back().parts;
  for (json::ChatPart& part : message.parts) {
    auto* text = std::get_if<json::ChatText>(&part);
    auto* last = parts.empty() ? nullptr : std::get_if<json::ChatText>(&parts.back());
    if (text != nullptr && last != nullptr) {
      last->text += "\n\n" + text->text;
    } else {
      parts.push_back(std::move(part));
    }
  }
}

std::size_t estimate_tokens(std::string_view text) noexcept {
  const auto ascii = static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
  return (ascii + 2) / 3 + (text.size() - ascii + 1) / 2;
}

std::size_t estimate_tokens(const json::ChatMessage& message) noexcept {
  std::size_t tokens = kTokensOfAMessage;
  for (const json::ChatPart& part : message.parts) {
    const auto* text = std::get_if<json::ChatText>(&part);
    tokens += text == nullptr ? kTokensOfAnImage : estimate_tokens(text->text);
  }
  return tokens;
}

}  // namespace chatkit::responder
