#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "chatkit/attachment_upload.hpp"
#include "chatkit/client_options.hpp"
#include "chatkit/client_tools.hpp"
#include "chatkit/conversation_options.hpp"
#include "chatkit/conversation_stream.hpp"
#include "chatkit/protocol/input.hpp"
#include "chatkit/protocol/replies.hpp"
#include "chatkit/protocol/submission.hpp"
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

/// What a user thinks of an answer.
enum class FeedbackKind { positive, negative };

/// Chats as the user of a session does, without a browser: the client secret is the credential.
///
/// A handle: copies are cheap, share one connection pool, and may be used from any thread.
/// Errors, all calls: as for Sessions; a refusal is thrown by the call itself, before any event.
/// Every streaming call carries one idempotency key through its attempts: where the connection
/// breaks before an answer came, the repeated call joins the turn that the first one began.
/// Source: contract section 2, `POST {base}/chatkit/conversation`.
class Conversation {
 public:
  using ThreadPage = protocol::Page<protocol::Thread>;
  using ItemPage = protocol::Page<protocol::ThreadItem>;

  /// Without a Client, for programs that hold a client secret but no API key.
  explicit Conversation(std::string_view client_secret, const ClientOptions& client = {},
                        const ConversationOptions& options = {});
  /// The same with secrets that change; see `Client::conversation`.
  explicit Conversation(ClientSecretProvider secrets, const ClientOptions& client = {},
                        const ConversationOptions& options = {});
  /// `core` sends the client secret as its key. Made by `Client::conversation`.
  explicit Conversation(std::shared_ptr<const ClientCore> core,
                        const ConversationOptions& options = {});
  Conversation(const Conversation&) = default;  // No move: a handle is never empty.
  Conversation& operator=(const Conversation&) = default;

  /// Starts a thread with the user's message; the events begin with `thread.created`.
  ConversationStream create_thread(const protocol::UserMessageInput& input,
                                   const RequestOptions& options = {}) const;
  /// Goes on with a thread; the events begin with the stored message.
  ConversationStream add_user_message(std::string_view thread_id,
                                      const protocol::UserMessageInput& input,
                                      const RequestOptions& options = {}) const;
  /// Answers a client tool call; the turn goes on once none is pending. An empty `call_id` means
  /// the newest one. Repeating an output does no harm.
  ConversationStream add_client_tool_output(std::string_view thread_id, std::string_view call_id,
                                            const RawJson& output,
                                            const RequestOptions& options = {}) const;
  /// Answers, or skips, the questions of a `structured_input` item.
  ConversationStream add_structured_input(std::string_view thread_id, std::string_view item_id,
                                          const protocol::StructuredInputSubmission& input,
                                          const RequestOptions& options = {}) const;
  /// Answers the user message `item_id` again; what came after it goes once the answer begins.
  ConversationStream retry_after_item(std::string_view thread_id, std::string_view item_id,
                                      const RequestOptions& options = {}) const;
  ConversationStream custom_action(std::string_view thread_id, const protocol::CustomAction& action,
                                   const RequestOptions& options = {}) const;
  /// An action that is answered at once, without a turn.
  Response<protocol::SyncCustomActionResponse> sync_custom_action(
      std::string_view thread_id, const protocol::CustomAction& action,
      const RequestOptions& options = {}) const;

  /// Reads `first` to its end, answers the client tool calls that are pending then, reads on what
  /// that brings, and so forth until no call is pending: all of it as one stream. The tools run in
  /// the thread that reads it.
  /// Errors of the stream: also ChatKitError where the workflow asks for tools more than
  /// `rounds_max` times in a row.
  ConversationStream run_tools(ConversationStream first, ClientTools tools,
                               const ToolRunOptions& options = {}) const;

  /// Stops the turn that runs in the thread, or only `run_id` if it is given. What was answered so
  /// far is kept, and the turn's stream ends. Repeatable; nothing happens where nothing runs.
  void stop(std::string_view thread_id, const std::optional<std::string>& run_id = {},
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
  void feedback(std::string_view thread_id, const std::vector<std::string>& item_ids,
                FeedbackKind kind, const RequestOptions& options = {}) const;

  /// Uploads a file in one call. Name the attachment's `id` in a message.
  /// Errors: also UsageError for a file that cannot be read; what `on_progress` throws.
  Response<protocol::CreatedAttachment> upload(const AttachmentUpload& upload,
                                               const RequestOptions& options = {}) const;
  /// Announces a file whose bytes follow with the second `upload`, or from elsewhere.
  Response<protocol::CreatedAttachment> create_attachment(
      const protocol::AttachmentCreateParams& params, const RequestOptions& options = {}) const;
  /// Sends the bytes to where `attachment` wants them; the client secret does not go there.
  /// Errors: also UsageError where the attachment wants none.
  void upload(const protocol::CreatedAttachment& attachment, const AttachmentUpload& upload,
              const RequestOptions& options = {}) const;
  void delete_attachment(std::string_view attachment_id, const RequestOptions& options = {}) const;

  /// Speech to text. `audio` is the recording itself, `mime_type` such as `audio/webm`.
  Response<protocol::TranscriptionResult> transcribe(std::string_view audio,
                                                     std::string_view mime_type,
                                                     const RequestOptions& options = {}) const;

 private:
  std::shared_ptr<const ClientCore> core_;
  ConversationOptions options_;
};

}  // namespace chatkit
