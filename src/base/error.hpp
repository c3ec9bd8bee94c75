#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace chatkit {

/// What went wrong, as far as a caller can act on it. Each kind has one HTTP status.
enum class ErrorKind {
  invalid_request,     // 400
  authentication,      // 401
  permission,          // 403
  not_found,           // 404
  method_not_allowed,  // 405
  timed_out,           // 408
  conflict,            // 409
  gone,                // 410
  too_large,           // 413
  unsupported_type,    // 415
  unprocessable,       // 422
  rate_limited,        // 429
  headers_too_large,   // 431
  internal,            // 500
  unavailable,         // 503
};

/// An expected failure inside the server: what the client is told and what the log is told, apart.
///
/// `message`, `code` and `param` go to the client; `log_text` never does.
struct Error {
  ErrorKind kind = ErrorKind::internal;
  std::string code;
  std::string message;
  std::optional<std::string> param;
  std::string log_text;
  std::optional<std::chrono::milliseconds> retry_after;
  /// A conflict that a retry cannot mend says `x-should-retry: false`.
  bool permanent = false;
};

/// The HTTP status of a kind.
int status_of(ErrorKind kind) noexcept;
/// The `type` that the API's error body carries for a kind, such as `invalid_request_error`.
std::string_view type_of(ErrorKind kind) noexcept;

/// 400 with a code of the contract's list; `param` empty means none.
Error invalid_request(std::string_view code, std::string_view param, std::string message);
/// 400 `invalid_value`.
Error invalid_value(std::string_view param, std::string message);
/// 400 `missing_required_parameter`.
Error missing_parameter(std::string_view param);
/// 400 `unknown_parameter`.
Error unknown_parameter(std::string_view param);
/// 400 `invalid_type`: `expected` and `found` are words such as "a string".
Error invalid_type(std::string_view param, std::string_view expected, std::string_view found);
/// 404: `what` is a noun such as "thread". The id is repeated to the client.
Error not_found(std::string_view what, std::string_view id);
/// 500 `server_error`: the client learns nothing of the inside.
Error internal_error(std::string log_text);
/// 503: the service cannot do this now; `log_text` says why.
Error unavailable(std::string log_text);

}  // namespace chatkit
