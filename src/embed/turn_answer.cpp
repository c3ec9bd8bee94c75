#include <utility>

#include "chatkit/server/turn.hpp"
#include "embed/image.hpp"
#include "embed/message.hpp"
#include "embed/sending.hpp"
#include "embed/widget.hpp"
#include "embed/workflow.hpp"

// What a turn sends.
namespace chatkit::server {
namespace {

awaitable<std::string> call_tool(TurnPtr turn, std::string name, JsonObject arguments) {
  protocol::ClientToolCall call;
  call.call_id = "call_" + turn->new_item_id();
  call.name = std::move(name);
  call.arguments = arguments.json();
  std::string id = call.call_id;
  protocol::ItemKind kind(std::move(call));
  co_await emit_item(std::move(turn), std::move(kind));
  co_return id;
}

awaitable<void> change_thread(TurnPtr turn, responder::ThreadSettings settings) {
  const Result<void> changed = co_await turn->set_thread(std::move(settings));
  require(changed);
}

awaitable<void> wait(TurnPtr turn, std::chrono::milliseconds duration) {
  const Result<void> waited = co_await turn->sleep(duration);
  require(waited);
}

}  // namespace

awaitable<void> Turn::say(std::string markdown) const {
  protocol::AssistantContent content;
  content.text = std::move(markdown);
  protocol::AssistantMessage message;
  message.content.push_back(std::move(content));
  return emit_item(turn_, std::move(message));
}

awaitable<Message> Turn::begin_message() const { return server::begin_message(turn_); }

awaitable<void> Turn::show(widgets::Root widget) const {
  return show_widget(turn_, std::move(widget), std::nullopt);
}

awaitable<void> Turn::show(widgets::Root widget, std::string copy_text) const {
  return show_widget(turn_, std::move(widget), std::move(copy_text));
}

awaitable<Widget> Turn::begin_widget(widgets::Root widget) const {
  return server::begin_widget(turn_, std::move(widget), std::nullopt);
}

awaitable<Widget> Turn::begin_widget(widgets::Root widget, std::string copy_text) const {
  return server::begin_widget(turn_, std::move(widget), std::move(copy_text));
}

awaitable<void> Turn::replace_widget(protocol::ThreadItem item, widgets::Root widget) const {
  return server::replace_widget(turn_, std::move(item), std::move(widget));
}

awaitable<void> Turn::show_task(Task task) const {
  return server::show_task(turn_, std::move(task));
}

awaitable<TaskItem> Turn::begin_task(Task task) const {
  return server::begin_task(turn_, std::move(task));
}

awaitable<Workflow> Turn::begin_workflow() const { return server::begin_workflow(turn_, "custom"); }

awaitable<Workflow> Turn::begin_reasoning() const {
  return server::begin_workflow(turn_, "reasoning");
}

awaitable<void> Turn::show_image(std::string url) const {
  return server::show_image(turn_, std::move(url));
}

awaitable<GeneratedImage> Turn::begin_image() const { return server::begin_image(turn_); }

awaitable<std::string> Turn::call_client_tool(std::string name, JsonObject arguments) const {
  return call_tool(turn_, std::move(name), std::move(arguments));
}

awaitable<void> Turn::ask(Questions questions) const {
  protocol::StructuredInput input;
  input.inputs = questions.json();
  return emit_item(turn_, std::move(input));
}

awaitable<void> Turn::progress(std::string text) const {
  protocol::ProgressUpdate update;
  update.text = std::move(text);
  return emit(turn_, std::move(update));
}

awaitable<void> Turn::progress(std::string text, widgets::IconName icon) const {
  protocol::ProgressUpdate update;
  update.text = std::move(text);
  update.icon = std::string(icon.text());
  return emit(turn_, std::move(update));
}

awaitable<void> Turn::notice(widgets::Word<kNoticeLevels> level, std::string message) const {
  protocol::Notice notice;
  notice.level = level.text();
  notice.message = std::move(message);
  return emit(turn_, std::move(notice));
}

awaitable<void> Turn::notice(widgets::Word<kNoticeLevels> level, std::string message,
                             std::string title) const {
  protocol::Notice notice;
  notice.level = level.text();
  notice.message = std::move(message);
  notice.title = std::move(title);
  return emit(turn_, std::move(notice));
}

awaitable<void> Turn::report_error(std::string message, bool allow_retry) const {
  protocol::StreamError error;
  error.message = std::move(message);
  error.allow_retry = allow_retry;
  return emit(turn_, std::move(error));
}

awaitable<void> Turn::effect(std::string name, JsonObject data) const {
  protocol::ClientEffect effect;
  effect.name = std::move(name);
  effect.data = data.json();
  return emit(turn_, std::move(effect));
}

awaitable<void> Turn::add_hidden_context(widgets::JsonValue content) const {
  protocol::HiddenContext hidden;
  hidden.content = content.json();
  return emit_item(turn_, std::move(hidden));
}

awaitable<void> Turn::end_of_turn() const { return emit_item(turn_, protocol::EndOfTurn()); }

awaitable<void> Turn::remove_item(std::string item_id) const {
  protocol::ItemRemoved removed;
  removed.item_id = std::move(item_id);
  return emit(turn_, std::move(removed));
}

awaitable<void> Turn::set_title(std::string title) const {
  responder::ThreadSettings settings;
  settings.title = std::move(title);
  return change_thread(turn_, std::move(settings));
}

awaitable<void> Turn::set_status(ThreadStatusType status) const {
  responder::ThreadSettings settings;
  settings.status.emplace().type = std::move(status);
  return change_thread(turn_, std::move(settings));
}

awaitable<void> Turn::set_status(ThreadStatusType status, std::string reason) const {
  responder::ThreadSettings settings;
  ThreadStatus& wanted = settings.status.emplace();
  wanted.type = std::move(status);
  wanted.reason = std::move(reason);
  return change_thread(turn_, std::move(settings));
}

awaitable<void> Turn::set_thread_metadata(JsonObject metadata) const {
  responder::ThreadSettings settings;
  settings.metadata = metadata.json();
  return change_thread(turn_, std::move(settings));
}

awaitable<void> Turn::set_allowed_image_domains(std::vector<std::string> domains) const {
  responder::ThreadSettings settings;
  settings.allowed_image_domains = std::move(domains);
  return change_thread(turn_, std::move(settings));
}

void Turn::note_usage(std::string model, std::uint64_t tokens_in, std::uint64_t tokens_out) const {
  responder::Usage usage;
  usage.model = std::move(model);
  usage.tokens_in = tokens_in;
  usage.tokens_out = tokens_out;
  turn_->note_usage(std::move(usage));
}

awaitable<void> Turn::sleep(std::chrono::milliseconds duration) const {
  return wait(turn_, duration);
}

}  // namespace chatkit::server
