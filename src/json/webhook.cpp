#include "json/webhook.hpp"

#include <algorithm>
#include <iterator>

#include "base/iso_time.hpp"
#include "json/columns.hpp"
#include "json/protocol.hpp"
#include "json/protocol_write.hpp"
#include "json/reading.hpp"
#include "json/rest.hpp"
#include "json/strict.hpp"
#include "json/writer.hpp"

namespace chatkit::json {
namespace {

/// Writes the parts of a request; attachments get an address of their own.
class RequestWriter {
 public:
  explicit RequestWriter(const WebhookRequest& request) : request_(request) {}

  std::string item(const protocol::ThreadItem& item) const {
    std::string out;
    const auto* message = std::get_if<protocol::UserMessage>(&item.kind);
    if (message != nullptr && !message->attachments.empty() && request_.download_url) {
      user_message(out, item, *message);
    } else {
      write_item(out, item);
    }
    return out;
  }

  void session(std::string& out) const {
    const WebhookSession& session = request_.session;
    ObjectWriter object(out);
    object.string("id", session.id).string("user", session.user);
    if (session.locale.empty()) {
      object.null("locale");
    } else {
      object.string("locale", session.locale);
    }
    object.key("workflow");
    ObjectWriter workflow(out);
    workflow.string("id", session.workflow_id).string("version", session.workflow_version);
    workflow.key("state_variables");
    write_state_variables(out, session.state_variables);
    workflow.close();
    object.close();
  }

  void thread(std::string& out) const {
    const protocol::Thread& thread = *request_.thread;
    ObjectWriter object(out);
    object.string("id", thread.id).string("created_at", format_iso(thread.created_at));
    string_if_set(object, "title", thread.title);
    object.key("status");
    ObjectWriter status(out);
    status.string("type", thread.status.type.text());
    string_if_set(status, "reason", thread.status.reason);
    status.close();
    if (thread.allowed_image_domains) {
      object.key("allowed_image_domains");
      write_texts(out, *thread.allowed_image_domains);
    }
    raw_object(object, "metadata", request_.thread_metadata);
    object.close();
  }

 private:
  void user_message(std::string& out, const protocol::ThreadItem& item,
                    const protocol::UserMessage& message) const {
    ObjectWriter object(out);
    object.string("id", item.id).string("thread_id", item.thread_id);
    object.string("created_at", format_iso(item.created_at)).string("type", "user_message");
    object.key("content");
    ArrayWriter content(out);
    for (const auto& part : message.content) {
      content.next();
      write_user_content(out, part);
    }
    content.close();
    object.key("attachments");
    ArrayWriter attachments(out);
    for (const auto& file : message.attachments) {
      attachments.next();
      attachment(out, file);
    }
    attachments.close();
    string_if_set(object, "quoted_text", message.quoted_text);
    object.key("inference_options");
    write_inference_options(out, message.inference_options);
    object.close();
  }

  void attachment(std::string& out, const protocol::Attachment& file) const {
    ObjectWriter object(out);
    object.string("type", file.type).string("id", file.id).string("name", file.name);
    object.string("mime_type", file.mime_type);
    string_if_set(object, "thread_id", file.thread_id);
    if (file.metadata && !file.metadata->is_null()) object.raw("metadata", file.metadata->view());
    object.string("download_url", request_.download_url(file));
    object.close();
  }

  const WebhookRequest& request_;
};

void write_items(std::string& out, const RequestWriter& writer, const WebhookRequest& request,
                 std::size_t bytes_max) {
  std::vector<std::string> newest_first;
  std::size_t bytes = 0;
  for (auto item = request.items.rbegin(); item != request.items.rend(); ++item) {
    newest_first.push_back(writer.item(*item));
    bytes += newest_first.back().size();
    if (bytes <= bytes_max) continue;
    newest_first.pop_back();
    break;
  }
  ArrayWriter array(out);
  for (auto text = newest_first.rbegin(); text != newest_first.rend(); ++text) {
    array.next();
    out.append(*text);
  }
  array.close();
}

void raw_or_null(ObjectWriter& object, std::string_view name, const std::string& json) {
  if (json.empty()) {
    object.null(name);
  } else {
    object.raw(name, json);
  }
}

void write_action(ObjectWriter& object, std::string& out, const RequestWriter& writer,
                  const WebhookAction& action) {
  object.key("action");
  ObjectWriter members(out);
  members.string("type", action.type).raw("payload", action.payload.view());
  members.close();
  raw_or_null(object, "sender", action.sender ? writer.item(*action.sender) : std::string());
}

/// Reads one string member of an answer.
struct TextAnswer {
  std::optional<std::string> text;
};
Result<TextAnswer> read_text_answer(std::string_view json, std::string_view member) {
  return read_body<TextAnswer>(json, Reading::Nul::refuse, [member](Value& value, TextAnswer& out) {
    each_field(value, [&](std::string_view name, Value& field) {
      if (name == member) read_optional_text(field, {}, out.text);
    });
  });
}

struct ActionAnswer {
  std::optional<RawJson> item;
};

}  // namespace

std::string write_webhook_request(const WebhookRequest& request, std::size_t items_bytes_max) {
  const RequestWriter writer(request);
  std::string out;
  ObjectWriter object(out);
  object.string("type", request.type).string("run_id", request.run_id).key("session");
  writer.session(out);
  object.key("thread");
  if (request.thread) {
    writer.thread(out);
  } else {
    out.append("null");
  }
  raw_or_null(object, "input", request.input ? writer.item(*request.input) : std::string());
  object.key("items");
  write_items(out, writer, request, items_bytes_max);
  raw_object(object, "metadata", request.metadata);
  if (request.action) write_action(object, out, writer, *request.action);
  string_if_set(object, "audio_base64", request.audio_base64);
  string_if_set(object, "mime_type", request.mime_type);
  if (request.item_ids) {
    object.key("item_ids");
    write_texts(out, *request.item_ids);
  }
  string_if_set(object, "kind", request.kind);
  object.close();
  return out;
}

Result<std::optional<protocol::ThreadItem>> read_action_answer(std::string_view json,
                                                               const ItemDefaults& defaults,
                                                               WidgetCheck widgets) {
  const auto answer =
      read_body<ActionAnswer>(json, Reading::Nul::refuse, [](Value& value, ActionAnswer& out) {
        each_field(value, [&](std::string_view name, Value& field) {
          if (name == "updated_item") read(field, out.item);
        });
      });
  if (!answer) return answer.error();
  if (!answer->item) return std::optional<protocol::ThreadItem>();
  auto item = read_responder_item(answer->item->view(), defaults, widgets);
  if (!item) return item.error();
  return std::optional<protocol::ThreadItem>(*std::move(item));
}

Result<std::string> read_transcript(std::string_view json) {
  auto answer = read_text_answer(json, "text");
  if (!answer) return answer.error();
  if (!answer->text) return missing_parameter("text");
  return *std::move(answer->text);
}

Result<std::optional<std::string>> read_title(std::string_view json) {
  auto answer = read_text_answer(json, "title");
  if (!answer) return answer.error();
  return std::move(answer->text);
}

}  // namespace chatkit::json
