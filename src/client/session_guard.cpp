#include "chatkit/session_guard.hpp"

#include <chrono>
#include <exception>
#include <utility>

namespace chatkit {

SessionGuard::~SessionGuard() {
  if (!session_id_) return;
  try {
    sessions_.cancel(*session_id_, {.timeout = std::chrono::seconds(10), .max_retries = 0});
  } catch (const std::exception&) {
    // A destructor must not throw, and the session ends by itself.
  }
}

SessionGuard::SessionGuard(SessionGuard&& other) noexcept
    : sessions_(other.sessions_), session_id_(std::exchange(other.session_id_, std::nullopt)) {}

Response<ChatSession> SessionGuard::cancel() {
  const std::string session_id = std::exchange(session_id_, std::nullopt).value_or("");
  return sessions_.cancel(session_id);
}

}  // namespace chatkit
