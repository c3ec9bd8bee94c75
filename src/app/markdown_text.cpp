#include "app/markdown_text.hpp"

#include <algorithm>
#include <utility>

#include "app/inline_markdown.hpp"

namespace chatkit::app {
namespace {

constexpr std::size_t kHeadingLevelMax = 6;
constexpr std::size_t kFenceMarksMin = 3;
constexpr std::size_t kRuleMarksMin = 3;
constexpr std::size_t kNumberDigitsMax = 9;
constexpr std::size_t kRuleColumns = 20;

std::size_t count_front(std::string_view text, char c) {
  return std::min(text.find_first_not_of(c), text.size());
}

bool is_rule(std::string_view line) {
  std::size_t marks = 0;
  for (const char c : line) {
    if (c == ' ') continue;
    if (c != line.front()) return false;
    ++marks;
  }
  return marks >= kRuleMarksMin;
}

/// Whether a line that begins so may still become a rule such as `* * *`.
bool may_become_rule(std::string_view line) {
  return line.find_first_not_of(std::string{line.front(), ' '}) == std::string_view::npos;
}

}  // namespace

std::string MarkdownText::feed(std::string_view text) {
  if (style_ == Style::plain) return std::string(text);
  while (!text.empty()) {
    const auto end = text.find('\n');
    show_line(text.substr(0, end), end != std::string_view::npos);
    if (end == std::string_view::npos) break;
    out_.push_back('\n');
    text.remove_prefix(end + 1);
  }
  return std::exchange(out_, {});
}

std::string MarkdownText::finish() {
  if (style_ == Style::plain) return {};
  if (in_line_ || !held_.empty()) show_line({}, true);
  fence_.clear();
  return std::exchange(out_, {});
}

void MarkdownText::show_line(std::string_view line, bool complete) {
  held_.append(line);
  if (!fence_.empty()) {
    if (complete) show_code_line();
  } else if (in_line_ || show_block_start(complete)) {
    show_inline(complete);
  }
  if (complete) end_line();
}

void MarkdownText::end_line() {
  if (is_heading_) out_.append("\x1b[22m");
  held_.clear();
  in_line_ = false;
  is_heading_ = false;
  previous_ = ' ';
}

void MarkdownText::show_code_line() {
  const std::size_t indent = count_front(held_, ' ');
  const std::size_t marks = count_front(std::string_view(held_).substr(indent), fence_.front());
  const bool closes =
      marks >= fence_.size() && held_.find_first_not_of(' ', indent + marks) == std::string::npos;
  if (closes) {
    fence_.clear();
  } else {
    out_.append("    \x1b[2m").append(held_).append("\x1b[22m");
  }
}

MarkdownText::Start MarkdownText::start_heading(std::string_view line, bool complete) {
  const std::size_t level = count_front(line, '#');
  if (level == line.size() && !complete) return kUndecided;
  if (level > kHeadingLevelMax || (level < line.size() && line[level] != ' ')) return 0;
  is_heading_ = true;
  out_.append("\x1b[1m");
  return std::min(level + 1, line.size());
}

MarkdownText::Start MarkdownText::start_fence(std::string_view line, bool complete) {
  const std::size_t marks = count_front(line, line.front());
  if (marks < kFenceMarksMin && line.size() >= kFenceMarksMin) return 0;
  if (!complete) return kUndecided;
  if (marks < kFenceMarksMin || line.find('`', marks) != std::string_view::npos) return 0;
  fence_ = line.substr(0, marks);  // Its language is not shown.
  return line.size();
}

MarkdownText::Start MarkdownText::start_bullet(std::string_view line, bool complete) {
  const char mark = line.front();
  if (may_become_rule(line) && !complete) return kUndecided;
  if (is_rule(line) && mark != '+') {
    for (std::size_t i = 0; i < kRuleColumns; ++i) out_.append("─");
    return line.size();
  }
  if (mark == '_' || line.size() < 2 || line[1] != ' ') return 0;
  out_.append("• ");
  return 2;
}

MarkdownText::Start MarkdownText::start_number(std::string_view line, bool complete) {
  const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
  if (digits == 0 || digits > kNumberDigitsMax) return 0;
  if (digits + 1 >= line.size()) return complete ? 0 : kUndecided;
  if ((line[digits] != '.' && line[digits] != ')') || line[digits + 1] != ' ') return 0;
  out_.append(line.substr(0, digits + 2));
  return digits + 2;
}

MarkdownText::Start MarkdownText::start_quote(std::string_view line, bool complete) {
  if (line.size() == 1 && !complete) return kUndecided;
  out_.append("│ ");
  return line.starts_with("> ") ? 2 : 1;
}

/// Shows what a line begins with and takes it from `held_`; false while that is not decided.
bool MarkdownText::show_block_start(bool complete) {
  const std::size_t indent = count_front(held_, ' ');
  const std::string_view line = std::string_view(held_).substr(indent);
  if (line.empty()) return complete;
  const std::size_t shown = out_.size();
  Start taken = 0;
  switch (line.front()) {
    case '#':
      taken = start_heading(line, complete);
      break;
    case '`':
    case '~':
      taken = start_fence(line, complete);
      break;
    case '-':
    case '*':
    case '+':
    case '_':
      taken = start_bullet(line, complete);
      break;
    case '>':
      taken = start_quote(line, complete);
      break;
    default:
      taken = start_number(line, complete);
  }
  if (taken == kUndecided) return false;
  if (out_.size() > shown && !is_heading_) out_.insert(shown, indent, ' ');
  if (taken > 0) held_.erase(0, indent + taken);
  in_line_ = true;
  return true;
}

void MarkdownText::show_inline(bool complete) {
  InlineMarkdown text(out_, previous_, is_heading_);
  held_.erase(0, text.show(held_, complete));
  previous_ = text.previous();
}

}  // namespace chatkit::app
