#pragma once

#include <functional>
#include <istream>
#include <optional>
#include <ostream>
#include <stdexcept>
#include <string>

#include "base/error.hpp"

namespace chatkit::app {

/// The program's surroundings, so that tests can give their own.
struct Shell {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  std::function<std::optional<std::string>(const std::string&)> environment{};
};

/// What the program's exit tells. Documented in `chatkit --help`.
enum class ExitCode : int {
  ok = 0,
  failure = 1,
  usage = 2,
  not_found = 3,
  refused = 4,
  unreachable = 5,
};

/// Ends a command with a message for people.
class CommandError : public std::runtime_error {
 public:
  CommandError(ExitCode code, const std::string& message)
      : std::runtime_error(message), code_(code) {}
  ExitCode code() const noexcept { return code_; }

 private:
  ExitCode code_;
};

/// The exit code that an HTTP status or an error's kind stands for.
ExitCode exit_code_of_status(int status) noexcept;
/// An Error as the end of a command; its message is for the operator.
CommandError command_error(const Error& error);

}  // namespace chatkit::app
