#pragma once

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include "chatkit/headers.hpp"
#include "chatkit/raw_json.hpp"

// What the client throws:
//
//   ChatKitError
//   ├─ UsageError                     a mistake in the call itself: nothing was sent
//   └─ APIError
//      ├─ APIConnectionError          no complete answer
//      │  └─ APITimeoutError
//      ├─ APIUserAbortError           the call's stop_token was asked to stop
//      ├─ APIResponseValidationError  a good status, but the body does not fit
//      └─ APIStatusError              any status but 2xx; by status:
//            BadRequestError 400, AuthenticationError 401, PermissionDeniedError 403,
//            NotFoundError 404, ConflictError 409, UnprocessableEntityError 422,
//            RateLimitError 429, InternalServerError 500 and above; and RunLogExpiredError
namespace chatkit {

/// Anything that the client throws.
class ChatKitError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A mistake in the use of the client, found before anything is sent: no API key, an empty id, a
/// header that cannot be sent, JSON that is none.
class UsageError : public ChatKitError {
 public:
  using ChatKitError::ChatKitError;
};

/// What is known about a failed call. `status` is 0 where there was no answer.
struct ErrorFacts {
  std::string method{};
  std::string url{};  ///< Without user name, password and secrets in its query.
  int status = 0;
  Headers headers{};
  std::string body{};                 ///< As it came.
  std::optional<RawJson> json{};      ///< The body, where it is JSON.
  std::optional<std::string> code{};  ///< From the body's `error` object, as the next two.
  std::optional<std::string> param{};
  std::optional<std::string> type{};
  std::optional<std::string> request_id{};  ///< `x-request-id`.
  int retries_taken = 0;
};

/// A call that failed on its way, at the service, or in its answer.
///
/// A value: copies share the facts and do not throw.
class APIError : public ChatKitError {
 public:
  APIError(const std::string& message, std::shared_ptr<const ErrorFacts> facts)
      : ChatKitError(message), facts_(std::move(facts)) {}

  const std::optional<std::string>& code() const noexcept { return facts_->code; }
  const std::optional<std::string>& param() const noexcept { return facts_->param; }
  const std::optional<std::string>& type() const noexcept { return facts_->type; }
  const std::optional<std::string>& request_id() const noexcept { return facts_->request_id; }
  /// The answer's body as text, JSON or not; empty where there was no answer.
  const std::string& body() const noexcept { return facts_->body; }
  /// The answer's body where it is JSON.
  const std::optional<RawJson>& json() const noexcept { return facts_->json; }
  const std::string& method() const noexcept { return facts_->method; }
  const std::string& url() const noexcept { return facts_->url; }
  int retries_taken() const noexcept { return facts_->retries_taken; }

 protected:
  const ErrorFacts& facts() const noexcept { return *facts_; }

 private:
  std::shared_ptr<const ErrorFacts> facts_;
};

/// There was no complete answer: name, network, TLS, proxy, too many redirects.
class APIConnectionError : public APIError {
 public:
  using APIError::APIError;
};

/// A phase of the timeout ran out, in each attempt.
class APITimeoutError : public APIConnectionError {
 public:
  using APIConnectionError::APIConnectionError;
};

/// The program asked the call's stop_token to stop.
class APIUserAbortError : public APIError {
 public:
  using APIError::APIError;
};

/// The service answered with success, but not with what the call promises.
class APIResponseValidationError : public APIError {
 public:
  using APIError::APIError;
  int status() const noexcept { return facts().status; }
  const Headers& headers() const noexcept { return facts().headers; }
};

/// The service answered with another status than 2xx. A status without a class of its own is plain.
class APIStatusError : public APIError {
 public:
  using APIError::APIError;
  int status() const noexcept { return facts().status; }
  const Headers& headers() const noexcept { return facts().headers; }
};

class BadRequestError : public APIStatusError {
 public:
  using APIStatusError::APIStatusError;
};
class AuthenticationError : public APIStatusError {
 public:
  using APIStatusError::APIStatusError;
};
class PermissionDeniedError : public APIStatusError {
 public:
  using APIStatusError::APIStatusError;
};
class NotFoundError : public APIStatusError {
 public:
  using APIStatusError::APIStatusError;
};
class ConflictError : public APIStatusError {
 public:
  using APIStatusError::APIStatusError;
};
class UnprocessableEntityError : public APIStatusError {
 public:
  using APIStatusError::APIStatusError;
};
class RateLimitError : public APIStatusError {
 public:
  using APIStatusError::APIStatusError;
};
class InternalServerError : public APIStatusError {
 public:
  using APIStatusError::APIStatusError;
};

/// The rest of an answer can no longer be had as a stream: its run is over and its events are gone,
/// or nobody knows it (404 or 410 when a broken stream is resumed).
///
/// What the answer stored is in the thread: read it again with `Conversation::get_thread`.
class RunLogExpiredError : public APIStatusError {
 public:
  explicit RunLogExpiredError(const APIStatusError& cause) : APIStatusError(cause) {}
};

}  // namespace chatkit
