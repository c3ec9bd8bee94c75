#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

namespace chatkit {

/// The credential of one session, and when it stops being one; a `ChatSession` has both.
struct ClientSecret {
  std::string value{};
  /// Unset: it is used until the service refuses it.
  std::optional<std::chrono::system_clock::time_point> expires_at{};
};

/// Gives a client secret, such as that of a new session.
///
/// Called from the thread that makes a call, one thread at a time. It is not to use the
/// conversation that it serves. What it throws ends the call.
using ClientSecretProvider = std::function<ClientSecret()>;

/// How a Conversation deals with lost connections and with secrets that expire.
struct ConversationOptions {
  /// Whether a stream whose connection breaks goes on where it stood. Without it, closing a stream
  /// stops the turn, as for a browser's page.
  bool resume = true;
  /// How often in a row a broken stream is reopened without a new event before it fails.
  int resume_attempts_max = 10;
  /// A provider is asked for the next secret this long before the one in use expires.
  std::chrono::seconds refresh_margin{30};
};

}  // namespace chatkit
