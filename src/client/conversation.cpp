#include "chatkit/conversation.hpp"

#include "chatkit/errors.hpp"
#include "client/conversation_calls.hpp"
#include "client/tool_source.hpp"
#include "json/protocol_replies.hpp"

namespace chatkit {
namespace {

using client::call_op;
using client::checked_id;
using client::open_stream;
using CorePtr = std::shared_ptr<const ClientCore>;

CorePtr core_for(std::string_view client_secret, ClientOptions options) {
  options.api_key = std::string(client_secret);  // Keeps the environment's key out of it.
  options.api_key_provider = nullptr;
  if (client_secret.empty()) throw UsageError("`client_secret` is empty");
  return std::make_shared<const ClientCore>(
      client::with_client_secret(client::resolve(options), client_secret));
}

CorePtr core_for(ClientSecretProvider secrets, ClientOptions options, std::chrono::seconds margin) {
  options.api_key = std::nullopt;
  options.api_key_provider = [] { return std::string(); };  // Keeps the environment's key out.
  return std::make_shared<const ClientCore>(
      client::with_client_secrets(client::resolve(options), std::move(secrets), margin));
}

template <class Action>
Action to_op(std::string_view thread_id, const protocol::CustomAction& action) {
  if (action.type.empty()) throw UsageError("the action's `type` is empty");
  Action op;
  op.thread_id = checked_id("thread_id", thread_id);
  op.item_id = action.item_id;
  op.action_type = action.type;
  op.payload = action.payload;
  return op;
}

}  // namespace

Conversation::Conversation(std::string_view client_secret, const ClientOptions& client,
                           const ConversationOptions& options)
    : Conversation(core_for(client_secret, client), options) {}

Conversation::Conversation(ClientSecretProvider secrets, const ClientOptions& client,
                           const ConversationOptions& options)
    : Conversation(core_for(std::move(secrets), client, options.refresh_margin), options) {}

Conversation::Conversation(CorePtr core, const ConversationOptions& options)
    : core_(std::move(core)), options_(options) {
  if (options.resume_attempts_max < 0) throw UsageError("`resume_attempts_max` is negative");
}

ConversationStream Conversation::create_thread(const protocol::UserMessageInput& input,
                                               const RequestOptions& options) const {
  return open_stream(core_, options_, json::ThreadsCreate{input}, options);
}

ConversationStream Conversation::add_user_message(std::string_view thread_id,
                                                  const protocol::UserMessageInput& input,
                                                  const RequestOptions& options) const {
  return open_stream(core_, options_,
                     json::ThreadsAddUserMessage{checked_id("thread_id", thread_id), input},
                     options);
}

ConversationStream Conversation::add_client_tool_output(std::string_view thread_id,
                                                        std::string_view call_id,
                                                        const RawJson& output,
                                                        const RequestOptions& options) const {
  json::ThreadsAddClientToolOutput op;
  op.thread_id = checked_id("thread_id", thread_id);
  if (!call_id.empty()) op.call_id = std::string(call_id);
  op.result = output;
  return open_stream(core_, options_, std::move(op), options);
}

ConversationStream Conversation::add_structured_input(
    std::string_view thread_id, std::string_view item_id,
    const protocol::StructuredInputSubmission& input, const RequestOptions& options) const {
  json::ThreadsAddStructuredInput op;
  op.thread_id = checked_id("thread_id", thread_id);
  op.item_id = checked_id("item_id", item_id);
  op.status = input.status;
  for (const auto& [question, answer] : input.answers) {
    op.answers[question] = {answer.values, answer.skipped};
  }
  return open_stream(core_, options_, std::move(op), options);
}

ConversationStream Conversation::retry_after_item(std::string_view thread_id,
                                                  std::string_view item_id,
                                                  const RequestOptions& options) const {
  return open_stream(core_, options_,
                     json::ThreadsRetryAfterItem{checked_id("thread_id", thread_id),
                                                 checked_id("item_id", item_id)},
                     options);
}

ConversationStream Conversation::custom_action(std::string_view thread_id,
                                               const protocol::CustomAction& action,
                                               const RequestOptions& options) const {
  return open_stream(core_, options_, to_op<json::ThreadsCustomAction>(thread_id, action), options);
}

Response<protocol::SyncCustomActionResponse> Conversation::sync_custom_action(
    std::string_view thread_id, const protocol::CustomAction& action,
    const RequestOptions& options) const {
  return call_op<protocol::SyncCustomActionResponse>(
      *core_, to_op<json::ThreadsSyncCustomAction>(thread_id, action), options,
      json::read_sync_custom_action);
}

ConversationStream Conversation::run_tools(ConversationStream first, ClientTools tools,
                                           const ToolRunOptions& options) const {
  if (options.rounds_max < 0) throw UsageError("`rounds_max` is negative");
  return ConversationStream(
      std::make_unique<client::ToolSource>(*this, std::move(first), std::move(tools), options));
}

void Conversation::stop(std::string_view thread_id, const std::optional<std::string>& run_id,
                        const RequestOptions& options) const {
  core_->execute(client::op_spec(json::ThreadsStop{checked_id("thread_id", thread_id), run_id}),
                 options);
}

Response<protocol::Thread> Conversation::get_thread(std::string_view thread_id,
                                                    const RequestOptions& options) const {
  return call_op<protocol::Thread>(*core_, json::ThreadsGetById{checked_id("thread_id", thread_id)},
                                   options, json::read_protocol_thread);
}

Response<Conversation::ThreadPage> Conversation::list_threads(const ConversationListParams& params,
                                                              const RequestOptions& options) const {
  return call_op<ThreadPage>(*core_, json::ThreadsList{params.limit, params.order, params.after},
                             options, json::read_protocol_thread_page);
}

Response<Conversation::ItemPage> Conversation::list_items(std::string_view thread_id,
                                                          const ConversationListParams& params,
                                                          const RequestOptions& options) const {
  return call_op<ItemPage>(
      *core_,
      json::ItemsList{checked_id("thread_id", thread_id), params.limit, params.order, params.after},
      options, json::read_protocol_item_page);
}

Response<protocol::Thread> Conversation::update_thread(std::string_view thread_id,
                                                       std::string_view title,
                                                       const RequestOptions& options) const {
  return call_op<protocol::Thread>(
      *core_, json::ThreadsUpdate{checked_id("thread_id", thread_id), std::string(title)}, options,
      json::read_protocol_thread);
}

void Conversation::delete_thread(std::string_view thread_id, const RequestOptions& options) const {
  core_->execute(client::op_spec(json::ThreadsDelete{checked_id("thread_id", thread_id)}), options);
}

void Conversation::feedback(std::string_view thread_id, const std::vector<std::string>& item_ids,
                            FeedbackKind kind, const RequestOptions& options) const {
  if (item_ids.empty()) throw UsageError("`item_ids` is empty");
  json::ItemsFeedback op;
  op.thread_id = checked_id("thread_id", thread_id);
  for (const std::string& id : item_ids) op.item_ids.push_back(checked_id("item_ids", id));
  op.kind = kind == FeedbackKind::positive ? "positive" : "negative";
  core_->execute(client::op_spec(std::move(op)), options);
}

}  // namespace chatkit
