#include "json/drop_nulls.hpp"
#include "json/protocol_read.hpp"
#include "json/writer.hpp"

namespace chatkit::json {
namespace {

bool select_update(std::string_view type, protocol::ItemUpdate& update) {
  if (type == "assistant_message.content_part.added") {
    update.emplace<protocol::ContentPartAdded>();
  } else if (type == "assistant_message.content_part.text_delta") {
    update.emplace<protocol::ContentPartTextDelta>();
  } else if (type == "assistant_message.content_part.annotation_added") {
    update.emplace<protocol::ContentPartAnnotationAdded>();
  } else if (type == "assistant_message.content_part.done") {
    update.emplace<protocol::ContentPartDone>();
  } else {
    return false;
  }
  return true;
}

/// Reads a field that belongs to one kind of update; others are ignored.
struct UpdateReader {
  std::string_view name;
  Value& field;

  void operator()(protocol::ContentPartAdded& out) const {
    if (name == "content_index") return read(field, out.content_index);
    if (name == "content") return read(field, out.content);
  }
  void operator()(protocol::ContentPartDone& out) const {
    if (name == "content_index") return read(field, out.content_index);
    if (name == "content") return read(field, out.content);
  }
  void operator()(protocol::ContentPartTextDelta& out) const {
    if (name == "content_index") return read(field, out.content_index);
    if (name == "delta") return read(field, out.delta);
  }
  void operator()(protocol::ContentPartAnnotationAdded& out) const {
    if (name == "content_index") return read(field, out.content_index);
    if (name == "annotation_index") return read(field, out.annotation_index);
    if (name == "annotation") return read(field, out.annotation);
  }
  void operator()(protocol::OtherUpdate&) const {}
};

/// The task of an update gets the defaults that a task of an item gets; an image loses its nulls.
std::string other_update_text(Value& value, std::string_view type) {
  const std::string_view raw = peek_raw(value);
  if (type == "generated_image.updated") return without_nulls(raw);
  if (type != "workflow.task.added" && type != "workflow.task.updated") return std::string(raw);
  std::string out;
  ObjectWriter object(out);
  each_field(value, [&](std::string_view name, Value& field) {
    if (field.is_null()) return;
    if (name != "task") {
      object.raw(name, raw_text(field));
      return;
    }
    protocol::TaskBody task;
    read(field, task);
    object.raw(name, task.json.view());
  });
  object.close();
  return out;
}

void read_update(Value& value, protocol::ItemUpdate& out) {
  const auto type = peek_type(value);
  if (!type) return require(value, "type", false);
  if (!select_update(*type, out)) {
    auto& other = out.emplace<protocol::OtherUpdate>();
    other.type = *type;
    other.json = RawJson(RawJson::Validated(other_update_text(value, *type)));
    return;
  }
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "type") return same_type(field, *type);
    std::visit(UpdateReader{.name = name, .field = field}, out);
  });
}

void read_stream_options(Value& value, protocol::StreamOptions& out) {
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "allow_cancel") return read(field, out.allow_cancel);
  });
}

/// Reads a field that belongs to one kind of event; others are ignored.
struct EventReader {
  std::string_view name;
  Value& field;

  void operator()(protocol::ThreadCreated& out) const {
    if (name == "thread") return read(field, out.thread);
  }
  void operator()(protocol::ThreadUpdated& out) const {
    if (name == "thread") return read(field, out.thread);
  }
  void operator()(protocol::ItemAdded& out) const {
    if (name == "item") return read(field, out.item);
  }
  void operator()(protocol::ItemDone& out) const {
    if (name == "item") return read(field, out.item);
  }
  void operator()(protocol::ItemReplaced& out) const {
    if (name == "item") return read(field, out.item);
  }
  void operator()(protocol::ItemUpdated& out) const {
    if (name == "item_id") return read(field, out.item_id);
    if (name == "update") return read_update(field, out.update);
  }
  void operator()(protocol::ItemRemoved& out) const {
    if (name == "item_id") return read(field, out.item_id);
  }
  void operator()(protocol::StreamOptions& out) const {
    if (name == "stream_options") return read_stream_options(field, out);
  }
  void operator()(protocol::ProgressUpdate& out) const {
    if (name == "text") return read(field, out.text);
    if (name == "icon") return read(field, out.icon);
  }
  void operator()(protocol::Notice& out) const {
    if (name == "level") return read(field, out.level);
    if (name == "message") return read(field, out.message);
    if (name == "title") return read(field, out.title);
  }
  void operator()(protocol::ClientEffect& out) const {
    if (name == "name") return read(field, out.name);
    if (name != "data" || field.is_null()) return;
    if (!field.is_object()) return field.fail_type("an object");
    read(field, out.data);
  }
  void operator()(protocol::StreamError& out) const {
    if (name == "code") return read(field, out.code);
    if (name == "message") return read(field, out.message);
    if (name == "allow_retry") return read(field, out.allow_retry);
  }
  void operator()(protocol::UnknownEvent&) const {}
};

