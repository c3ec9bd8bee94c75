#pragma once

#include <optional>
#include <string>

#include "chatkit/sessions.hpp"

namespace chatkit {

/// Cancels a session at the end of its scope.
///
/// The destructor waits for the answer, 10 s at most in each phase and without a retry, and ignores
/// a failure: the session may be cancelled or expired already, and it ends by itself in any case.
class SessionGuard {
 public:
  SessionGuard(const Sessions& sessions, std::string session_id)
      : sessions_(sessions), session_id_(std::move(session_id)) {}
  ~SessionGuard();
  SessionGuard(SessionGuard&& other) noexcept;
  SessionGuard& operator=(SessionGuard&&) = delete;
  SessionGuard(const SessionGuard&) = delete;
  SessionGuard& operator=(const SessionGuard&) = delete;

  /// Cancels now, and not again. Errors: those of `Sessions::cancel`.
  Response<ChatSession> cancel();
  /// Lets the session live on.
  void release() noexcept { session_id_.reset(); }

 private:
  Sessions sessions_;
  std::optional<std::string> session_id_;
};

}  // namespace chatkit
