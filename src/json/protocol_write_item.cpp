#include "base/iso_time.hpp"
#include "json/protocol.hpp"
#include "json/protocol_write.hpp"
#include "json/rest.hpp"

namespace chatkit::json {
namespace {

struct UserContentWriter {
  std::string& out;

  void operator()(const protocol::TextContent& content) const {
    ObjectWriter object(out);
    object.string("type", "input_text").string("text", content.text);
    object.close();
  }
  void operator()(const protocol::TagContent& content) const {
    ObjectWriter object(out);
    object.string("type", "input_tag").string("id", content.id).string("text", content.text);
    raw_object(object, "data", content.data);
    string_if_set(object, "group", content.group);
    object.boolean("interactive", content.interactive);
    object.close();
  }
};

void write_fields(ObjectWriter& object, const protocol::Attachment& attachment) {
  object.string("type", attachment.type).string("id", attachment.id);
  object.string("name", attachment.name).string("mime_type", attachment.mime_type);
  string_if_set(object, "thread_id", attachment.thread_id);
  string_if_set(object, "preview_url", attachment.preview_url);
  if (attachment.metadata && !attachment.metadata->is_null()) {
    object.raw("metadata", attachment.metadata->view());
  }
}

void write_attachment(std::string& out, const protocol::Attachment& attachment) {
  ObjectWriter object(out);
  write_fields(object, attachment);
  object.close();
}

void write_workflow(std::string& out, const protocol::Workflow& workflow) {
  ObjectWriter object(out);
  object.string("type", workflow.type).key("tasks");
  ArrayWriter tasks(out);
  for (const auto& task : workflow.tasks) {
    tasks.next();
    out.append(task.json.view());
  }
  tasks.close();
  if (workflow.summary && !workflow.summary->is_null()) {
    object.raw("summary", workflow.summary->view());
  }
  object.boolean("expanded", workflow.expanded);
  object.close();
}

std::string_view type_of_kind(const protocol::ItemKind& kind) {
  struct Types {
    std::string_view operator()(const protocol::UserMessage&) const { return "user_message"; }
    std::string_view operator()(const protocol::AssistantMessage&) const {
      return "assistant_message";
    }
    std::string_view operator()(const protocol::ClientToolCall&) const {
      return "client_tool_call";
    }
    std::string_view operator()(const protocol::Widget&) const { return "widget"; }
    std::string_view operator()(const protocol::Task&) const { return "task"; }
    std::string_view operator()(const protocol::Workflow&) const { return "workflow"; }
    std::string_view operator()(const protocol::HiddenContext&) const {
      return "hidden_context_item";
    }
    std::string_view operator()(const protocol::SdkHiddenContext&) const {
      return "sdk_hidden_context";
    }
    std::string_view operator()(const protocol::EndOfTurn&) const { return "end_of_turn"; }
    std::string_view operator()(const protocol::StructuredInput&) const {
      return "structured_input";
    }
    std::string_view operator()(const protocol::GeneratedImage&) const { return "generated_image"; }
    std::string_view operator()(const protocol::UnknownItem& item) const { return item.type; }
  };
  return std::visit(Types(), kind);
}

/// Writes the members that one kind of item has of its own.
struct KindWriter {
  std::string& out;
  ObjectWriter& object;

  void operator()(const protocol::UserMessage& message) const {
    object.key("content");
    ArrayWriter content(out);
    for (const auto& part : message.content) {
      content.next();
      write_user_content(out, part);
    }
    content.close();
    object.key("attachments");
    ArrayWriter attachments(out);
    for (const auto& attachment : message.attachments) {
      attachments.next();
      write_attachment(out, attachment);
    }
    attachments.close();
    string_if_set(object, "quoted_text", message.quoted_text);
    object.key("inference_options");
    write_inference_options(out, message.inference_options);
  }

  void operator()(const protocol::AssistantMessage& message) const {
    object.key("content");
    ArrayWriter content(out);
    for (const auto& part : message.content) {
      content.next();
      write_assistant_content(out, part);
    }
    content.close();
  }

  void operator()(const protocol::ClientToolCall& call) const {
    object.string("status", call.status).string("call_id", call.call_id);
    object.string("name", call.name);
    raw_object(object, "arguments", call.arguments);
    if (call.output && !call.output->is_null()) object.raw("output", call.output->view());
  }

  void operator()(const protocol::Widget& widget) const {
    object.raw("widget", widget.widget.view());
    string_if_set(object, "copy_text", widget.copy_text);
  }

  void operator()(const protocol::Task& task) const { object.raw("task", task.task.json.view()); }

  void operator()(const protocol::Workflow& workflow) const {
    object.key("workflow");
    write_workflow(out, workflow);
  }

  void operator()(const protocol::HiddenContext& context) const {
    object.raw("content", context.content.view());
  }
  void operator()(const protocol::SdkHiddenContext& context) const {
    object.string("content", context.content);
  }
  void operator()(const protocol::EndOfTurn&) const {}
  void operator()(const protocol::StructuredInput& input) const {
    object.string("status", input.status);
    object.raw("inputs", input.inputs.is_null() ? std::string_view("[]") : input.inputs.view());
  }
  void operator()(const protocol::GeneratedImage& generated) const {
    if (generated.image && !generated.image->is_null()) {
      object.raw("image", generated.image->view());
    }
  }
  void operator()(const protocol::UnknownItem&) const {}
};

}  // namespace

void write_attachment(std::string& out, const protocol::CreatedAttachment& attachment) {
  ObjectWriter object(out);
  write_fields(object, attachment);
  if (attachment.upload_descriptor) {
    object.key("upload_descriptor");
    ObjectWriter descriptor(out);
    descriptor.string("url", attachment.upload_descriptor->url);
    descriptor.string("method", attachment.upload_descriptor->method).key("headers");
    write_metadata(out, attachment.upload_descriptor->headers);
    descriptor.close();
  }
  object.close();
}

void write_user_content(std::string& out, const protocol::UserContent& content) {
  std::visit(UserContentWriter{.out = out}, content);
}

void write_inference_options(std::string& out, const protocol::InferenceOptions& options) {
  ObjectWriter object(out);
  if (options.tool_choice) {
    object.key("tool_choice");
    ObjectWriter choice(out);
    choice.string("id", options.tool_choice->id);
    choice.close();
  }
  string_if_set(object, "model", options.model);
  object.close();
}

void write_annotation(std::string& out, const protocol::Annotation& annotation) {
  ObjectWriter object(out);
  object.string("type", "annotation").raw("source", annotation.source.view());
  if (annotation.index) object.number("index", *annotation.index);
  object.close();
}

void write_assistant_content(std::string& out, const protocol::AssistantContent& content) {
  ObjectWriter object(out);
  object.key("annotations");
  ArrayWriter annotations(out);
  for (const auto& annotation : content.annotations) {
    annotations.next();
    write_annotation(out, annotation);
  }
  annotations.close();
  object.string("text", content.text).string("type", "output_text");
  object.close();
}

void write_item(std::string& out, const protocol::ThreadItem& item) {
  if (const auto* unknown = std::get_if<protocol::UnknownItem>(&item.kind)) {
    out.append(unknown->json.view());
    return;
  }
  ObjectWriter object(out);
  object.string("id", item.id).string("thread_id", item.thread_id);
  object.string("created_at", format_iso(item.created_at));
  object.string("type", type_of_kind(item.kind));
  std::visit(KindWriter{.out = out, .object = object}, item.kind);
  object.close();
}

}  // namespace chatkit::json
