#include "json/protocol.hpp"
#include "json/protocol_write.hpp"

namespace chatkit::json {
namespace {

void write_texts(std::string& out, const std::vector<std::string>& texts) {
  ArrayWriter array(out);
  for (const auto& text : texts) {
    array.next();
    append_string(out, text);
  }
  array.close();
}

void write_input(std::string& out, const protocol::UserMessageInput& input) {
  ObjectWriter object(out);
  object.key("content");
  ArrayWriter content(out);
  for (const auto& part : input.content) {
    content.next();
    write_user_content(out, part);
  }
  content.close();
  object.key("attachments");
  write_texts(out, input.attachments);
  string_if_set(object, "quoted_text", input.quoted_text);
  object.key("inference_options");
  write_inference_options(out, input.inference_options);
  object.close();
}

void write_page(ObjectWriter& object, std::optional<std::uint32_t> limit, Order order,
                const std::optional<std::string>& after) {
  if (limit) object.number("limit", *limit);
  object.string("order", order == Order::asc ? "asc" : "desc");
  string_if_set(object, "after", after);
}

void write_submission(std::string& out, const ThreadsAddStructuredInput& add) {
  ObjectWriter input(out);
  input.string("status", add.status).key("answers");
  ObjectWriter answers(out);
  for (const auto& [question, answer] : add.answers) {
    answers.key(question);
    ObjectWriter object(out);
    object.key("values");
    write_texts(out, answer.values);
    if (answer.skipped) object.boolean("skipped", true);
    object.close();
  }
  answers.close();
  input.close();
}

/// Writes `type` and `params`.
struct OpWriter {
  std::string& out;
  ObjectWriter& op;

  void begin(std::string_view type) const { op.string("type", type).key("params"); }

  void thread_only(std::string_view type, const std::string& thread_id) const {
    begin(type);
    ObjectWriter params(out);
    params.string("thread_id", thread_id);
    params.close();
  }

  void action(std::string_view type, const ActionParams& custom) const {
    begin(type);
    ObjectWriter params(out);
    params.string("thread_id", custom.thread_id);
    string_if_set(params, "item_id", custom.item_id);
    params.key("action");
    ObjectWriter object(out);
    object.string("type", custom.action_type);
    if (!custom.payload.is_null()) object.raw("payload", custom.payload.view());
    object.close();
    params.close();
  }

  void operator()(const ThreadsCreate& create) const {
    begin("threads.create");
    ObjectWriter params(out);
    params.key("input");
    write_input(out, create.input);
    params.close();
  }
  void operator()(const ThreadsAddUserMessage& add) const {
    begin("threads.add_user_message");
    ObjectWriter params(out);
    params.string("thread_id", add.thread_id).key("input");
    write_input(out, add.input);
    params.close();
  }
  void operator()(const ThreadsGetById& get) const {
    thread_only("threads.get_by_id", get.thread_id);
  }
  void operator()(const ThreadsDelete& remove) const {
    thread_only("threads.delete", remove.thread_id);
  }
  void operator()(const ThreadsList& list) const {
    begin("threads.list");
    ObjectWriter params(out);
    write_page(params, list.limit, list.order, list.after);
    params.close();
  }
  void operator()(const ItemsList& list) const {
    begin("items.list");
    ObjectWriter params(out);
    params.string("thread_id", list.thread_id);
    write_page(params, list.limit, list.order, list.after);
    params.close();
  }
  void operator()(const ThreadsUpdate& update) const {
    begin("threads.update");
    ObjectWriter params(out);
    params.string("thread_id", update.thread_id).string("title", update.title);
    params.close();
  }
  void operator()(const ThreadsAddClientToolOutput& add) const {
    begin("threads.add_client_tool_output");
    ObjectWriter params(out);
    params.string("thread_id", add.thread_id);
    string_if_set(params, "call_id", add.call_id);
    params.raw("result", add.result.view()).close();
  }
  void operator()(const ThreadsAddStructuredInput& add) const {
    begin("threads.add_structured_input");
    ObjectWriter params(out);
    params.string("thread_id", add.thread_id).string("item_id", add.item_id).key("input");
    write_submission(out, add);
    params.close();
  }
  void operator()(const ThreadsRetryAfterItem& retry) const {
    begin("threads.retry_after_item");
    ObjectWriter params(out);
    params.string("thread_id", retry.thread_id).string("item_id", retry.item_id).close();
  }
  void operator()(const ThreadsCustomAction& custom) const {
    action("threads.custom_action", custom);
  }
  void operator()(const ThreadsSyncCustomAction& custom) const {
    action("threads.sync_custom_action", custom);
  }
  void operator()(const ThreadsStop& stop) const {
    begin("threads.stop");
    ObjectWriter params(out);
    params.string("thread_id", stop.thread_id);
    string_if_set(params, "run_id", stop.run_id);
    params.close();
  }
  void operator()(const ItemsFeedback& feedback) const {
    begin("items.feedback");
    ObjectWriter params(out);
    params.string("thread_id", feedback.thread_id).key("item_ids");
    write_texts(out, feedback.item_ids);
    params.string("kind", feedback.kind).close();
  }
  void operator()(const AttachmentsCreate& create) const {
    begin("attachments.create");
    ObjectWriter params(out);
    params.string("name", create.name)
        .number("size", static_cast<std::int64_t>(create.size))
        .string("mime_type", create.mime_type)
        .close();
  }
  void operator()(const AttachmentsDelete& remove) const {
    begin("attachments.delete");
    ObjectWriter params(out);
    params.string("attachment_id", remove.attachment_id).close();
  }
  void operator()(const InputTranscribe& transcribe) const {
    begin("input.transcribe");
    ObjectWriter params(out);
    params.string("audio_base64", transcribe.audio_base64)
        .string("mime_type", transcribe.mime_type)
        .close();
  }
};

}  // namespace

void write_op(std::string& out, const Op& op) {
  ObjectWriter object(out);
  std::visit(OpWriter{.out = out, .op = object}, op.params);
  if (!op.metadata.is_null() && op.metadata.view() != "{}") {
    object.raw("metadata", op.metadata.view());
  }
  object.close();
}

}  // namespace chatkit::json
