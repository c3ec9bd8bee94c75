#pragma once

#include <stdexcept>
#include <string>
#include <utility>

// What responders meet and throw.
namespace chatkit::server {

/// Thrown by what a responder awaits once its turn is over: the user stopped it, the server shuts
/// down, or it took or sent too much. Let it pass, so that the responder's scopes are left.
class TurnEnded : public std::runtime_error {
 public:
  TurnEnded() : std::runtime_error("the turn has ended") {}
};

/// Thrown where the service could not do what a responder asked for.
class TurnError : public std::runtime_error {
 public:
  TurnError(const std::string& what, std::string code)
      : std::runtime_error(what), code_(std::move(code)) {}
  /// A short name of the reason, such as `server_error`.
  const std::string& code() const noexcept { return code_; }

 private:
  std::string code_;
};

/// Thrown by a responder to end its turn with words for the user. Anything else that it throws
/// ends the turn too; the user then learns no more than that something went wrong.
class UserFacingError : public std::runtime_error {
 public:
  explicit UserFacingError(const std::string& message, bool allow_retry = true)
      : std::runtime_error(message), allow_retry_(allow_retry) {}
  bool allow_retry() const noexcept { return allow_retry_; }

 private:
  bool allow_retry_;
};

/// Thrown by a responder for what it does not do: the caller gets 400 `unsupported_operation`.
class UnsupportedOperation : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A server that could not start; the message is for its operator.
class StartError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace chatkit::server
