#include "json/rest.hpp"
#include "json/rest_write.hpp"

namespace chatkit::json {
namespace {

void write_source(std::string& out, const ChatKitAnnotation& annotation) {
  ObjectWriter object(out);
  object.string("type", annotation.type);
  object.string(annotation.type == "file" ? "filename" : "url", annotation.source);
  object.close();
}

void write_annotation(std::string& out, const ChatKitAnnotation& annotation) {
  ObjectWriter object(out);
  object.string("type", annotation.type);
  if (!annotation.extra.contains("source")) {
    object.key("source");
    write_source(out, annotation);
  }
  write_extra(object, annotation.extra);
  object.close();
}

/// Writes the members that one kind of item has of its own.
struct KindWriter {
  std::string& out;
  ObjectWriter& object;

  void operator()(const ChatKitThreadUserMessageItem& item) const {
    object.key("content");
    ArrayWriter content(out);
    for (const auto& part : item.content) {
      content.next();
      ObjectWriter part_object(out);
      part_object.string("type", part.type).string("text", part.text);
      write_extra(part_object, part.extra);
      part_object.close();
    }
    content.close();
    write_attachments(item);
    write_options(item.inference_options);
  }

  void write_attachments(const ChatKitThreadUserMessageItem& item) const {
    object.key("attachments");
    ArrayWriter attachments(out);
    for (const auto& attachment : item.attachments) {
      attachments.next();
      ObjectWriter entry(out);
      entry.string("type", attachment.type).string("id", attachment.id);
      entry.string("name", attachment.name).string("mime_type", attachment.mime_type);
      string_or_null(entry, "preview_url", attachment.preview_url);
      write_extra(entry, attachment.extra);
      entry.close();
    }
    attachments.close();
  }

  void write_options(const std::optional<ChatKitInferenceOptions>& options) const {
    object.key("inference_options");
    if (!options) {
      out.append("null");
      return;
    }
    ObjectWriter entry(out);
    entry.key("tool_choice");
    if (options->tool_choice) {
      ObjectWriter choice(out);
      choice.string("id", options->tool_choice->id);
      write_extra(choice, options->tool_choice->extra);
      choice.close();
    } else {
      out.append("null");
    }
    string_or_null(entry, "model", options->model);
    write_extra(entry, options->extra);
    entry.close();
  }

  void operator()(const ChatKitThreadAssistantMessageItem& item) const {
    object.key("content");
    ArrayWriter content(out);
    for (const auto& part : item.content) {
      content.next();
      ObjectWriter part_object(out);
      part_object.string("type", part.type).string("text", part.text).key("annotations");
      ArrayWriter annotations(out);
      for (const auto& annotation : part.annotations) {
        annotations.next();
        write_annotation(out, annotation);
      }
      annotations.close();
      write_extra(part_object, part.extra);
      part_object.close();
    }
    content.close();
  }

  void operator()(const ChatKitWidgetItem& item) const { object.string("widget", item.widget); }

  void operator()(const ChatKitClientToolCall& item) const {
    object.string("status", item.status.text()).string("call_id", item.call_id);
    object.string("name", item.name).string("arguments", item.arguments);
    string_or_null(object, "output", item.output);
  }

  void operator()(const ChatKitTask& item) const {
    object.string("task_type", item.task_type.text());
    string_or_null(object, "heading", item.heading);
    string_or_null(object, "summary", item.summary);
  }

  void operator()(const ChatKitTaskGroup& item) const {
    object.key("tasks");
    ArrayWriter tasks(out);
    for (const auto& task : item.tasks) {
      tasks.next();
      ObjectWriter entry(out);
      entry.string("type", task.type.text());
      string_or_null(entry, "heading", task.heading);
      string_or_null(entry, "summary", task.summary);
      write_extra(entry, task.extra);
      entry.close();
    }
    tasks.close();
  }

  void operator()(const ChatKitUnknownItem&) const {}
};

/// The fields of the older documentation. One that the item brought itself is in `extra` and wins.
void write_older_fields(ObjectWriter& object, const ChatKitThreadItem& item) {
  if (!item.extra.contains("role")) string_or_null(object, "role", item.role());
  if (!item.extra.contains("metadata")) object.raw("metadata", "{}");
  const bool has_content = std::holds_alternative<ChatKitThreadUserMessageItem>(item.kind) ||
                           std::holds_alternative<ChatKitThreadAssistantMessageItem>(item.kind);
  if (!has_content && !item.extra.contains("content")) {
    object.string("content", item.content_text());
  }
}

}  // namespace

void write_rest(std::string& out, const ChatKitThreadItem& item) {
  if (const auto* unknown = std::get_if<ChatKitUnknownItem>(&item.kind)) {
    out.append(unknown->json.view());
    return;
  }
  ObjectWriter object(out);
  object.string("id", item.id).string("object", item.object);
  object.number("created_at", item.created_at.time_since_epoch().count());
  object.string("thread_id", item.thread_id).string("type", item.wire_type);
  std::visit(KindWriter{.out = out, .object = object}, item.kind);
  write_older_fields(object, item);
  write_extra(object, item.extra);
  object.close();
}

}  // namespace chatkit::json
