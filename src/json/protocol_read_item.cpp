#include "json/drop_nulls.hpp"
#include "json/protocol_read.hpp"

namespace chatkit::json {
namespace {

/// Reads a field that belongs to one kind of item; others are ignored.
struct KindReader {
  std::string_view name;
  Value& field;

  void operator()(protocol::UserMessage& out) const {
    if (name == "content") return read(field, out.content);
    if (name == "attachments") return read(field, out.attachments);
    if (name == "quoted_text") return read(field, out.quoted_text);
    if (name == "inference_options") return read(field, out.inference_options);
  }
  void operator()(protocol::AssistantMessage& out) const {
    if (name == "content") return read(field, out.content);
  }
  void operator()(protocol::ClientToolCall& out) const {
    if (name == "status") return read(field, out.status);
    if (name == "call_id") return read(field, out.call_id);
    if (name == "name") return read(field, out.name);
    if (name == "output") return read(field, out.output);
    if (name != "arguments") return;
    if (!field.is_null() && !field.is_object()) return field.fail_type("an object");
    read(field, out.arguments);
  }
  void operator()(protocol::Widget& out) const {
    if (name == "copy_text") return read(field, out.copy_text);
    if (name != "widget") return;
    if (!field.is_object()) return field.fail_type("an object");
    read(field, out.widget);
  }
  void operator()(protocol::Task& out) const {
    if (name == "task") return read(field, out.task);
  }
  void operator()(protocol::Workflow& out) const {
    if (name == "workflow") return read(field, out);
  }
  void operator()(protocol::HiddenContext& out) const {
    if (name == "content") return read(field, out.content);
  }
  void operator()(protocol::SdkHiddenContext& out) const {
    if (name == "content") return read(field, out.content);
  }
  void operator()(protocol::EndOfTurn&) const {}
  void operator()(protocol::StructuredInput& out) const {
    if (name == "status") return read(field, out.status);
    if (name != "inputs") return;
    if (!field.is_array()) return field.fail_type("an array");
    out.inputs = RawJson(RawJson::Validated(without_nulls(raw_text(field))));
  }
  void operator()(protocol::GeneratedImage& out) const {
    if (name == "image") return read(field, out.image);
  }
  void operator()(protocol::UnknownItem&) const {}
};

template <class Kind>
void emplace_kind(protocol::ItemKind& kind) {
  kind.emplace<Kind>();
}

bool select_kind(std::string_view type, protocol::ItemKind& kind) {
  struct Entry {
    std::string_view type;
    void (*emplace)(protocol::ItemKind&);
  };
  static constexpr Entry kEntries[] = {
      {"user_message", emplace_kind<protocol::UserMessage>},
      {"assistant_message", emplace_kind<protocol::AssistantMessage>},
      {"client_tool_call", emplace_kind<protocol::ClientToolCall>},
      {"widget", emplace_kind<protocol::Widget>},
      {"task", emplace_kind<protocol::Task>},
      {"workflow", emplace_kind<protocol::Workflow>},
      {"hidden_context_item", emplace_kind<protocol::HiddenContext>},
      {"sdk_hidden_context", emplace_kind<protocol::SdkHiddenContext>},
      {"end_of_turn", emplace_kind<protocol::EndOfTurn>},
      {"structured_input", emplace_kind<protocol::StructuredInput>},
      {"generated_image", emplace_kind<protocol::GeneratedImage>}};
  for (const auto& entry : kEntries) {
    if (entry.type != type) continue;
    entry.emplace(kind);
    return true;
  }
  return false;
}

/// The members without which a kind could not be written again.
void require_parts(Value& value, const protocol::ItemKind& kind) {
  if (const auto* widget = std::get_if<protocol::Widget>(&kind)) {
    require(value, "widget", !widget->widget.is_null());
  } else if (const auto* task = std::get_if<protocol::Task>(&kind)) {
    require(value, "task", !task->task.json.is_null());
  }
}

}  // namespace

void read(Value& value, protocol::ThreadItem& out) {
  const auto type = peek_type(value);
  if (!type) return require(value, "type", false);
  if (!select_kind(*type, out.kind)) {
    auto& unknown = out.kind.emplace<protocol::UnknownItem>();
    unknown.type = *type;
    unknown.json = RawJson(RawJson::Validated(std::string(peek_raw(value))));
  }
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "id") return read(field, out.id);
    if (name == "thread_id") return read(field, out.thread_id);
    if (name == "created_at") return read(field, out.created_at);
    if (name == "type") return same_type(field, *type);
    std::visit(KindReader{.name = name, .field = field}, out.kind);
  });
  require(value, "id", !out.id.empty());
  require_parts(value, out.kind);
}

Result<protocol::ThreadItem> read_protocol_item(std::string_view json) {
  return read_body<protocol::ThreadItem>(
      json, Reading::Nul::accept,
      [](Value& value, protocol::ThreadItem& out) { read(value, out); });
}

Result<protocol::ThreadItem> read_stored_item(std::string_view body) {
  return read_stored<protocol::ThreadItem>(
      body, [](Value& value, protocol::ThreadItem& out) { read(value, out); });
}

Result<protocol::Page<protocol::ThreadItem>> read_protocol_item_page(std::string_view json) {
  using Page = protocol::Page<protocol::ThreadItem>;
  return read_body<Page>(json, Reading::Nul::accept,
                         [](Value& value, Page& out) { read(value, out); });
}

}  // namespace chatkit::json
