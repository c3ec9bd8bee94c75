#include "json/rest.hpp"
#include "json/rest_read.hpp"

namespace chatkit::json {

void read(Value& value, ChatKitUserContent& out) {
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "type") return read(field, out.type);
    if (name == "text") return read(field, out.text);
    keep(field, out.extra);
  });
}

void read(Value& value, ChatKitAttachment& out) {
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "type") return read(field, out.type);
    if (name == "id") return read(field, out.id);
    if (name == "name") return read(field, out.name);
    if (name == "mime_type") return read(field, out.mime_type);
    if (name == "preview_url") return read(field, out.preview_url);
    keep(field, out.extra);
  });
}

void read(Value& value, ChatKitToolChoice& out) {
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "id") return read(field, out.id);
    keep(field, out.extra);
  });
}

void read(Value& value, ChatKitInferenceOptions& out) {
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "model") return read(field, out.model);
    if (name == "tool_choice") return read(field, out.tool_choice);
    keep(field, out.extra);
  });
}

namespace {

/// A source with more in it than this version shows is kept whole beside what it shows.
void read_source(Value& value, ChatKitAnnotation& out) {
  if (!value.is_object()) return value.fail_type("an object");
  const std::string_view raw = peek_raw(value);
  if (raw == "{}") return;
  bool more = false;
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "url" || name == "filename") return read(field, out.source);
    if (name != "type") more = true;
  });
  if (more) out.extra["source"] = RawJson(RawJson::Validated(std::string(raw)));
}

}  // namespace

void read(Value& value, ChatKitAnnotation& out) {
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "type") return read(field, out.type);
    if (name == "source") return read_source(field, out);
    keep(field, out.extra);
  });
}

void read(Value& value, ChatKitResponseOutputText& out) {
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "type") return read(field, out.type);
    if (name == "text") return read(field, out.text);
    if (name == "annotations") return read(field, out.annotations);
    keep(field, out.extra);
  });
}

void read(Value& value, ChatKitTaskGroupTask& out) {
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "type") return read(field, out.type);
    if (name == "heading") return read(field, out.heading);
    if (name == "summary") return read(field, out.summary);
    keep(field, out.extra);
  });
}

namespace {

// Whether a field belongs to the kind, and if so, read it.

bool take(std::string_view name, Value& field, ChatKitThreadUserMessageItem& out) {
  if (name == "content") {
    read(field, out.content);
  } else if (name == "attachments") {
    read(field, out.attachments);
  } else if (name == "inference_options") {
    read(field, out.inference_options);
  } else {
    return false;
  }
  return true;
}

bool take(std::string_view name, Value& field, ChatKitThreadAssistantMessageItem& out) {
  if (name != "content") return false;
  read(field, out.content);
  return true;
}

bool take(std::string_view name, Value& field, ChatKitWidgetItem& out) {
  if (name != "widget") return false;
  read(field, out.widget);
  return true;
}

bool take(std::string_view name, Value& field, ChatKitClientToolCall& out) {
  if (name == "status") {
    read(field, out.status);
  } else if (name == "call_id") {
    read(field, out.call_id);
  } else if (name == "name") {
    read(field, out.name);
  } else if (name == "arguments") {
    read(field, out.arguments);
  } else if (name == "output") {
    read(field, out.output);
  } else {
    return false;
  }
  return true;
}

bool take(std::string_view name, Value& field, ChatKitTask& out) {
  if (name == "task_type") {
    read(field, out.task_type);
  } else if (name == "heading") {
    read(field, out.heading);
  } else if (name == "summary") {
    read(field, out.summary);
  } else {
    return false;
  }
  return true;
}

bool take(std::string_view name, Value& field, ChatKitTaskGroup& out) {
  if (name != "tasks") return false;
  read(field, out.tasks);
  return true;
}

/// The whole item is kept; its fields are not looked at one by one.
bool take(std::string_view, Value&, ChatKitUnknownItem&) { return true; }

bool select_kind(std::string_view type, ChatKitThreadItemKind& kind) {
  if (type == "chatkit.user_message") {
    kind.emplace<ChatKitThreadUserMessageItem>();
  } else if (type == "chatkit.assistant_message") {
    kind.emplace<ChatKitThreadAssistantMessageItem>();
  } else if (type == "chatkit.widget") {
    kind.emplace<ChatKitWidgetItem>();
  } else if (type == "chatkit.client_tool_call") {
    kind.emplace<ChatKitClientToolCall>();
  } else if (type == "chatkit.task") {
    kind.emplace<ChatKitTask>();
  } else if (type == "chatkit.task_group") {
    kind.emplace<ChatKitTaskGroup>();
  } else {
    return false;
  }
  return true;
}

/// The JSON that the older documentation's `role` has for each kind.
std::string_view role_token(const ChatKitThreadItem& item) {
  if (std::holds_alternative<ChatKitThreadUserMessageItem>(item.kind)) return "\"user\"";
  if (std::holds_alternative<ChatKitThreadAssistantMessageItem>(item.kind)) {
    return "\"assistant\"";
  }
  return "null";
}

/// The older documentation's fields follow from the item; only what says something else is kept.
bool is_derived(std::string_view name, Value& field, const ChatKitThreadItem& item) {
  if (name == "role") return field.token() == role_token(item);
  if (name == "content") return field.is_string();
  return false;
}

/// Keeps a field that is not known, but for metadata that says nothing.
void keep_unless_empty(std::string_view name, Value& field, ExtraFields& extra) {
  const std::string_view raw = raw_text(field);
  if (name == "metadata" && raw == "{}") return;
  extra[std::string(name)] = RawJson(RawJson::Validated(std::string(raw)));
}

}  // namespace

void read(Value& value, ChatKitThreadItem& out) {
  auto type = peek_type(value);
  if (!type) return require(value, "type", false);
  out.wire_type = *std::move(type);
  if (!select_kind(out.wire_type, out.kind)) {
    out.kind = ChatKitUnknownItem{RawJson(RawJson::Validated(std::string(peek_raw(value))))};
  }
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "id") return read(field, out.id);
    if (name == "object") return read(field, out.object);
    if (name == "created_at") return read(field, out.created_at);
    if (name == "thread_id") return read(field, out.thread_id);
    if (name == "type") return same_type(field, out.wire_type);
    if (std::visit([&](auto& kind) { return take(name, field, kind); }, out.kind)) return;
    if (is_derived(name, field, out)) return;
    keep_unless_empty(name, field, out.extra);
  });
  require(value, "id", !out.id.empty());
}

Result<ChatKitThreadItem> read_item(std::string_view json) {
  return read_body<ChatKitThreadItem>(
      json, Reading::Nul::accept, [](Value& value, ChatKitThreadItem& out) { read(value, out); });
}

}  // namespace chatkit::json
