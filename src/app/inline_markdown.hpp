#pragma once

#include <string>
#include <string_view>

namespace chatkit::app {

/// Text inside a line: emphasis, code and links. One for each line.
class InlineMarkdown {
 public:
  /// Appends to `out`.
  InlineMarkdown(std::string& out, char previous, bool is_bold)
      : out_(out), previous_(previous), bold_(is_bold ? 1 : 0) {}

  /// Shows as much of `text` as is decided, all of it if `complete`; returns how much that was.
  std::size_t show(std::string_view text, bool complete);
  /// What stands before the text that comes next.
  char previous() const noexcept { return previous_; }

 private:
  /// How much of `text` a construct at its front takes once shown: nothing where it is none, and
  /// `kUndecided` where more text is needed.
  std::size_t show_construct(std::string_view text, bool complete);
  std::size_t show_escape(std::string_view text, bool complete);
  std::size_t show_code(std::string_view text, bool complete);
  std::size_t show_emphasis(std::string_view text, bool complete);
  std::size_t show_link(std::string_view text, bool complete);
  void show_emphasized(std::string_view inner, std::size_t marks);
  void switch_bold(bool on);
  void switch_italic(bool on);

  std::string& out_;
  char previous_;
  int bold_;
  int italic_ = 0;
};

}  // namespace chatkit::app
