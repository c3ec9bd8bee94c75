#include "client/conversation_calls.hpp"

#include "chatkit/errors.hpp"
#include "chatkit/json_text.hpp"
#include "client/run_source.hpp"

namespace chatkit::client {

std::string checked_id(std::string_view name, std::string_view id) {
  if (id.empty()) throw UsageError("`" + std::string(name) + "` is empty; an id is needed");
  return std::string(id);
}

CallSpec op_spec(json::OpParams params) {
  CallSpec spec{.method = "POST", .path = "/chatkit/conversation"};
  const json::Op op{std::move(params), parse_json("{}")};
  json::write_op(spec.body, op);
  return spec;
}

ConversationStream open_stream(const std::shared_ptr<const ClientCore>& core,
                               const ConversationOptions& conversation, json::OpParams params,
                               const RequestOptions& options) {
  CallSpec spec = op_spec(std::move(params));
  spec.streaming = true;
  if (conversation.resume) spec.headers["chatkit-capabilities"] = kCapabilities;
  return ConversationStream(
      std::make_unique<RunSource>(core, core->open(spec, options), options, conversation));
}

}  // namespace chatkit::client
