#pragma once

#include <istream>
#include <optional>
#include <string>

namespace chatkit::app {

/// Lines from a stream, until its end or until another thread closes the input.
class LineInput {
 public:
  explicit LineInput(std::istream& in);
  ~LineInput();
  LineInput(const LineInput&) = delete;
  LineInput& operator=(const LineInput&) = delete;

  /// The next line; nothing at the end. Blocks until there is one.
  std::optional<std::string> next();
  /// Ends the input; wakes a thread that waits at a terminal. From any thread.
  void close();

 private:
  /// False where the input was closed before a line came.
  bool wait() const;

  std::istream& in_;
  bool is_terminal_;
  int wake_[2] = {-1, -1};  // A pipe: closing the input writes to it.
};

}  // namespace chatkit::app
