#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/ids.hpp"
#include "conversation/begin_turn.hpp"
#include "conversation/event_stream.hpp"
#include "conversation/history.hpp"
#include "conversation/questions.hpp"
#include "json/structured_input.hpp"

// Ops in which something else than a message begins a turn. Source: contract section 2, rules 8 to
// 10.
namespace chatkit::conversation {

using exchange::error_reply;
using exchange::Reply;

namespace {

Error no_pending_call() {
  Error error;
  error.kind = ErrorKind::conflict;
  error.code = "no_pending_tool_call";
  error.message = "The thread has no client tool call that waits for its output.";
  error.permanent = true;
  return error;
}

Error other_output() {
  Error error;
  error.kind = ErrorKind::conflict;
  error.code = "tool_call_completed";
  error.message = "The client tool call has another output already.";
  error.permanent = true;
  return error;
}

Error not_pending(const protocol::StructuredInput& input) {
  Error error;
  error.kind = ErrorKind::conflict;
  error.code = "structured_input_not_pending";
  error.message = "The structured input is " + input.status + " already.";
  error.permanent = true;
  return error;
}

Error no_structured_input() {
  return invalid_value("params.item_id",
                       "Invalid 'params.item_id': the item is no structured input.");
}

/// The client tool calls among the newest items, the oldest first.
struct ToolCalls {
  std::vector<protocol::ThreadItem> pending;
  /// The call that the client names, pending or not.
  std::optional<protocol::ThreadItem> named;
};

awaitable<Result<ToolCalls>> find_calls(CorePtr core, Call call, ThreadId thread,
                                        std::optional<std::string> call_id) {
  HistoryQuery query;
  query.scope = call.caller.scope;
  query.thread = std::move(thread);
  query.items_max = core->parts.limits.pending_calls_search_max;
  Result<std::vector<protocol::ThreadItem>> items = co_await read_history(core, std::move(query));
  if (!items) co_return items.error();
  ToolCalls calls;
  for (protocol::ThreadItem& item : *items) {
    const auto* tool = std::get_if<protocol::ClientToolCall>(&item.kind);
    if (tool == nullptr) continue;
    if (call_id && tool->call_id == *call_id) calls.named = item;
    if (tool->status == "pending") calls.pending.push_back(std::move(item));
  }
  co_return calls;
}

/// Stores the output with its call. What else waits is dropped where the client named no call, and
/// holds the turn back where it did. Errors: conflict.
Result<void> complete_call(TurnSetup& setup, ToolCalls calls,
                           const json::ThreadsAddClientToolOutput& op) {
  if (!op.call_id) {
    if (calls.pending.empty()) return no_pending_call();
    calls.named = std::move(calls.pending.back());
    calls.pending.pop_back();
    for (const auto& dropped : calls.pending) setup.removed_items.emplace_back(dropped.id);
  } else if (!calls.named) {
    return no_pending_call();
  }
  auto& tool = std::get<protocol::ClientToolCall>(calls.named->kind);
  if (tool.status != "pending") {
    if (!tool.output || tool.output->view() != op.result.view()) return other_output();
    // The same output once more: it is there, and what it began is under way or done.
    setup.answers_nothing = true;
    return {};
  }
  const std::size_t others = op.call_id ? calls.pending.size() - 1 : 0;
  setup.answers_nothing = others > 0;
  tool.status = "completed";
  tool.output = op.result;
  setup.changed_items.push_back(*std::move(calls.named));
  return {};
}

/// `stream_options` and the end: nothing is answered, and no turn is begun or stopped.
Reply empty_stream(const Core& core, bool end_comment) {
  ClosedStream stream;
  stream.run = new_run_id(core.parts.clock->now(), *core.parts.random);
  stream.end_comment = end_comment;
  stream.events.emplace_back(protocol::StreamOptions());
  return closed_stream(stream);
}

/// The only event where the sender of an action is no widget. Source: contract section 2, rule 9.
Reply sender_refused(const Core& core, bool end_comment) {
  ClosedStream stream;
  stream.run = new_run_id(core.parts.clock->now(), *core.parts.random);
  stream.end_comment = end_comment;
  protocol::StreamError error;
  error.code = "stream.error";
  stream.events.emplace_back(std::move(error));
  return closed_stream(stream);
}

}  // namespace

awaitable<Reply> add_client_tool_output(CorePtr core, Call call,
                                        json::ThreadsAddClientToolOutput op) {
  Result<store::Thread> thread = co_await find_active_thread(core, call, op.thread_id);
  if (!thread) co_return error_reply(thread.error());
  ThreadId id = thread->id;
  Result<ToolCalls> calls = co_await find_calls(core, call, std::move(id), op.call_id);
  if (!calls) co_return error_reply(calls.error());
  Result<TurnSetup> setup = prepare_turn(*core, call);
  if (!setup) co_return error_reply(setup.error());
  setup->cause = responder::Cause::client_tool_output;
  setup->thread = *std::move(thread);
  const Result<void> completed = complete_call(*setup, *std::move(calls), op);
  if (!completed) co_return error_reply(completed.error());
  if (setup->changed_items.empty()) co_return empty_stream(*core, call.resumable);
  Reply reply = co_await begin_turn(core, std::move(call), *std::move(setup), false);
  co_return reply;
}

awaitable<Reply> add_structured_input(CorePtr core, Call call, json::ThreadsAddStructuredInput op) {
  Result<store::Thread> thread = co_await find_active_thread(core, call, op.thread_id);
  if (!thread) co_return error_reply(thread.error());
  ItemId id(op.item_id);
  const Result<store::Item> stored =
      co_await core->parts.store->get_item(call.caller.scope, thread->id, std::move(id));
  if (!stored) co_return error_reply(stored.error());
  Result<protocol::ThreadItem> item = read_stored(*stored);
  if (!item) co_return error_reply(item.error());
  auto* input = std::get_if<protocol::StructuredInput>(&item->kind);
  if (input == nullptr) co_return error_reply(no_structured_input());
  if (input->status != "pending") co_return error_reply(not_pending(*input));
  Result<RawJson> answered = json::answer_inputs(input->inputs, op);
  if (!answered) co_return error_reply(internal_error("stored questions do not read"));
  input->inputs = *std::move(answered);
  input->status = op.status;

  Result<TurnSetup> setup = prepare_turn(*core, call);
  if (!setup) co_return error_reply(setup.error());
  setup->cause = responder::Cause::structured_input;
  setup->thread = *std::move(thread);
  setup->changed_items.push_back(*std::move(item));
  Reply reply = co_await begin_turn(core, std::move(call), *std::move(setup), false);
  co_return reply;
}

awaitable<Reply> custom_action(CorePtr core, Call call, json::ThreadsCustomAction op) {
  Result<store::Thread> thread = co_await find_active_thread(core, call, op.thread_id);
  if (!thread) co_return error_reply(thread.error());
  ThreadId id = thread->id;
  Result<responder::Action> action = co_await find_action(core, call, std::move(id), op);
  if (!action && action.error().code == kSenderIsNoWidget) {
    co_return sender_refused(*core, call.resumable);
  }
  if (!action) co_return error_reply(action.error());
  Result<TurnSetup> setup = prepare_turn(*core, call);
  if (!setup) co_return error_reply(setup.error());
  setup->cause = responder::Cause::custom_action;
  setup->thread = *std::move(thread);
  setup->action = *std::move(action);
  Reply reply = co_await begin_turn(core, std::move(call), *std::move(setup), true);
  co_return reply;
}

}  // namespace chatkit::conversation
