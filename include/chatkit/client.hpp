#pragma once

#include <memory>
#include <string_view>

#include "chatkit/client_options.hpp"
#include "chatkit/conversation.hpp"
#include "chatkit/sessions.hpp"
#include "chatkit/threads.hpp"

namespace chatkit {

/// The ChatKit API: `client.beta.chatkit`. A handle, as its members are.
class ChatKit {
 public:
  explicit ChatKit(const std::shared_ptr<const ClientCore>& core) : sessions(core), threads(core) {}

  Sessions sessions;
  Threads threads;
};

/// The part of the API that may still change: `client.beta`. A handle.
class Beta {
 public:
  explicit Beta(const std::shared_ptr<const ClientCore>& core) : chatkit(core) {}

  ChatKit chatkit;
};

/// The client of a ChatKit service, hosted or your own.
///
///   chatkit::Client client;
///   auto session = client.beta.chatkit.sessions.create({.user = "u", .workflow = {.id = "demo"}});
///
/// A handle: copies are cheap and share one connection pool; any number of threads may use one
/// client. Resources and pages taken from it stay usable after it is gone. The API key is never
/// printed nor logged.
class Client {
  std::shared_ptr<const ClientCore> core_;  // First: `beta` is made from it.

 public:
  /// Reads OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_ORG_ID, OPENAI_PROJECT_ID and OPENAI_LOG for
  /// what `options` leaves unset. Errors: UsageError without a key or with an unusable base URL.
  explicit Client(const ClientOptions& options = {});
  explicit Client(std::shared_ptr<const ClientCore> core);
  Client(const Client&) = default;  // No move: a handle is never empty.
  Client& operator=(const Client&) = default;

  Beta beta;

  /// A client that differs in `overrides` and shares the connections.
  Client with_options(const ClientOverrides& overrides) const;

  /// Chats as the user that a session was made for; `client_secret` is the session's.
  Conversation conversation(std::string_view client_secret,
                            const ConversationOptions& options = {}) const;
  /// The same with secrets that change: `secrets` is asked for the first one, and for the next one
  /// before that expires or when it is refused.
  Conversation conversation(ClientSecretProvider secrets,
                            const ConversationOptions& options = {}) const;

  /// Where requests go, without a slash at the end.
  std::string_view base_url() const noexcept;
};

}  // namespace chatkit
