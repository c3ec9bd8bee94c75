#pragma once

#include <optional>
#include <set>
#include <string>

#include "app/shell.hpp"
#include "chatkit/protocol/event.hpp"

namespace chatkit::app {

/// Writes the events of a turn as they come. Stored text is made printable.
class AnswerPrinter {
 public:
  explicit AnswerPrinter(Shell& shell) : shell_(shell) {}

  void print(const protocol::Event& event);
  /// Ends a line that is still open.
  void end_line();
  /// The thread that the turn began, if it began one.
  const std::string& thread_id() const noexcept { return thread_id_; }

 private:
  void take(const protocol::ThreadCreated& event) { thread_id_ = event.thread.id; }
  void take(const protocol::ItemUpdated& event);
  void take(const protocol::ItemDone& event);
  void take(const protocol::ProgressUpdate& event);
  void take(const protocol::Notice& event);
  void take(const protocol::StreamError& event);
  template <class Other>
  void take(const Other&) {}
  void write(const std::string& text);

  Shell& shell_;
  std::string thread_id_;
  /// Items whose text was written piece by piece.
  std::set<std::string> streamed_;
  bool line_is_open_ = false;
};

/// An item in words, with who said it: `you: …`; empty for kinds that nobody needs to see.
std::string spoken_item(const protocol::ThreadItem& item);

}  // namespace chatkit::app