template <class Kind>
void emplace_event(protocol::Event& event) {
  event.emplace<Kind>();
}

/// A kind of event, and the member without which it says nothing.
struct EventEntry {
  std::string_view type;
  void (*emplace)(protocol::Event&);
  std::string_view needs;
};

constexpr EventEntry kEvents[] = {
    {"thread.created", emplace_event<protocol::ThreadCreated>, "thread"},
    {"thread.updated", emplace_event<protocol::ThreadUpdated>, "thread"},
    {"thread.item.added", emplace_event<protocol::ItemAdded>, "item"},
    {"thread.item.updated", emplace_event<protocol::ItemUpdated>, "update"},
    {"thread.item.done", emplace_event<protocol::ItemDone>, "item"},
    {"thread.item.replaced", emplace_event<protocol::ItemReplaced>, "item"},
    {"thread.item.removed", emplace_event<protocol::ItemRemoved>, "item_id"},
    {"stream_options", emplace_event<protocol::StreamOptions>, "stream_options"},
    {"progress_update", emplace_event<protocol::ProgressUpdate>, "text"},
    {"notice", emplace_event<protocol::Notice>, "message"},
    {"client_effect", emplace_event<protocol::ClientEffect>, "name"},
    {"error", emplace_event<protocol::StreamError>, "type"}};

const EventEntry* find_event(std::string_view type) {
  for (const auto& entry : kEvents) {
    if (entry.type == type) return &entry;
  }
  return nullptr;
}

void read_any_event(Value& value, protocol::Event& out) {
  const auto type = peek_type(value);
  if (!type) return require(value, "type", false);
  const EventEntry* const entry = find_event(*type);
  if (entry == nullptr) {
    auto& unknown = out.emplace<protocol::UnknownEvent>();
    unknown.type = *type;
    unknown.json = RawJson(RawJson::Validated(std::string(peek_raw(value))));
    return;
  }
  entry->emplace(out);
  bool complete = false;
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == entry->needs) complete = true;
    if (name == "type") return same_type(field, *type);
    std::visit(EventReader{.name = name, .field = field}, out);
  });
  require(value, entry->needs, complete);
}

}  // namespace

void read(Value& value, protocol::Thread& out) {
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "id") return read(field, out.id);
    if (name == "created_at") return read(field, out.created_at);
    if (name == "title") return read(field, out.title);
    if (name == "status") return read(field, out.status);
    if (name == "allowed_image_domains") return read(field, out.allowed_image_domains);
    if (name == "items") return read(field, out.items);
  });
  if (value.is_object()) require(value, "id", !out.id.empty());
}

Result<protocol::Thread> read_protocol_thread(std::string_view json) {
  return read_body<protocol::Thread>(json, Reading::Nul::refuse,
                                     [](Value& value, protocol::Thread& out) { read(value, out); });
}

Result<protocol::Page<protocol::Thread>> read_protocol_thread_page(std::string_view json) {
  using Page = protocol::Page<protocol::Thread>;
  return read_body<Page>(json, Reading::Nul::refuse,
                         [](Value& value, Page& out) { read(value, out); });
}

Result<protocol::Event> read_event(std::string_view json) {
  return read_body<protocol::Event>(json, Reading::Nul::refuse, read_any_event);
}

}  // namespace chatkit::json
