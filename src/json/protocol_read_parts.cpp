#include "base/iso_time.hpp"
#include "json/drop_nulls.hpp"
#include "json/protocol_read.hpp"

// The parts that items are made of.
namespace chatkit::json {
namespace {

RawJson to_raw(std::string text) { return RawJson(RawJson::Validated(std::move(text))); }

void read_tool_choice(Value& value, std::optional<protocol::ToolChoice>& out) {
  out.reset();
  if (value.is_null()) return;
  auto& choice = out.emplace();
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "id") return read(field, choice.id);
  });
  if (value.is_object()) require(value, "id", !choice.id.empty());
}

/// Sources lose their nulls but for those in `data`, and gain the defaults that the wire shows.
void read_source(Value& value, protocol::Annotation& out) {
  if (!value.is_object()) return value.fail_type("an object");
  const std::string_view raw = peek_raw(value);
  if (raw == "{}") return require(value, "type", false);
  std::string url;
  std::string filename;
  bool has_data = false;
  bool has_interactive = false;
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "type") return read(field, out.source_type);
    if (name == "url" && field.is_string()) return read(field, url);
    if (name == "filename" && field.is_string()) return read(field, filename);
    if (name == "data") has_data = !field.is_null();
    if (name == "interactive") has_interactive = !field.is_null();
  });
  require(value, "type", !out.source_type.empty());
  std::string text = without_nulls(raw, "data");
  if (out.source_type == "entity") {
    if (!has_interactive) add_field(text, "interactive", "false");
    if (!has_data) add_field(text, "data", "{}");
  }
  out.source_target = out.source_type == "file" ? std::move(filename) : std::move(url);
  out.source = to_raw(std::move(text));
}

}  // namespace

void read(Value& value, Timestamp& out) {
  if (value.is_null()) return;
  if (!value.is_string()) return value.fail_type("a string");
  const auto time = parse_iso(unescape(value.token()));
  if (!time) return value.fail_value("it is no ISO 8601 time");
  out = *time;
}

void read(Value& value, protocol::InferenceOptions& out) {
  out = {};
  if (value.is_null()) return;
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "model") return read(field, out.model);
    if (name == "tool_choice") return read_tool_choice(field, out.tool_choice);
  });
}

void read(Value& value, protocol::UserContent& out) {
  std::string type;
  protocol::TagContent content;
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "type") return read(field, type);
    if (name == "id") return read(field, content.id);
    if (name == "text") return read(field, content.text);
    if (name == "data") return read(field, content.data);
    if (name == "group") return read(field, content.group);
    if (name == "interactive") return read(field, content.interactive);
  });
  if (type == "input_tag") {
    out = std::move(content);
  } else {
    out = protocol::TextContent{std::move(content.text)};
  }
}

void read_attachment_field(std::string_view name, Value& field, protocol::Attachment& out) {
  if (name == "type") return read(field, out.type);
  if (name == "id") return read(field, out.id);
  if (name == "name") return read(field, out.name);
  if (name == "mime_type") return read(field, out.mime_type);
  if (name == "thread_id") return read(field, out.thread_id);
  if (name == "preview_url") return read(field, out.preview_url);
  if (name == "metadata") return read(field, out.metadata);
}

void read(Value& value, protocol::Attachment& out) {
  each_field(value,
             [&](std::string_view name, Value& field) { read_attachment_field(name, field, out); });
}

void read(Value& value, protocol::Annotation& out) {
  bool has_source = false;
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "source") {
      has_source = true;
      return read_source(field, out);
    }
    if (name == "index") return read(field, out.index);
  });
  if (value.is_object()) require(value, "source", has_source);
}

void read(Value& value, protocol::AssistantContent& out) {
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "text") return read(field, out.text);
    if (name == "annotations") return read(field, out.annotations);
  });
}

void read(Value& value, protocol::TaskBody& out) {
  if (!value.is_object()) return value.fail_type("an object");
  const std::string_view raw = peek_raw(value);
  if (raw == "{}") return require(value, "type", false);
  bool has_indicator = false;
  bool has_sources = false;
  bool has_queries = false;
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "type") return read(field, out.type);
    if (name == "title") return read(field, out.title);
    if (name == "content" && field.is_string()) return read(field, out.content);
    if (name == "status_indicator") has_indicator = !field.is_null();
    if (name == "sources") has_sources = !field.is_null();
    if (name == "queries") has_queries = !field.is_null();
  });
  require(value, "type", !out.type.empty());
  std::string text = without_nulls(raw);
  const bool search = out.type == "web_search";
  if (search && !has_queries) add_field(text, "queries", "[]");
  if ((search || out.type == "file") && !has_sources) add_field(text, "sources", "[]");
  if (!has_indicator) add_field(text, "status_indicator", "\"none\"");
  out.json = to_raw(std::move(text));
}

void read(Value& value, protocol::Workflow& out) {
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "type") return read(field, out.type);
    if (name == "tasks") return read(field, out.tasks);
    if (name == "summary") {
      read(field, out.summary);
      if (out.summary) out.summary = to_raw(without_nulls(out.summary->view()));
      return;
    }
    if (name == "expanded") return read(field, out.expanded);
  });
}

}  // namespace chatkit::json
