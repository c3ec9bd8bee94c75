#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace chatkit::app {

/// Markdown as a terminal shows it, while it is still being written.
///
/// What is not yet decided, such as a star that may begin a bold word, is held back until it is or
/// the line ends; so the whole reads the same however it was cut. The text that comes in is
/// printable already: only this class adds escape sequences, and each line ends without one open.
/// Knows headings, emphasis, code, lists, quotes, links and rules; the rest is shown as it stands.
class MarkdownText {
 public:
  enum class Style {
    plain,  ///< The text as it is.
    ansi,   ///< With escape sequences of ECMA-48.
  };
  explicit MarkdownText(Style style) : style_(style) {}

  /// What can be shown of the text so far and was not given before.
  std::string feed(std::string_view text);
  /// What was held back. The next text begins a line.
  std::string finish();

 private:
  /// How much of a line its beginning takes once it is shown.
  using Start = std::size_t;
  static constexpr Start kUndecided = std::string_view::npos;

  void show_line(std::string_view line, bool complete);
  bool show_block_start(bool complete);
  Start start_heading(std::string_view line, bool complete);
  Start start_fence(std::string_view line, bool complete);
  Start start_bullet(std::string_view line, bool complete);
  Start start_number(std::string_view line, bool complete);
  Start start_quote(std::string_view line, bool complete);
  void show_code_line();
  void show_inline(bool complete);
  void end_line();

  Style style_;
  std::string out_;
  std::string held_;      // What came of the line and is not shown yet.
  bool in_line_ = false;  // The beginning of the line is decided.
  bool is_heading_ = false;
  std::string fence_;    // What closes the code block that is open.
  char previous_ = ' ';  // What stands before `held_` in the line.
};

}  // namespace chatkit::app
