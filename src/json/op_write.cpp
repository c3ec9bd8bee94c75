#include "json/protocol.hpp"
#include "json/protocol_write.hpp"

namespace chatkit::json {
namespace {

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
  ArrayWriter attachments(out);
  for (const auto& id : input.attachments) {
    attachments.next();
    append_string(out, id);
  }
  attachments.close();
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

/// Writes `type`, and `params` where the op is one that we can send.
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
  void operator()(const UnsupportedOp& later) const { op.string("type", later.type); }
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
