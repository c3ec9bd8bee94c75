#pragma once

#include <optional>
#include <set>
#include <string>

#include "app/markdown_text.hpp"
#include "app/shell.hpp"
#include "chatkit/protocol/event.hpp"

namespace chatkit::app {

/// Markdown is shown with escape sequences on a terminal that takes them (not `TERM=dumb`), unless
/// `NO_COLOR` is set; anywhere else it stays as it is. Source: no-color.org.
MarkdownText::Style markdown_style(const Shell& shell);

/// Writes the events of a turn as they come. What comes from the service is made printable.
class AnswerPrinter {
 public:
  explicit AnswerPrinter(Shell& shell) : shell_(shell), markdown_(markdown_style(shell)) {}

  void print(const protocol::Event& event);
  /// Ends a line that is still open.
  void end_line();
  /// The thread of the turn, once it is known.
  const std::string& thread_id() const noexcept { return thread_id_; }
  /// The client tool call that waits for an output; the newest one.
  const std::optional<std::string>& pending_call_id() const noexcept { return pending_call_id_; }

 private:
  void take(const protocol::ThreadCreated& event) { thread_id_ = event.thread.id; }
  void take(const protocol::ItemUpdated& event);
  void take(const protocol::ItemDone& event);
  void take(const protocol::ItemReplaced& event);
  void take(const protocol::ProgressUpdate& event);
  void take(const protocol::Notice& event);
  void take(const protocol::StreamError& event);
  template <class Other>
  void take(const Other&) {}
  void write(const std::string& text);
  /// One line of our own making around text of the service.
  void write_line(const std::string& text);
  void show(const protocol::ThreadItem& item);

  Shell& shell_;
  MarkdownText markdown_;
  std::string thread_id_;
  std::optional<std::string> pending_call_id_;
  /// Items whose text was written piece by piece.
  std::set<std::string> streamed_;
  bool line_is_open_ = false;
};

}  // namespace chatkit::app
