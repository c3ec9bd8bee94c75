#include "chatkit/conversation.hpp"

#include "chatkit/errors.hpp"
#include "chatkit/json_text.hpp"
#include "client/conversation_reader.hpp"
#include "client/results.hpp"
#include "json/protocol.hpp"

namespace chatkit {
namespace {

std::shared_ptr<const ClientCore> core_for(std::string_view client_secret, ClientOptions options) {
  options.api_key = std::string(client_secret);  // Keeps the environment's key out of it.
  options.api_key_provider = nullptr;
  if (client_secret.empty()) throw UsageError("`client_secret` is empty");
  return std::make_shared<const ClientCore>(
      client::with_client_secret(client::resolve(options), client_secret));
}

client::CallSpec spec_of(json::OpParams params) {
  client::CallSpec spec{.method = "POST", .path = "/chatkit/conversation"};
  const json::Op op{std::move(params), parse_json("{}")};
  json::write_op(spec.body, op);
  return spec;
}

ConversationStream stream(const ClientCore& core, json::OpParams params,
                          const RequestOptions& options) {
  client::CallSpec spec = spec_of(std::move(params));
  spec.streaming = true;
  return ConversationStream(std::make_unique<ConversationStream::Reader>(core.open(spec, options)));
}

template <class T>
Response<T> call(const ClientCore& core, json::OpParams params, const RequestOptions& options,
                 client::BodyReader<T> read) {
  return client::read_response<T>(*core.execute(spec_of(std::move(params)), options), read);
}

std::string checked(std::string_view thread_id) {
  if (thread_id.empty()) throw UsageError("`thread_id` is empty; an id is needed");
  return std::string(thread_id);
}

}  // namespace

Conversation::Conversation(std::string_view client_secret, const ClientOptions& options)
    : core_(core_for(client_secret, options)) {}

Conversation::Conversation(std::shared_ptr<const ClientCore> core) : core_(std::move(core)) {}

ConversationStream Conversation::create_thread(const protocol::UserMessageInput& input,
                                               const RequestOptions& options) const {
  return stream(*core_, json::ThreadsCreate{input}, options);
}

ConversationStream Conversation::add_user_message(std::string_view thread_id,
                                                  const protocol::UserMessageInput& input,
                                                  const RequestOptions& options) const {
  return stream(*core_, json::ThreadsAddUserMessage{checked(thread_id), input}, options);
}

Response<protocol::Thread> Conversation::get_thread(std::string_view thread_id,
                                                    const RequestOptions& options) const {
  return call<protocol::Thread>(*core_, json::ThreadsGetById{checked(thread_id)}, options,
                                json::read_protocol_thread);
}

Response<Conversation::ThreadPage> Conversation::list_threads(const ConversationListParams& params,
                                                              const RequestOptions& options) const {
  return call<ThreadPage>(*core_, json::ThreadsList{params.limit, params.order, params.after},
                          options, json::read_protocol_thread_page);
}

Response<Conversation::ItemPage> Conversation::list_items(std::string_view thread_id,
                                                          const ConversationListParams& params,
                                                          const RequestOptions& options) const {
  return call<ItemPage>(
      *core_, json::ItemsList{checked(thread_id), params.limit, params.order, params.after},
      options, json::read_protocol_item_page);
}

Response<protocol::Thread> Conversation::update_thread(std::string_view thread_id,
                                                       std::string_view title,
                                                       const RequestOptions& options) const {
  return call<protocol::Thread>(*core_, json::ThreadsUpdate{checked(thread_id), std::string(title)},
                                options, json::read_protocol_thread);
}

void Conversation::delete_thread(std::string_view thread_id, const RequestOptions& options) const {
  core_->execute(spec_of(json::ThreadsDelete{checked(thread_id)}), options);
}

}  // namespace chatkit
