#include "app/inline_markdown.hpp"

#include <algorithm>

namespace chatkit::app {
namespace {

constexpr std::size_t kUndecided = std::string_view::npos;
/// What does not close within so many bytes is no construct: a hostile line must not cost a second.
constexpr std::size_t kConstructBytesMax = 2048;

bool is_blank(char c) { return c == ' ' || c == '\t'; }
/// A letter or digit; every byte of other scripts counts as one.
bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80U;
}
bool is_punctuation(char c) { return c > ' ' && c < 0x7F && !is_word(c); }

std::size_t run_length(std::string_view text) {
  return std::min(text.find_first_not_of(text.front()), text.size());
}

/// Where a run of exactly `marks` times `mark` begins, from `from` on; npos for none.
std::size_t find_run(std::string_view text, char mark, std::size_t marks, std::size_t from) {
  for (auto at = text.find(mark, from); at != std::string_view::npos; at = text.find(mark, at)) {
    const std::size_t length = run_length(text.substr(at));
    if (length == marks) return at;
    at += length;
  }
  return std::string_view::npos;
}

/// Where emphasis that was opened with `marks` closes: behind a word, and with `_` not inside one.
std::size_t find_closing(std::string_view text, std::size_t marks) {
  const char mark = text.front();
  auto at = find_run(text, mark, marks, marks);
  while (at != std::string_view::npos) {
    const std::size_t end = at + marks;
    const bool inside_word = mark == '_' && end < text.size() && is_word(text[end]);
    if (!is_blank(text[at - 1]) && !inside_word) return at;
    at = find_run(text, mark, marks, end);
  }
  return at;
}

}  // namespace

std::size_t InlineMarkdown::show(std::string_view text, bool complete) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::string_view rest = text.substr(at);
    const bool is_cut = rest.size() >= kConstructBytesMax;
    std::size_t taken = show_construct(rest.substr(0, kConstructBytesMax), complete || is_cut);
    if (taken == kUndecided) return at;
    if (taken == 0) {
      // A run of marks that is no construct is shown whole: a part of it must not become one.
      taken = is_punctuation(rest.front()) ? run_length(rest) : 1;
      out_.append(rest.substr(0, taken));
    }
    previous_ = rest[taken - 1];
    at += taken;
  }
  return at;
}

std::size_t InlineMarkdown::show_construct(std::string_view text, bool complete) {
  // A run at the end of what came may go on.
  if (!complete && is_punctuation(text.front()) && run_length(text) == text.size()) {
    return std::string_view("\\`*_[!").find(text.front()) == std::string_view::npos ? 0
                                                                                    : kUndecided;
  }
  switch (text.front()) {
    case '\\':
      return show_escape(text, complete);
    case '`':
      return show_code(text, complete);
    case '*':
    case '_':
      return show_emphasis(text, complete);
    case '[':
    case '!':
      return show_link(text, complete);
    default:
      return 0;
  }
}

std::size_t InlineMarkdown::show_escape(std::string_view text, bool complete) {
  if (text.size() < 2) return complete ? 0 : kUndecided;
  if (!is_punctuation(text[1])) return 0;
  out_.push_back(text[1]);
  return 2;
}

std::size_t InlineMarkdown::show_code(std::string_view text, bool complete) {
  const std::size_t marks = run_length(text);
  const auto closing = find_run(text, '`', marks, marks);
  if (closing == std::string_view::npos) return complete ? 0 : kUndecided;
  if (!complete && closing + marks == text.size()) return kUndecided;
  std::string_view code = text.substr(marks, closing - marks);
  if (code.size() > 2 && code.front() == ' ' && code.back() == ' ') {
    code = code.substr(1, code.size() - 2);
  }
  out_.append("\x1b[36m").append(code).append("\x1b[39m");
  return closing + marks;
}

std::size_t InlineMarkdown::show_emphasis(std::string_view text, bool complete) {
  const std::size_t marks = run_length(text);
  const bool inside_word = text.front() == '_' && is_word(previous_);
  if (marks > 3 || marks == text.size() || is_blank(text[marks]) || inside_word) return 0;
  const auto closing = find_closing(text, marks);
  if (closing == std::string_view::npos) return complete ? 0 : kUndecided;
  if (!complete && closing + marks == text.size()) return kUndecided;
  show_emphasized(text.substr(marks, closing - marks), marks);
  return closing + marks;
}

void InlineMarkdown::show_emphasized(std::string_view inner, std::size_t marks) {
  if (marks >= 2) switch_bold(true);
  if (marks != 2) switch_italic(true);
  show(inner, true);
  if (marks != 2) switch_italic(false);
  if (marks >= 2) switch_bold(false);
}

std::size_t InlineMarkdown::show_link(std::string_view text, bool complete) {
  const std::size_t unsure = complete ? 0 : kUndecided;
  const std::size_t begin = text.front() == '!' ? 1 : 0;
  if (begin == text.size() || text[begin] != '[') return 0;
  const auto middle = text.find(']', begin);
  if (middle == std::string_view::npos || middle + 1 == text.size()) return unsure;
  if (text[middle + 1] != '(') return 0;
  const auto end = text.find(')', middle);
  if (end == std::string_view::npos) return unsure;
  const std::string_view label = text.substr(begin + 1, middle - begin - 1);
  const std::string_view address = text.substr(middle + 2, end - middle - 2);
  if (address.empty()) return 0;
  out_.append("\x1b[4m");
  show(label.empty() ? address : label, true);
  out_.append("\x1b[24m");
  if (!label.empty() && label != address) out_.append(" (").append(address).append(")");
  return end + 1;
}

void InlineMarkdown::switch_bold(bool on) {
  bold_ += on ? 1 : -1;
  if (bold_ == (on ? 1 : 0)) out_.append(on ? "\x1b[1m" : "\x1b[22m");
}

void InlineMarkdown::switch_italic(bool on) {
  italic_ += on ? 1 : -1;
  if (italic_ == (on ? 1 : 0)) out_.append(on ? "\x1b[3m" : "\x1b[23m");
}

}  // namespace chatkit::app
