#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "chatkit/client_options.hpp"
#include "chatkit/conversation_stream.hpp"
#include "chatkit/protocol/input.hpp"
#include "chatkit/protocol/thread.hpp"
#include "chatkit/request_options.hpp"
#include "chatkit/response.hpp"

namespace chatkit {

class ClientCore;

/// What the lists of a Conversation take. Unset members are not sent.
struct ConversationListParams {
  std::optional<std::uint32_t> limit{};
  Order order = Order::desc;
  std::optional<std::string> after{};
};

/// Chats as the user of a session does, without a browser: the client secret is the credential.
///
/// A handle: copies are cheap, share one connection pool, and may be used from any thread.
/// Errors, all calls: as for Sessions; a refusal is thrown by the call itself, before any event.
/// Source: contract section 2, `POST {base}/chatkit/conversation`.
class Conversation {
 public:
  using ThreadPage = protocol::Page<protocol::Thread>;
  using ItemPage = protocol::Page<protocol::ThreadItem>;

  /// Without a Client, for programs that hold a client secret but no API key.
  explicit Conversation(std::string_view client_secret, const ClientOptions& options = {});
  /// `core` sends the client secret as its key. Made by `Client::conversation`.
  explicit Conversation(std::shared_ptr<const ClientCore> core);
  Conversation(const Conversation&) = default;  // No move: a handle is never empty.
  Conversation& operator=(const Conversation&) = default;

  /// Starts a thread with the user's message; the events begin with `thread.created`.
  ConversationStream create_thread(const protocol::UserMessageInput& input,
                                   const RequestOptions& options = {}) const;
  /// Goes on with a thread; the events begin with the stored message.
  ConversationStream add_user_message(std::string_view thread_id,
                                      const protocol::UserMessageInput& input,
                                      const RequestOptions& options = {}) const;

  /// A thread with its newest items.
  Response<protocol::Thread> get_thread(std::string_view thread_id,
                                        const RequestOptions& options = {}) const;
  Response<ThreadPage> list_threads(const ConversationListParams& params = {},
                                    const RequestOptions& options = {}) const;
  Response<ItemPage> list_items(std::string_view thread_id,
                                const ConversationListParams& params = {},
                                const RequestOptions& options = {}) const;
  /// Renames a thread.
  Response<protocol::Thread> update_thread(std::string_view thread_id, std::string_view title,
                                           const RequestOptions& options = {}) const;
  void delete_thread(std::string_view thread_id, const RequestOptions& options = {}) const;

 private:
  std::shared_ptr<const ClientCore> core_;
};

}  // namespace chatkit
