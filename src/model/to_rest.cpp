#include <chrono>

#include "model/dialects.hpp"

namespace chatkit {
namespace {

ChatKitTaskType task_type(std::string_view type) {
  return type == "thought" ? ChatKitTaskType::Known::thought : ChatKitTaskType::Known::custom;
}

/// Turns each kind into the REST API's; false for those that it does not list.
struct ToRest {
  ChatKitThreadItem& out;

  template <class Kind>
  Kind& become(std::string_view wire_type) const {
    out.wire_type = wire_type;
    return out.kind.emplace<Kind>();
  }

  bool operator()(const protocol::UserMessage& message) const {
    auto& item = become<ChatKitThreadUserMessageItem>("chatkit.user_message");
    if (message.quoted_text) {
      item.content.push_back({.type = "quoted_text", .text = *message.quoted_text});
    }
    for (const auto& part : message.content) {
      item.content.push_back(
          {.text = std::visit([](const auto& content) { return content.text; }, part)});
    }
    for (const auto& attachment : message.attachments) {
      item.attachments.push_back({.id = attachment.id,
                                  .mime_type = attachment.mime_type,
                                  .name = attachment.name,
                                  .preview_url = attachment.preview_url,
                                  .type = attachment.type});
    }
    const auto& options = message.inference_options;
    if (!options.model && !options.tool_choice) return true;
    auto& wishes = item.inference_options.emplace();
    wishes.model = options.model;
    if (options.tool_choice) wishes.tool_choice = {.id = options.tool_choice->id};
    return true;
  }

  bool operator()(const protocol::AssistantMessage& message) const {
    auto& item = become<ChatKitThreadAssistantMessageItem>("chatkit.assistant_message");
    for (const auto& part : message.content) {
      auto& text = item.content.emplace_back();
      text.text = part.text;
      for (const auto& annotation : part.annotations) {
        if (annotation.source_type != "url" && annotation.source_type != "file") continue;
        text.annotations.push_back(
            {.type = annotation.source_type, .source = annotation.source_target});
      }
    }
    return true;
  }

  bool operator()(const protocol::ClientToolCall& call) const {
    auto& item = become<ChatKitClientToolCall>("chatkit.client_tool_call");
    item.status = OpenEnum<ClientToolCallStatusNames>::from_text(
        call.status == "pending" ? "in_progress" : call.status);
    item.call_id = call.call_id;
    item.name = call.name;
    item.arguments = call.arguments.is_null() ? "{}" : call.arguments.text();
    if (call.output) item.output = call.output->text();
    return true;
  }

  bool operator()(const protocol::Widget& widget) const {
    become<ChatKitWidgetItem>("chatkit.widget").widget = widget.widget.text();
    return true;
  }

  bool operator()(const protocol::Task& task) const {
    auto& item = become<ChatKitTask>("chatkit.task");
    item.task_type = task_type(task.task.type);
    item.heading = task.task.title;
    item.summary = task.task.content;
    return true;
  }

  bool operator()(const protocol::Workflow& workflow) const {
    auto& item = become<ChatKitTaskGroup>("chatkit.task_group");
    for (const auto& task : workflow.tasks) {
      item.tasks.push_back(
          {.type = task_type(task.type), .heading = task.title, .summary = task.content});
    }
    return true;
  }

  bool operator()(const protocol::HiddenContext&) const { return false; }
  bool operator()(const protocol::SdkHiddenContext&) const { return false; }
  bool operator()(const protocol::EndOfTurn&) const { return false; }
  bool operator()(const protocol::StructuredInput&) const { return false; }
  bool operator()(const protocol::GeneratedImage&) const { return false; }
  bool operator()(const protocol::UnknownItem&) const { return false; }
};

}  // namespace

std::optional<ChatKitThreadItem> to_rest(const protocol::ThreadItem& item) {
  std::optional<ChatKitThreadItem> result(std::in_place);
  if (!std::visit(ToRest{.out = *result}, item.kind)) return std::nullopt;
  result->id = item.id;
  result->thread_id = item.thread_id;
  result->created_at = std::chrono::floor<std::chrono::seconds>(item.created_at);
  return result;
}

}  // namespace chatkit
