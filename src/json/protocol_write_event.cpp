#include "base/iso_time.hpp"
#include "json/protocol.hpp"
#include "json/protocol_write.hpp"

namespace chatkit::json {
namespace {

/// Writes all of a thread but its items, whose key is written last.
void begin_thread(std::string& out, ObjectWriter& object, const protocol::Thread& thread) {
  object.string("id", thread.id).string("created_at", format_iso(thread.created_at));
  string_if_set(object, "title", thread.title);
  object.key("status");
  ObjectWriter status(out);
  status.string("type", thread.status.type.text());
  string_if_set(status, "reason", thread.status.reason);
  status.close();
  if (thread.allowed_image_domains) {
    object.key("allowed_image_domains");
    ArrayWriter domains(out);
    for (const auto& domain : *thread.allowed_image_domains) {
      domains.next();
      append_string(out, domain);
    }
    domains.close();
  }
  object.raw("metadata", "{}").key("items");
}

struct UpdateWriter {
  std::string& out;

  void operator()(const protocol::ContentPartAdded& update) const {
    content_part("assistant_message.content_part.added", update.content_index, update.content);
  }
  void operator()(const protocol::ContentPartDone& update) const {
    content_part("assistant_message.content_part.done", update.content_index, update.content);
  }
  void content_part(std::string_view type, std::int64_t index,
                    const protocol::AssistantContent& content) const {
    ObjectWriter object(out);
    object.string("type", type).number("content_index", index).key("content");
    write_assistant_content(out, content);
    object.close();
  }
  void operator()(const protocol::ContentPartTextDelta& update) const {
    ObjectWriter object(out);
    object.string("type", "assistant_message.content_part.text_delta");
    object.number("content_index", update.content_index).string("delta", update.delta);
    object.close();
  }
  void operator()(const protocol::ContentPartAnnotationAdded& update) const {
    ObjectWriter object(out);
    object.string("type", "assistant_message.content_part.annotation_added");
    object.number("content_index", update.content_index);
    object.number("annotation_index", update.annotation_index).key("annotation");
    write_annotation(out, update.annotation);
    object.close();
  }
  void operator()(const protocol::OtherUpdate& update) const { out.append(update.json.view()); }
};

struct TypeOf {
  std::string_view operator()(const protocol::ThreadCreated&) const { return "thread.created"; }
  std::string_view operator()(const protocol::ThreadUpdated&) const { return "thread.updated"; }
  std::string_view operator()(const protocol::ItemAdded&) const { return "thread.item.added"; }
  std::string_view operator()(const protocol::ItemUpdated&) const { return "thread.item.updated"; }
  std::string_view operator()(const protocol::ItemDone&) const { return "thread.item.done"; }
  std::string_view operator()(const protocol::ItemReplaced&) const {
    return "thread.item.replaced";
  }
  std::string_view operator()(const protocol::ItemRemoved&) const { return "thread.item.removed"; }
  std::string_view operator()(const protocol::StreamOptions&) const { return "stream_options"; }
  std::string_view operator()(const protocol::ProgressUpdate&) const { return "progress_update"; }
  std::string_view operator()(const protocol::Notice&) const { return "notice"; }
  std::string_view operator()(const protocol::ClientEffect&) const { return "client_effect"; }
  std::string_view operator()(const protocol::StreamError&) const { return "error"; }
  std::string_view operator()(const protocol::UnknownEvent& event) const { return event.type; }
};

/// Writes the event's object up to what is its own.
template <class Event>
ObjectWriter begin_event(std::string& out, const Event& event) {
  ObjectWriter object(out);
  object.string("type", TypeOf()(event));
  return object;
}

struct EventWriter {
  std::string& out;

  void operator()(const protocol::ThreadCreated& event) const { with_thread(event); }
  void operator()(const protocol::ThreadUpdated& event) const { with_thread(event); }
  template <class Event>
  void with_thread(const Event& event) const {
    ObjectWriter object = begin_event(out, event);
    object.key("thread");
    write_thread(out, event.thread);
    object.close();
  }

  void operator()(const protocol::ItemAdded& event) const { with_item(event); }
  void operator()(const protocol::ItemDone& event) const { with_item(event); }
  void operator()(const protocol::ItemReplaced& event) const { with_item(event); }
  template <class Event>
  void with_item(const Event& event) const {
    ObjectWriter object = begin_event(out, event);
    object.key("item");
    write_item(out, event.item);
    object.close();
  }

  void operator()(const protocol::ItemUpdated& event) const {
    ObjectWriter object = begin_event(out, event);
    object.string("item_id", event.item_id).key("update");
    std::visit(UpdateWriter{.out = out}, event.update);
    object.close();
  }
  void operator()(const protocol::ItemRemoved& event) const {
    begin_event(out, event).string("item_id", event.item_id).close();
  }
  void operator()(const protocol::StreamOptions& event) const {
    ObjectWriter object = begin_event(out, event);
    object.key("stream_options");
    ObjectWriter options(out);
    options.boolean("allow_cancel", event.allow_cancel);
    options.close();
    object.close();
  }
  void operator()(const protocol::ProgressUpdate& event) const {
    ObjectWriter object = begin_event(out, event);
    object.string("text", event.text);
    string_if_set(object, "icon", event.icon);
    object.close();
  }
  void operator()(const protocol::Notice& event) const {
    ObjectWriter object = begin_event(out, event);
    object.string("level", event.level).string("message", event.message);
    string_if_set(object, "title", event.title);
    object.close();
  }
  void operator()(const protocol::ClientEffect& event) const {
    ObjectWriter object = begin_event(out, event);
    object.string("name", event.name);
    raw_object(object, "data", event.data);
    object.close();
  }
  void operator()(const protocol::StreamError& event) const {
    ObjectWriter object = begin_event(out, event);
    object.string("code", event.code);
    string_if_set(object, "message", event.message);
    object.boolean("allow_retry", event.allow_retry);
    object.close();
  }
  void operator()(const protocol::UnknownEvent& event) const { out.append(event.json.view()); }
};

}  // namespace

void write_thread(std::string& out, const protocol::Thread& thread) {
  ObjectWriter object(out);
  begin_thread(out, object, thread);
  ObjectWriter page(out);
  page.key("data");
  ArrayWriter data(out);
  for (const auto& item : thread.items.data) {
    data.next();
    write_item(out, item);
  }
  data.close();
  page.boolean("has_more", thread.items.has_more);
  string_if_set(page, "after", thread.items.after);
  page.close();
  object.close();
}

void write_thread(std::string& out, const protocol::Thread& thread, std::string_view items_json) {
  ObjectWriter object(out);
  begin_thread(out, object, thread);
  out.append(items_json);
  object.close();
}

void write_event(std::string& out, const protocol::Event& event) {
  std::visit(EventWriter{.out = out}, event);
}

std::string_view type_of(const protocol::Event& event) { return std::visit(TypeOf(), event); }

}  // namespace chatkit::json
