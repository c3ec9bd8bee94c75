#include "conversation/title.hpp"

#include <cstdint>
#include <string_view>
#include <variant>

#include "conversation/pending_items.hpp"

namespace chatkit::conversation {
namespace {

constexpr std::size_t kWordsMax = 6;
constexpr std::size_t kColumnsMax = 60;
/// Characters that join the one before take no column; this bounds them.
constexpr std::size_t kBytesMax = 256;

/// One character of valid UTF-8, taken from the front of `text`.
struct Character {
  std::string_view bytes;
  std::uint32_t code = 0;
};

Character take_character(std::string_view& text) {
  const auto lead = static_cast<unsigned char>(text.front());
  std::size_t size = 1;
  std::uint32_t code = lead;
  if (lead >= 0xf0) {
    size = 4;
    code = lead & 0x07U;
  } else if (lead >= 0xe0) {
    size = 3;
    code = lead & 0x0fU;
  } else if (lead >= 0xc0) {
    size = 2;
    code = lead & 0x1fU;
  }
  size = std::min(size, text.size());
  for (std::size_t i = 1; i < size; ++i) {
    code = (code << 6U) | (static_cast<unsigned char>(text[i]) & 0x3fU);
  }
  Character character;
  character.bytes = text.substr(0, size);
  character.code = code;
  text.remove_prefix(size);
  return character;
}

bool is_space(const Character& character) {
  return character.code < 0x20 || character.code == 0x7f || is_blank(character.bytes);
}

/// Joined to the character before it: cutting in front of it would change what is read.
bool is_joined(std::uint32_t code) {
  return (code >= 0x0300 && code <= 0x036f) || code == 0x200d ||
         (code >= 0xfe00 && code <= 0xfe0f) || (code >= 0x1f3fb && code <= 0x1f3ff);
}

bool is_wide(std::uint32_t code) {
  return (code >= 0x1100 && code <= 0x115f) || (code >= 0x2e80 && code <= 0xa4cf) ||
         (code >= 0xac00 && code <= 0xd7a3) || (code >= 0xf900 && code <= 0xfaff) ||
         (code >= 0xfe30 && code <= 0xfe6f) || (code >= 0xff00 && code <= 0xff60) ||
         (code >= 0xffe0 && code <= 0xffe6) || (code >= 0x1f300 && code <= 0x1faff) ||
         (code >= 0x20000 && code <= 0x3fffd);
}

/// Builds the title character by character and knows where it may be cut.
class TitleBuilder {
 public:
  /// False once the title is full.
  bool add(const Character& character) {
    if (is_space(character)) return end_word();
    const bool joined = is_joined(character.code) || after_joiner_;
    const std::size_t width = joined ? 0 : (is_wide(character.code) ? 2U : 1U);
    const std::size_t gap = gap_ ? 1 : 0;
    if (columns_ + gap + width > kColumnsMax ||
        text_.size() + gap + character.bytes.size() > kBytesMax) {
      cut_ = true;
      return false;
    }
    if (is_wide(character.code) && !joined) last_cut_ = text_.size();
    if (gap_) {
      last_cut_ = text_.size();
      text_ += ' ';
      ++columns_;
      gap_ = false;
    }
    text_ += character.bytes;
    columns_ += width;
    after_joiner_ = character.code == 0x200d;
    after_wide_ = is_wide(character.code) || (joined && after_wide_);
    return true;
  }

  std::string finish() {
    // A single word longer than the title has no better place than the limit itself.
    if (cut_ && !gap_ && !after_wide_ && last_cut_ > 0) text_.resize(last_cut_);
    return std::move(text_);
  }

 private:
  bool end_word() {
    if (text_.empty() || gap_) return true;
    gap_ = true;
    return ++words_ < kWordsMax;
  }

  std::string text_;
  std::size_t columns_ = 0;
  std::size_t words_ = 0;
  std::size_t last_cut_ = 0;
  bool gap_ = false;
  bool cut_ = false;
  bool after_joiner_ = false;
  bool after_wide_ = false;
};

std::string_view text_of(const protocol::UserContent& content) {
  if (const auto* text = std::get_if<protocol::TextContent>(&content)) return text->text;
  return std::get<protocol::TagContent>(content).text;
}

}  // namespace

std::string title_of(const protocol::UserMessage& message) {
  TitleBuilder builder;
  bool room = true;
  for (const protocol::UserContent& content : message.content) {
    std::string_view text = text_of(content);
    while (room && !text.empty()) room = builder.add(take_character(text));
    if (!room) break;
    Character gap;
    gap.bytes = " ";
    gap.code = ' ';
    room = builder.add(gap);
  }
  return builder.finish();
}

}  // namespace chatkit::conversation
