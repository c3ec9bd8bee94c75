#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "chatkit/conversation_options.hpp"
#include "chatkit/conversation_stream.hpp"
#include "client/results.hpp"
#include "json/protocol.hpp"

// From an op to the call that carries it.
namespace chatkit::client {

/// Errors: UsageError if `id` is empty; `name` is the parameter's.
std::string checked_id(std::string_view name, std::string_view id);

CallSpec op_spec(json::OpParams params);

/// The options that a conversation's streams need beside those of the call.
ConversationStream open_stream(const std::shared_ptr<const ClientCore>& core,
                               const ConversationOptions& conversation, json::OpParams params,
                               const RequestOptions& options);

template <class T>
Response<T> call_op(const ClientCore& core, json::OpParams params, const RequestOptions& options,
                    BodyReader<T> read) {
  return read_response<T>(*core.execute(op_spec(std::move(params)), options), read);
}

}  // namespace chatkit::client
