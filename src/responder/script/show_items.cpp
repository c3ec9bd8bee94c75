#include <utility>

#include "json/minify.hpp"
#include "json/writer.hpp"
#include "responder/script/shows.hpp"

namespace chatkit::responder {
namespace {

RawJson constant(std::string_view text) { return json::minify(text).value(); }

/// Constants are valid by construction; what a user wrote goes through the typed writer.
RawJson string_object(std::string_view name, std::string_view value) {
  std::string out;
  json::ObjectWriter object(out);
  object.string(name, value);
  object.close();
  return RawJson(RawJson::Validated(std::move(out)));
}

protocol::TaskBody task_body(std::string_view type, std::string_view title,
                             std::string_view content, std::string_view indicator) {
  std::string out;
  json::ObjectWriter object(out);
  object.string("type", type).string("title", title).string("content", content);
  object.string("status_indicator", indicator);
  object.close();
  protocol::TaskBody task;
  task.json = RawJson(RawJson::Validated(std::move(out)));
  task.type = type;
  task.title = std::string(title);
  task.content = std::string(content);
  return task;
}

protocol::ItemUpdated task_update(const std::string& item_id, std::string_view type,
                                  const protocol::TaskBody& task, std::int64_t index) {
  std::string out;
  json::ObjectWriter object(out);
  object.string("type", type).number("task_index", index).raw("task", task.json.view());
  object.close();
  protocol::OtherUpdate other;
  other.type = type;
  other.json = RawJson(RawJson::Validated(std::move(out)));
  protocol::ItemUpdated updated;
  updated.item_id = item_id;
  updated.update = std::move(other);
  return updated;
}

constexpr std::string_view kCard = R"({
  "type": "Card",
  "size": "sm",
  "children": [
    {"type": "Title", "value": "A card", "size": "md"},
    {"type": "Text", "id": "card_text", "value": "Widgets are drawn from JSON like this."},
    {"type": "Divider"},
    {"type": "Row", "gap": 2, "children": [
      {"type": "Badge", "label": "script", "color": "info"},
      {"type": "Caption", "value": "sent by the built-in responder"}
    ]}
  ]
})";

}  // namespace

awaitable<Result<void>> show_widget(TurnPtr turn, std::string) {
  protocol::Widget widget;
  widget.widget = constant(kCard);
  widget.copy_text = "A card: widgets are drawn from JSON like this.";
  Result<void> sent = co_await send_item(turn, std::move(widget));
  co_return sent;
}

awaitable<Result<void>> show_task(TurnPtr turn, std::string) {
  protocol::Task task;
  task.task =
      task_body("custom", "Looked it up", "A task stands on its own in a thread.", "complete");
  Result<void> sent = co_await send_item(turn, std::move(task));
  if (!sent) co_return sent;
  sent = co_await say(turn, "The task above is done.");
  co_return sent;
}

awaitable<Result<void>> show_workflow(TurnPtr turn, std::string) {
  protocol::Workflow workflow;
  workflow.type = "reasoning";
  protocol::ItemAdded added;
  added.item = make_item(*turn, workflow);
  protocol::ThreadItem item = added.item;
  protocol::Event event(std::move(added));
  Result<void> sent = co_await turn->emit(std::move(event));
  if (!sent) co_return sent;

  const std::vector<protocol::TaskBody> tasks = {
      task_body("thought", "Reading", "The message asks to see a workflow.", "complete"),
      task_body("thought", "Thinking", "A workflow holds tasks, which come one by one.",
                "complete"),
      task_body("custom", "Answering", "The tasks are kept with the thread.", "complete")};
  for (const protocol::TaskBody& task : tasks) {
    const auto index = static_cast<std::int64_t>(workflow.tasks.size());
    const protocol::TaskBody begun = task_body(task.type, *task.title, *task.content, "loading");
    event = task_update(item.id, "workflow.task.added", begun, index);
    sent = co_await turn->emit(event);
    if (!sent) co_return sent;
    sent = co_await turn->sleep(pace_of(*turn));
    if (!sent) co_return sent;
    event = task_update(item.id, "workflow.task.updated", task, index);
    sent = co_await turn->emit(event);
    if (!sent) co_return sent;
    workflow.tasks.push_back(task);
  }
  workflow.summary = constant(R"({"duration":3})");
  item.kind = std::move(workflow);
  protocol::ItemDone done;
  done.item = std::move(item);
  event = std::move(done);
  sent = co_await turn->emit(event);
  if (!sent) co_return sent;
  sent = co_await say(turn, "The workflow above took three steps.");
  co_return sent;
}

awaitable<Result<void>> show_tool(TurnPtr turn, std::string argument) {
  protocol::ClientToolCall call;
  call.call_id = "call_" + turn->new_item_id();
  call.name = "show_message";
  call.arguments = string_object("message", argument.empty() ? "Hello from the script" : argument);
  Result<void> sent = co_await send_item(turn, std::move(call));
  co_return sent;
}

awaitable<Result<void>> show_hidden(TurnPtr turn, std::string argument) {
  protocol::HiddenContext hidden;
  hidden.content = string_object("note", argument.empty() ? "only for the responder" : argument);
  Result<void> sent = co_await send_item(turn, std::move(hidden));
  if (!sent) co_return sent;
  sent = co_await say(turn, "I have put a note into this thread that only I can read.");
  co_return sent;
}

}  // namespace chatkit::responder
