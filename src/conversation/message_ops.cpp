#include <string>
#include <utility>
#include <variant>

#include "base/ids.hpp"
#include "conversation/attachments.hpp"
#include "conversation/begin_turn.hpp"
#include "conversation/history.hpp"
#include "conversation/title.hpp"
#include "json/rest.hpp"

// Ops that have a user's message answered.
namespace chatkit::conversation {

using exchange::error_reply;
using exchange::Reply;

namespace {

protocol::ThreadItem user_item(protocol::UserMessageInput input) {
  protocol::UserMessage message;
  message.content = std::move(input.content);
  message.quoted_text = std::move(input.quoted_text);
  message.inference_options = std::move(input.inference_options);
  protocol::ThreadItem item;
  item.kind = std::move(message);
  return item;
}

store::Thread new_thread(const Core& core, const Call& call) {
  const store::Session& session = call.caller.session;
  store::Thread thread;
  thread.created_at = core.parts.clock->now();
  thread.id = new_thread_id(thread.created_at, *core.parts.random);
  thread.project = session.project;
  thread.user = session.user;
  thread.workflow_id = session.workflow_id;
  thread.session = session.id;
  std::string metadata;
  json::write_metadata(metadata, session.metadata);
  thread.metadata = RawJson(RawJson::Validated(std::move(metadata)));
  return thread;
}

/// The first words are the title at once, where the responder makes none.
void name_thread(TurnSetup& setup) {
  if (!setup.session.configuration.automatic_thread_titling.enabled) return;
  if (setup.responder->makes_titles()) return;
  std::string title = title_of(std::get<protocol::UserMessage>(setup.input->kind));
  if (title.empty()) return;
  setup.thread.title = std::move(title);
  setup.thread.title_source = store::TitleSource::generated;
}

/// Puts the files beside the message. Errors: as `find_attachments`.
awaitable<Result<void>> attach(CorePtr core, Call call, TurnSetup& setup,
                               std::vector<std::string> ids) {
  if (ids.empty()) co_return Result<void>();
  ThreadId thread = setup.thread.id;
  Result<std::vector<protocol::Attachment>> found =
      co_await find_attachments(core, std::move(call), std::move(ids), std::move(thread));
  if (!found) co_return found.error();
  for (protocol::Attachment& attachment : *found) {
    setup.attachments.emplace_back(attachment.id);
    attachment.thread_id = setup.thread.id.str();
  }
  std::get<protocol::UserMessage>(setup.input->kind).attachments = *std::move(found);
  co_return Result<void>();
}

Error not_a_user_message() {
  return invalid_value("params.item_id",
                       "Invalid 'params.item_id': only a user's message can be answered again.");
}

}  // namespace

awaitable<Reply> create_thread(CorePtr core, Call call, json::ThreadsCreate op) {
  Result<TurnSetup> setup = prepare_turn(*core, call);
  if (!setup) co_return error_reply(setup.error());
  setup->new_thread = true;
  setup->thread = new_thread(*core, call);
  std::vector<std::string> files = std::move(op.input.attachments);
  setup->input = user_item(std::move(op.input));
  name_thread(*setup);
  const Result<void> attached = co_await attach(core, call, *setup, std::move(files));
  if (!attached) co_return error_reply(attached.error());
  Reply reply = co_await begin_turn(core, std::move(call), *std::move(setup), true);
  co_return reply;
}

awaitable<Reply> add_user_message(CorePtr core, Call call, json::ThreadsAddUserMessage op) {
  Result<store::Thread> thread = co_await find_active_thread(core, call, std::move(op.thread_id));
  if (!thread) co_return error_reply(thread.error());
  Result<TurnSetup> setup = prepare_turn(*core, call);
  if (!setup) co_return error_reply(setup.error());
  setup->thread = *std::move(thread);
  std::vector<std::string> files = std::move(op.input.attachments);
  setup->input = user_item(std::move(op.input));
  const Result<void> attached = co_await attach(core, call, *setup, std::move(files));
  if (!attached) co_return error_reply(attached.error());
  Reply reply = co_await begin_turn(core, std::move(call), *std::move(setup), true);
  co_return reply;
}

awaitable<Reply> retry_after_item(CorePtr core, Call call, json::ThreadsRetryAfterItem op) {
  Result<store::Thread> thread = co_await find_active_thread(core, call, std::move(op.thread_id));
  if (!thread) co_return error_reply(thread.error());
  ItemId id(std::move(op.item_id));
  const Result<store::Item> stored =
      co_await core->parts.store->get_item(call.caller.scope, thread->id, std::move(id));
  if (!stored) co_return error_reply(stored.error());
  Result<protocol::ThreadItem> item = read_stored(*stored);
  if (!item) co_return error_reply(item.error());
  if (!std::holds_alternative<protocol::UserMessage>(item->kind)) {
    co_return error_reply(not_a_user_message());
  }
  Result<TurnSetup> setup = prepare_turn(*core, call);
  if (!setup) co_return error_reply(setup.error());
  setup->cause = responder::Cause::retry;
  setup->thread = *std::move(thread);
  setup->input = *std::move(item);
  Reply reply = co_await begin_turn(core, std::move(call), *std::move(setup), true);
  co_return reply;
}

}  // namespace chatkit::conversation
