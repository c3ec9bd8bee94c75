#include "questions.hpp"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <string_view>

namespace demo {
namespace {

/// Reads the strings of one line of JSON; enough for a file of questions, no more.
class LineReader {
 public:
  explicit LineReader(std::string_view text) : text_(text) {}

  /// Goes behind `"name":`; false if it is not there.
  bool find(std::string_view name) {
    const std::string quoted = '"' + std::string(name) + '"';
    const auto found = text_.find(quoted);
    if (found == std::string_view::npos) return false;
    at_ = found + quoted.size();
    return take(':');
  }
  bool take(char wanted) {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
    if (at_ >= text_.size() || text_[at_] != wanted) return false;
    ++at_;
    return true;
  }
  std::optional<std::string> string() {
    if (!take('"')) return std::nullopt;
    std::string out;
    while (at_ < text_.size() && text_[at_] != '"') {
      if (text_[at_] == '\\') {
        escape(out);
      } else {
        out.push_back(text_[at_++]);
      }
    }
    return take('"') ? std::optional(out) : std::nullopt;
  }

 private:
  void escape(std::string& out) {
    ++at_;
    const char kind = at_ < text_.size() ? text_[at_++] : '\\';
    switch (kind) {
      case 'n':
        return out.push_back('\n');
      case 't':
        return out.push_back('\t');
      case 'r':
      case 'b':
      case 'f':
        return;  // Nothing that a question needs.
      case 'u':
        return code_point(out);
      default:
        return out.push_back(kind);
    }
  }
  std::uint32_t four_digits() {
    const std::string digits(text_.substr(std::min(at_, text_.size()), 4));
    at_ += 4;
    return static_cast<std::uint32_t>(std::stoul(digits, nullptr, 16));
  }
  void code_point(std::string& out) {
    std::uint32_t code = four_digits();
    if (code >= 0xD800 && code < 0xDC00 && text_.substr(at_).starts_with("\\u")) {
      at_ += 2;
      code = 0x10000U + ((code - 0xD800U) << 10U) + (four_digits() - 0xDC00U);
    }
    append_utf8(out, code);
  }
  static void append_utf8(std::string& out, std::uint32_t code) {
    const auto byte = [&out](std::uint32_t value) { out.push_back(static_cast<char>(value)); };
    if (code < 0x80) return byte(code);
    if (code < 0x800) {
      byte(0xC0U | code >> 6U);
    } else if (code < 0x10000) {
      byte(0xE0U | code >> 12U);
      byte(0x80U | (code >> 6U & 0x3FU));
    } else {
      byte(0xF0U | code >> 18U);
      byte(0x80U | (code >> 12U & 0x3FU));
      byte(0x80U | (code >> 6U & 0x3FU));
    }
    byte(0x80U | (code & 0x3FU));
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

Conversation read_line(std::string_view line) {
  Conversation conversation;
  LineReader reader(line);
  if (reader.find("category")) conversation.topic = reader.string().value_or("");
  if (!reader.find("turns") || !reader.take('[')) return conversation;
  do {
    if (auto turn = reader.string()) conversation.turns.push_back(*std::move(turn));
  } while (reader.take(','));
  return conversation;
}

}  // namespace

std::vector<Conversation> read_conversations(const std::string& path, std::size_t count_max) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path);
  std::vector<Conversation> conversations;
  std::string line;
  while (conversations.size() < count_max && std::getline(file, line)) {
    Conversation conversation = read_line(line);
    if (!conversation.turns.empty()) conversations.push_back(std::move(conversation));
  }
  if (conversations.empty()) throw std::runtime_error(path + " holds no line with turns");
  return conversations;
}

std::vector<Conversation> built_in_conversations(std::size_t count) {
  static const std::vector<Conversation> kOwn = {
      {"travel", {"Plan a day in Lisbon for two.", "Now make it a rainy day."}},
      {"cooking", {"How do I rescue a curdled sauce?", "And if it has eggs in it?"}},
      {"science", {"Why is the sky blue?", "Then why are sunsets red?"}},
      {"coding", {"What does std::optional cost?", "When would you not use it?"}},
      {"language", {"Wie sagt man „rubber duck debugging“ auf Deutsch?", "请用中文再说一遍。"}},
  };
  std::vector<Conversation> conversations;
  for (std::size_t i = 0; i < count; ++i) conversations.push_back(kOwn[i % kOwn.size()]);
  return conversations;
}

}  // namespace demo
