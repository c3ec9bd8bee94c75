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

struct EventWriter {
  std::string& out;

  void operator()(const protocol::ThreadCreated& event) const {
    with_thread("thread.created", event.thread);
  }
  void operator()(const protocol::ThreadUpdated& event) const {
    with_thread("thread.updated", event.thread);
  }
  void with_thread(std::string_view type, const protocol::Thread& thread) const {
    ObjectWriter object(out);
    object.string("type", type).key("thread");
    write_thread(out, thread);
    object.close();
  }

  void operator()(const protocol::ItemAdded& event) const {
    with_item("thread.item.added", event.item);
  }
  void operator()(const protocol::ItemDone& event) const {
    with_item("thread.item.done", event.item);
  }
  void operator()(const protocol::ItemReplaced& event) const {
    with_item("thread.item.replaced", event.item);
  }
  void with_item(std::string_view type, const protocol::ThreadItem& item) const {
    ObjectWriter object(out);
    object.string("type", type).key("item");
    write_item(out, item);
    object.close();
  }

  void operator()(const protocol::ItemUpdated& event) const {
    ObjectWriter object(out);
    object.string("type", "thread.item.updated").string("item_id", event.item_id).key("update");
    std::visit(UpdateWriter{.out = out}, event.update);
    object.close();
  }
  void operator()(const protocol::ItemRemoved& event) const {
    ObjectWriter object(out);
    object.string("type", "thread.item.removed").string("item_id", event.item_id);
    object.close();
  }
  void operator()(const protocol::StreamOptions& event) const {
    ObjectWriter object(out);
    object.string("type", "stream_options").key("stream_options");
    ObjectWriter options(out);
    options.boolean("allow_cancel", event.allow_cancel);
    options.close();
    object.close();
  }
  void operator()(const protocol::ProgressUpdate& event) const {
    ObjectWriter object(out);
    object.string("type", "progress_update").string("text", event.text);
    string_if_set(object, "icon", event.icon);
    object.close();
  }
  void operator()(const protocol::Notice& event) const {
    ObjectWriter object(out);
    object.string("type", "notice").string("level", event.level);
    object.string("message", event.message);
    string_if_set(object, "title", event.title);
    object.close();
  }
  void operator()(const protocol::ClientEffect& event) const {
    ObjectWriter object(out);
    object.string("type", "client_effect").string("name", event.name);
    raw_object(object, "data", event.data);
    object.close();
  }
  void operator()(const protocol::StreamError& event) const {
    ObjectWriter object(out);
    object.string("type", "error").string("code", event.code);
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

}  // namespace chatkit::json
