#include "app/shell.hpp"

namespace chatkit::app {

ExitCode exit_code_of_status(int status) noexcept {
  switch (status) {
    case 404:
    case 410:
      return ExitCode::not_found;
    case 401:
    case 403:
    case 409:
    case 429:
      return ExitCode::refused;
    default:
      return ExitCode::failure;
  }
}

CommandError command_error(const Error& error) {
  auto message = error.message;
  if (message.empty()) message = error.log_text;
  return CommandError(exit_code_of_status(status_of(error.kind)), message);
}

}  // namespace chatkit::app
