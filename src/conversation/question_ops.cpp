#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/ids.hpp"
#include "conversation/attachments.hpp"
#include "conversation/begin_turn.hpp"
#include "conversation/history.hpp"
#include "conversation/questions.hpp"
#include "conversation/stored_item.hpp"
#include "json/writer.hpp"

// Ops that ask a responder outside a turn. They never wait for a turn. Source: contract section 2.
namespace chatkit::conversation {

using exchange::error_reply;
using exchange::Reply;

namespace {

/// Whom to ask, and in whose name.
struct Asked {
  std::shared_ptr<responder::Responder> responder;
  responder::QuestionPtr question;
};

Result<Asked> ask(CorePtr core, const Call& call, std::optional<store::Thread> thread) {
  const store::Session& session = call.caller.session;
  const Result<workflow::WorkflowPtr> workflow =
      core->parts.workflows->find(session.workflow_id, session.resolved_version);
  if (!workflow) return workflow.error();
  Result<std::shared_ptr<responder::Responder>> responder = responder_of(*core, **workflow);
  if (!responder) return responder.error();
  QuestionParts parts;
  parts.session = session_view(session, *workflow, call.locale);
  parts.scope = call.caller.scope;
  parts.thread = std::move(thread);
  parts.op_metadata = call.op_metadata;
  Asked asked;
  asked.responder = *std::move(responder);
  asked.question = make_question(std::move(core), std::move(parts));
  return asked;
}

awaitable<void> tell_feedback(CorePtr core, Asked asked, responder::Feedback feedback) {
  const Result<void> told = co_await asked.responder->feedback(asked.question, std::move(feedback));
  if (told) co_return;
  core->parts.log->warn("feedback_not_told", {{"reason", told.error().log_text}});
}

std::string updated_item_json(const std::optional<protocol::ThreadItem>& item) {
  std::string out;
  json::ObjectWriter object(out);
  if (item) {
    object.key("updated_item");
    json::write_item(out, *item);
  }
  object.close();
  return out;
}

}  // namespace

awaitable<Result<responder::Action>> find_action(CorePtr core, Call call, ThreadId thread,
                                                 json::ActionParams params) {
  responder::Action action;
  action.type = std::move(params.action_type);
  action.payload = std::move(params.payload);
  if (!params.item_id) co_return action;
  ItemId id(*std::move(params.item_id));
  const Result<store::Item> stored = co_await core->parts.store->get_item(
      std::move(call.caller.scope), std::move(thread), std::move(id));
  if (!stored) co_return stored.error();
  Result<protocol::ThreadItem> sender = read_stored(*stored);
  if (!sender) co_return sender.error();
  if (!std::holds_alternative<protocol::Widget>(sender->kind)) {
    co_return invalid_request(kSenderIsNoWidget, "params.item_id",
                              "Invalid 'params.item_id': the item is no widget.");
  }
  action.sender = *std::move(sender);
  co_return action;
}

awaitable<Reply> sync_custom_action(CorePtr core, Call call, json::ThreadsSyncCustomAction op) {
  const access::RateVerdict verdict = core->parts.access->count_read(call.caller.session);
  if (!verdict.allowed) co_return rate_limited_reply(verdict);
  Result<store::Thread> thread = co_await find_active_thread(core, call, op.thread_id);
  if (!thread) co_return error_reply(thread.error());
  const ThreadId thread_id = thread->id;
  Result<responder::Action> action = co_await find_action(core, call, thread_id, op);
  if (!action) co_return error_reply(action.error());
  const std::optional<protocol::ThreadItem> sender = action->sender;
  Result<Asked> asked = ask(core, call, *std::move(thread));
  if (!asked) co_return error_reply(asked.error());

  Result<std::optional<protocol::ThreadItem>> updated =
      co_await asked->responder->sync_action(asked->question, *std::move(action));
  if (!updated) co_return error_reply(updated.error());
  if (*updated) {
    protocol::ThreadItem& item = **updated;
    item.thread_id = thread_id.str();
    if (item.id.empty() && sender) item.id = sender->id;
    if (sender && item.id == sender->id) item.created_at = sender->created_at;
    store::Item row = to_stored(item);
    if (row.body.size() > core->parts.limits.item_bytes_max) {
      co_return error_reply(internal_error("a responder's updated item is too large"));
    }
    const Result<void> stored =
        co_await core->parts.store->replace_item(call.caller.scope, thread_id, std::move(row));
    if (!stored) co_return error_reply(stored.error());
    add_urls(*core, item);
  }
  Reply reply(updated_item_json(*updated));
  add_rate_headers(reply, verdict);
  co_return reply;
}

awaitable<Reply> give_feedback(CorePtr core, Call call, json::ItemsFeedback op) {
  const access::RateVerdict verdict = core->parts.access->count_read(call.caller.session);
  if (!verdict.allowed) co_return rate_limited_reply(verdict);
  ThreadId thread_id(op.thread_id);
  Result<store::Thread> thread =
      co_await core->parts.store->get_thread(call.caller.scope, thread_id);
  if (!thread) co_return error_reply(thread.error());
  store::Feedback row;
  row.created_at = core->parts.clock->now();
  row.id = new_feedback_id(row.created_at, *core->parts.random);
  row.project = call.caller.session.project;
  row.thread = thread_id;
  row.session = call.caller.session.id;
  row.user = call.caller.session.user;
  row.item_ids = op.item_ids;
  row.kind = op.kind;
  const Result<void> stored =
      co_await core->parts.store->add_feedback(call.caller.scope, std::move(row));
  if (!stored) co_return error_reply(stored.error());

  Result<Asked> asked = ask(core, call, *std::move(thread));
  if (asked) {
    responder::Feedback feedback;
    feedback.item_ids = std::move(op.item_ids);
    feedback.kind = std::move(op.kind);
    co_await run_aside(core, tell_feedback(core, *std::move(asked), std::move(feedback)));
  }
  Reply reply("{}");
  add_rate_headers(reply, verdict);
  co_return reply;
}

awaitable<Reply> transcribe(CorePtr core, Call call, json::InputTranscribe op) {
  Result<Asked> asked = ask(core, call, std::nullopt);
  if (!asked) co_return error_reply(asked.error());
  const access::RateVerdict verdict = core->parts.access->count_request(call.caller.session);
  if (!verdict.allowed) co_return rate_limited_reply(verdict);
  responder::Recording recording;
  recording.audio_base64 = std::move(op.audio_base64);
  recording.mime_type = std::move(op.mime_type);
  const Result<std::string> text =
      co_await asked->responder->transcribe(asked->question, std::move(recording));
  if (!text) co_return error_reply(text.error());
  std::string out;
  json::ObjectWriter(out).string("text", *text).close();
  Reply reply(std::move(out));
  add_rate_headers(reply, verdict);
  co_return reply;
}

}  // namespace chatkit::conversation
