#pragma once

#include <memory>
#include <string_view>

#include "chatkit/request_options.hpp"
#include "chatkit/response.hpp"
#include "chatkit/session.hpp"

namespace chatkit {

class ClientCore;
class SessionsWithRawResponse;

/// Creates and cancels ChatKit sessions: the short-lived credentials a browser chats with.
///
/// A handle: copies are cheap, share one connection pool, and may be used from any thread.
/// Errors, all calls: UsageError before anything is sent, APIStatusError by status,
/// APITimeoutError, APIConnectionError, APIUserAbortError, APIResponseValidationError.
/// Source: contract section 1; sends `OpenAI-Beta: chatkit_beta=v1`.
class Sessions {
 public:
  explicit Sessions(std::shared_ptr<const ClientCore> core);
  Sessions(const Sessions&) = default;  // No move: a handle is never empty.
  Sessions& operator=(const Sessions&) = default;

  /// Issues a client secret for one end user.
  /// Retried with one idempotency key, so a retry never makes a second session.
  Response<ChatSession> create(const SessionCreateParams& params,
                               const RequestOptions& options = {}) const;
  /// Ends a session before its time; its client secret stops working. Repeatable.
  Response<ChatSession> cancel(std::string_view session_id,
                               const RequestOptions& options = {}) const;
  /// Reads a session. An extension of chatkit-cpp's service.
  Response<ChatSession> retrieve(std::string_view session_id,
                                 const RequestOptions& options = {}) const;

  /// Changes the state variables or the expiry of an active session.
  /// An extension of chatkit-cpp's service.
  Response<ChatSession> update(std::string_view session_id, const SessionUpdateParams& params,
                               const RequestOptions& options = {}) const;

  /// The same calls, giving the answer as it came.
  SessionsWithRawResponse with_raw_response() const;

 private:
  std::shared_ptr<const ClientCore> core_;
};

/// The calls of Sessions, giving the answer as it came.
class SessionsWithRawResponse {
 public:
  explicit SessionsWithRawResponse(std::shared_ptr<const ClientCore> core);
  SessionsWithRawResponse(const SessionsWithRawResponse&) = default;
  SessionsWithRawResponse& operator=(const SessionsWithRawResponse&) = default;

  RawResponse<Response<ChatSession>> create(const SessionCreateParams& params,
                                            const RequestOptions& options = {}) const;
  RawResponse<Response<ChatSession>> cancel(std::string_view session_id,
                                            const RequestOptions& options = {}) const;
  RawResponse<Response<ChatSession>> retrieve(std::string_view session_id,
                                              const RequestOptions& options = {}) const;
  RawResponse<Response<ChatSession>> update(std::string_view session_id,
                                            const SessionUpdateParams& params,
                                            const RequestOptions& options = {}) const;

 private:
  std::shared_ptr<const ClientCore> core_;
};

}  // namespace chatkit
