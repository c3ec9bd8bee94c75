#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "chatkit/request_options.hpp"
#include "chatkit/response.hpp"
#include "chatkit/transport.hpp"
#include "client/request_builder.hpp"
#include "client/settings.hpp"

namespace chatkit::client {

/// One call of the API from its first attempt to its end, without I/O: the driver sends `request`,
/// reports what came of it, and does what the step says. A blocking driver is ClientCore; an
/// asynchronous one can be written beside it.
///
/// Lifetime: what it is made from outlives it. One thread at a time.
class Call {
 public:
  /// Errors: UsageError for what cannot be sent.
  Call(const Settings& settings, const CallSpec& spec, const RequestOptions& options);

  /// The attempt to send now. Errors: UsageError if the key callback gives no usable key.
  const HttpRequest& request();

  enum class Step {
    deliver,  ///< The answer is the call's result.
    again,    ///< Wait for `delay`, then send `request` again.
    fail,     ///< The answer, or the failure, is the call's error.
  };
  /// What an answer means. A redirect is `again` without delay.
  /// Errors: APIConnectionError for a redirect that cannot be followed.
  Step on_answer(int status, const Headers& headers);
  /// What an attempt without an answer means.
  Step on_failure(TransportError::Kind kind);
  /// The service knows the key that was sent no longer: whether `request` can be sent once more,
  /// with another one.
  bool renew_key();

  std::chrono::milliseconds delay() const noexcept { return delay_; }
  int retries_taken() const noexcept { return retries_taken_; }
  /// The attempt under way, credentials included.
  const HttpRequest& current() const noexcept { return attempt_; }

 private:
  Step retry(std::optional<std::chrono::milliseconds> asked);
  Step redirect(int status, const Headers& headers);
  void begin_attempt();
  void add_credentials();

  const Settings& settings_;
  const CallSpec& spec_;
  const RequestOptions& options_;
  HttpRequest attempt_;          // As sent, redirects followed.
  std::string idempotency_key_;  // One for all attempts; empty for none.
  bool attempt_is_ready_ = false;
  bool needs_rebuild_ = false;  // Redirects may have changed the attempt.
  bool has_renewed_key_ = false;
  int max_retries_;
  int retries_taken_ = 0;
  int redirects_taken_ = 0;
  std::chrono::milliseconds delay_{};
};

}  // namespace chatkit::client
