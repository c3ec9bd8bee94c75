#include "responder/script/command.hpp"

#include <algorithm>
#include <charconv>
#include <variant>

namespace chatkit::responder {
namespace {

std::string_view trimmed(std::string_view text) {
  static constexpr std::string_view kSpaces = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kSpaces);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpaces) - first + 1);
}

}  // namespace

std::string text_of(const protocol::ThreadItem& item) {
  std::string text;
  const auto* message = std::get_if<protocol::UserMessage>(&item.kind);
  if (message == nullptr) return text;
  for (const protocol::UserContent& content : message->content) {
    if (const auto* plain = std::get_if<protocol::TextContent>(&content)) text += plain->text;
    if (const auto* tag = std::get_if<protocol::TagContent>(&content)) text += tag->text;
  }
  return std::string(trimmed(text));
}

Command parse_command(std::string_view text) {
  Command command;
  text = trimmed(text);
  if (!text.starts_with('/')) return command;
  text.remove_prefix(1);
  const std::size_t name_end = std::min(text.find_first_of(" \t\r\n"), text.size());
  command.name = text.substr(0, name_end);
  command.argument = trimmed(text.substr(name_end));
  return command;
}

std::int64_t number_of(std::string_view text, std::int64_t least, std::int64_t most) {
  std::int64_t number = least;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec == std::errc::result_out_of_range) return text.starts_with('-') ? least : most;
  if (read.ec != std::errc()) return least;
  return std::clamp(number, least, most);
}

}  // namespace chatkit::responder
