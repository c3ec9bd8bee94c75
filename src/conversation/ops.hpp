#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <optional>
#include <string>

#include "conversation/core.hpp"
#include "exchange/reply.hpp"
#include "json/protocol.hpp"

// The ops of the protocol, one function each. Every caller is authenticated, every op is decoded;
// what the op names is checked here. Source: contract section 2.
namespace chatkit::conversation {

/// One call: who makes it, and what the op needs to know of its request.
struct Call {
  access::ClientCaller caller;
  std::string request_id;
  /// The client said `chatkit-capabilities: resume`.
  bool resumable = false;
  /// The op makes a thread.
  bool creates_thread = false;
  /// The first of its languages.
  std::string locale;
  RawJson op_metadata;
  /// What its `Idempotency-Key` asks for; the target is the run that it will have made.
  std::optional<store::IdempotencyRecord> idempotency;
  std::chrono::steady_clock::time_point arrived;
};

// message_ops.cpp: a user's message is answered.
awaitable<exchange::Reply> create_thread(CorePtr core, Call call, json::ThreadsCreate op);
awaitable<exchange::Reply> add_user_message(CorePtr core, Call call,
                                            json::ThreadsAddUserMessage op);
awaitable<exchange::Reply> retry_after_item(CorePtr core, Call call,
                                            json::ThreadsRetryAfterItem op);

// input_ops.cpp: something else begins a turn.
awaitable<exchange::Reply> add_client_tool_output(CorePtr core, Call call,
                                                  json::ThreadsAddClientToolOutput op);
awaitable<exchange::Reply> add_structured_input(CorePtr core, Call call,
                                                json::ThreadsAddStructuredInput op);
awaitable<exchange::Reply> custom_action(CorePtr core, Call call, json::ThreadsCustomAction op);

// question_ops.cpp: a responder is asked outside a turn.
awaitable<exchange::Reply> sync_custom_action(CorePtr core, Call call,
                                              json::ThreadsSyncCustomAction op);
awaitable<exchange::Reply> give_feedback(CorePtr core, Call call, json::ItemsFeedback op);
awaitable<exchange::Reply> transcribe(CorePtr core, Call call, json::InputTranscribe op);

// read_ops.cpp: ops that read.
awaitable<exchange::Reply> get_thread(CorePtr core, Call call, json::ThreadsGetById op);
awaitable<exchange::Reply> list_threads(CorePtr core, Call call, json::ThreadsList op);
awaitable<exchange::Reply> list_items(CorePtr core, Call call, json::ItemsList op);

// change_ops.cpp: ops that change a thread.
awaitable<exchange::Reply> update_thread(CorePtr core, Call call, json::ThreadsUpdate op);
awaitable<exchange::Reply> delete_thread(CorePtr core, Call call, json::ThreadsDelete op);
awaitable<exchange::Reply> stop_turn(CorePtr core, Call call, json::ThreadsStop op);

/// Stops the turn that runs in a thread and waits until it has ended, `most` at most.
/// True if nothing runs there any more.
awaitable<bool> stop_running(CorePtr core, ThreadId thread, std::chrono::milliseconds most);

/// The x-ratelimit headers of a verdict.
void add_rate_headers(exchange::Reply& reply, const access::RateVerdict& verdict);
/// 429 with the x-ratelimit headers.
exchange::Reply rate_limited_reply(const access::RateVerdict& verdict);

}  // namespace chatkit::conversation
