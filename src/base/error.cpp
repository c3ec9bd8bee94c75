#include "base/error.hpp"

namespace chatkit {

int status_of(ErrorKind kind) noexcept {
  switch (kind) {
    case ErrorKind::invalid_request:
      return 400;
    case ErrorKind::authentication:
      return 401;
    case ErrorKind::permission:
      return 403;
    case ErrorKind::not_found:
      return 404;
    case ErrorKind::method_not_allowed:
      return 405;
    case ErrorKind::timed_out:
      return 408;
    case ErrorKind::conflict:
      return 409;
    case ErrorKind::gone:
      return 410;
    case ErrorKind::too_large:
      return 413;
    case ErrorKind::unsupported_type:
      return 415;
    case ErrorKind::unprocessable:
      return 422;
    case ErrorKind::rate_limited:
      return 429;
    case ErrorKind::headers_too_large:
      return 431;
    case ErrorKind::internal:
      return 500;
    case ErrorKind::unavailable:
      return 503;
  }
  return 500;
}

std::string_view type_of(ErrorKind kind) noexcept {
  switch (kind) {
    case ErrorKind::rate_limited:
      return "rate_limit_error";
    case ErrorKind::permission:
      return "permission_error";
    case ErrorKind::internal:
    case ErrorKind::unavailable:
      return "server_error";
    default:
      return "invalid_request_error";
  }
}

Error invalid_request(std::string_view code, std::string_view param, std::string message) {
  Error error;
  error.kind = ErrorKind::invalid_request;
  error.code = code;
  error.message = std::move(message);
  if (!param.empty()) error.param = std::string(param);
  return error;
}

Error invalid_value(std::string_view param, std::string message) {
  return invalid_request("invalid_value", param, std::move(message));
}

Error missing_parameter(std::string_view param) {
  return invalid_request("missing_required_parameter", param,
                         "Missing required parameter: '" + std::string(param) + "'.");
}

Error unknown_parameter(std::string_view param) {
  return invalid_request("unknown_parameter", param,
                         "Unknown parameter: '" + std::string(param) + "'.");
}

Error invalid_type(std::string_view param, std::string_view expected, std::string_view found) {
  return invalid_request("invalid_type", param,
                         "Invalid type for '" + std::string(param) + "': expected " +
                             std::string(expected) + ", but got " + std::string(found) +
                             " instead.");
}

Error not_found(std::string_view what, std::string_view id) {
  Error error;
  error.kind = ErrorKind::not_found;
  error.code = "not_found";
  error.message = "No " + std::string(what) + " found with id '" + std::string(id) + "'.";
  return error;
}

Error internal_error(std::string log_text) {
  Error error;
  error.kind = ErrorKind::internal;
  error.code = "server_error";
  error.message = "The server had an error while processing your request.";
  error.log_text = std::move(log_text);
  return error;
}

Error unavailable(std::string log_text) {
  Error error;
  error.kind = ErrorKind::unavailable;
  error.code = "unavailable";
  error.message = "The service cannot do this at the moment; try again later.";
  error.log_text = std::move(log_text);
  return error;
}

}  // namespace chatkit
