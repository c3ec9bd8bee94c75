#pragma once

#include <exception>
#include <string>
#include <string_view>

#include "base/error.hpp"

struct sqlite3;

namespace chatkit::store::sqlite {

/// A call of SQLite that failed. It leaves this room only as an Error: readers and the writer catch
/// it, so that the statements between them read as plain steps.
class Failure : public std::exception {
 public:
  Failure(int extended_code, std::string text) : code_(extended_code), text_(std::move(text)) {}

  const char* what() const noexcept override { return text_.c_str(); }
  /// SQLite's extended result code.
  int code() const noexcept { return code_; }
  /// The disk is full or gone, or another program holds the file: later tries may succeed.
  bool passes() const noexcept;

 private:
  int code_;
  std::string text_;
};

/// Throws what `database` says about its last call; `doing` names that call.
[[noreturn]] void raise_failure(sqlite3* database, std::string_view doing);

/// `unavailable` for what passes, otherwise an internal error; the text goes to the log.
Error error_of(const Failure& failure);

}  // namespace chatkit::store::sqlite
