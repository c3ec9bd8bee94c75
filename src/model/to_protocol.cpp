#include "model/dialects.hpp"
#include "model/string_map.hpp"

namespace chatkit {
namespace {

/// Turns each kind of the REST API's into the conversation dialect's; false for an unknown one.
struct ToProtocol {
  protocol::ThreadItem& out;
  ParseJson parse;

  /// Text made here is valid; `null` could only come of a string that is not UTF-8.
  RawJson made(const std::string& text) const { return parse(text).value_or(RawJson()); }

  /// JSON that was carried in a string, or that string itself.
  RawJson carried(const std::string& text) const {
    if (auto json = parse(text)) return *std::move(json);
    std::string quoted;
    append_quoted(quoted, text);
    return made(quoted);
  }

  bool operator()(const ChatKitThreadUserMessageItem& item) const {
    auto& message = out.kind.emplace<protocol::UserMessage>();
    for (const auto& part : item.content) {
      if (part.type == "quoted_text" && !message.quoted_text) {
        message.quoted_text = part.text;
      } else {
        message.content.emplace_back(protocol::TextContent{part.text});
      }
    }
    for (const auto& attachment : item.attachments) {
      auto& entry = message.attachments.emplace_back();
      entry.type = attachment.type;
      entry.id = attachment.id;
      entry.name = attachment.name;
      entry.mime_type = attachment.mime_type;
      entry.thread_id = out.thread_id;
      entry.preview_url = attachment.preview_url;
    }
    if (!item.inference_options) return true;
    message.inference_options.model = item.inference_options->model;
    if (const auto& choice = item.inference_options->tool_choice) {
      message.inference_options.tool_choice = protocol::ToolChoice{choice->id};
    }
    return true;
  }

  /// The conversation dialect wants a title; all that is known is the target itself.
  protocol::Annotation annotation(const ChatKitAnnotation& given) const {
    const std::string_view key = given.type == "file" ? "filename" : "url";
    std::string source = "{\"type\":";
    append_quoted(source, given.type);
    source.append(",\"title\":");
    append_quoted(source, given.source);
    source.append(",\"").append(key).append("\":");
    append_quoted(source, given.source);
    source.push_back('}');
    return {.source = made(source),
            .source_type = given.type,
            .source_target = given.source,
            .index = std::nullopt};
  }

  bool operator()(const ChatKitThreadAssistantMessageItem& item) const {
    auto& message = out.kind.emplace<protocol::AssistantMessage>();
    for (const auto& part : item.content) {
      auto& content = message.content.emplace_back();
      content.text = part.text;
      for (const auto& given : part.annotations) {
        if (given.type != "url" && given.type != "file") continue;
        content.annotations.push_back(annotation(given));
      }
    }
    return true;
  }

  bool operator()(const ChatKitWidgetItem& item) const {
    out.kind.emplace<protocol::Widget>().widget = carried(item.widget);
    return true;
  }

  bool operator()(const ChatKitClientToolCall& item) const {
    auto& call = out.kind.emplace<protocol::ClientToolCall>();
    const bool open = item.status == ClientToolCallStatusNames::Known::in_progress;
    call.status = open ? "pending" : item.status.text();
    call.call_id = item.call_id;
    call.name = item.name;
    call.arguments = carried(item.arguments);
    if (item.output) call.output = carried(*item.output);
    return true;
  }

  protocol::TaskBody task(const ChatKitTaskType& type, const std::optional<std::string>& heading,
                          const std::optional<std::string>& summary) const {
    protocol::TaskBody body;
    body.type = type.text();
    body.title = heading;
    body.content = summary;
    const bool thought = type == ChatKitTaskType::Known::thought;
    if (thought && !body.content) body.content = "";  // A thought is never without.
    std::string json = "{\"type\":";
    append_quoted(json, body.type);
    json.append(",\"status_indicator\":\"none\"");
    if (body.title) append_quoted(json.append(",\"title\":"), *body.title);
    if (body.content) append_quoted(json.append(",\"content\":"), *body.content);
    json.push_back('}');
    body.json = made(json);
    return body;
  }

  bool operator()(const ChatKitTask& item) const {
    out.kind.emplace<protocol::Task>().task = task(item.task_type, item.heading, item.summary);
    return true;
  }

  bool operator()(const ChatKitTaskGroup& item) const {
    auto& workflow = out.kind.emplace<protocol::Workflow>();
    for (const auto& entry : item.tasks) {
      workflow.tasks.push_back(task(entry.type, entry.heading, entry.summary));
    }
    return true;
  }

  bool operator()(const ChatKitUnknownItem&) const { return false; }
};

}  // namespace

std::optional<protocol::ThreadItem> to_protocol(const ChatKitThreadItem& item, ParseJson parse) {
  std::optional<protocol::ThreadItem> result(std::in_place);
  result->id = item.id;
  result->thread_id = item.thread_id;
  result->created_at = item.created_at;
  if (!std::visit(ToProtocol{.out = *result, .parse = parse}, item.kind)) return std::nullopt;
  return result;
}

}  // namespace chatkit
