#include "responder/model/title.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "base/utf8.hpp"
#include "responder/model/messages.hpp"

namespace chatkit::responder {
namespace {

constexpr std::size_t kColumnsMax = 60;
constexpr std::size_t kQuestionBytesMax = 2000;
constexpr std::string_view kThought = "</think>";
constexpr const char* kQuestion =
    "Write a title of at most six words for a conversation that begins with the message below. "
    "Use the language of the message. Answer with the title alone.";

std::string_view first_line(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  text.remove_prefix(begin);
  return text.substr(0, text.find_first_of("\r\n"));
}

bool strip_front(std::string_view& text, std::string_view mark) {
  if (!text.starts_with(mark)) return false;
  text.remove_prefix(mark.size());
  return true;
}

bool strip_back(std::string_view& text, std::string_view mark) {
  if (!text.ends_with(mark)) return false;
  text.remove_suffix(mark.size());
  return true;
}

/// Takes quotes, Markdown's marks, a period and white space off both ends.
std::string_view bare(std::string_view text) {
  static constexpr std::string_view kFront[] = {" ", "\t", "\"", "'", "`", "*",  "_",
                                                "#", "“",  "‘",  "«", "„", "「", "Title:"};
  static constexpr std::string_view kBack[] = {" ", "\t", "\"", "'", "`", "*",  "_",
                                               ".", "”",  "’",  "»", "“", "」", "。"};
  const auto any = [&text](const auto& marks, const auto& strip) {
    return std::any_of(std::begin(marks), std::end(marks),
                       [&](std::string_view mark) { return strip(text, mark); });
  };
  while (any(kFront, strip_front) || any(kBack, strip_back)) {
  }
  return text;
}

/// The text without controls, each run of white space one space.
std::string in_one_line(std::string_view text) {
  std::string line;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte != 0x7f) {
      line.push_back(c);
    } else if (!line.empty() && line.back() != ' ') {
      line.push_back(' ');
    }
  }
  return line;
}

/// How many bytes of `text` take `kColumnsMax` columns.
std::size_t bytes_that_fit(std::string_view text) {
  const char* const end = text.data() + text.size();
  std::size_t columns = 0;
  const char* at = text.data();
  while (at != end) {
    const std::size_t length = std::max<std::size_t>(utf8_length(at, end), 1);
    // U+1100 and all above begin with the byte E1 or a greater one.
    columns += static_cast<unsigned char>(*at) >= 0xE1 ? 2 : 1;
    if (columns > kColumnsMax) break;
    at += length;
  }
  return static_cast<std::size_t>(at - text.data());
}

}  // namespace

std::vector<json::ChatMessage> title_prompt(const protocol::ThreadItem& input) {
  std::vector<json::ChatMessage> messages;
  const std::optional<json::ChatMessage> said = message_of(input);
  if (!said || said->parts.empty()) return messages;
  const auto* text = std::get_if<json::ChatText>(&said->parts.front());
  if (text == nullptr || first_line(text->text).empty()) return messages;
  messages.push_back(text_message("system", kQuestion));
  messages.push_back(text_message("user", std::string(front_of(text->text, kQuestionBytesMax))));
  return messages;
}

std::optional<std::string> clean_title(std::string_view answer) {
  const std::size_t thought = answer.find(kThought);
  if (thought != std::string_view::npos) {
    answer.remove_prefix(thought + kThought.size());
  } else if (first_line(answer).starts_with("<think>")) {
    return std::nullopt;
  }
  std::string title = in_one_line(bare(first_line(answer)));
  const std::size_t fits = bytes_that_fit(title);
  if (fits < title.size()) {
    const std::size_t space = title.rfind(' ', fits);
    title.resize(space == std::string::npos ? fits : space);
  }
  if (title.empty()) return std::nullopt;
  return title;
}

}  // namespace chatkit::responder
