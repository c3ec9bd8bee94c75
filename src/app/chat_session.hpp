#pragma once

#include <optional>

#include "app/arguments.hpp"
#include "chatkit/client.hpp"
#include "chatkit/session_guard.hpp"

namespace chatkit::app {

/// The sessions of one chat at a terminal: the program holds an API key, so it makes the next one
/// before the one in use expires. The last one is cancelled at the end.
class ChatSession {
 public:
  /// Errors: those of `Sessions::create`; CommandError for state variables that are none.
  ChatSession(const Client& client, const Arguments& arguments);
  ChatSession(const ChatSession&) = delete;
  ChatSession& operator=(const ChatSession&) = delete;

  /// Does not outlive this object.
  const Conversation& conversation() const noexcept { return conversation_; }

 private:
  ClientSecret make();

  const Client& client_;
  SessionCreateParams params_;
  std::optional<SessionGuard> guard_;
  std::optional<ClientSecret> first_;  // Made at the start, so that a mistake shows then.
  Conversation conversation_;
};

}  // namespace chatkit::app
