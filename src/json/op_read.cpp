#include <algorithm>

#include "json/protocol_read.hpp"
#include "json/strict.hpp"

namespace chatkit::json {
namespace {

/// What the protocol knows and this version leaves to a later one.
constexpr std::string_view kLaterOps[] = {"threads.add_client_tool_output",
                                          "threads.add_structured_input",
                                          "threads.retry_after_item",
                                          "threads.custom_action",
                                          "threads.sync_custom_action",
                                          "threads.stop",
                                          "items.feedback",
                                          "attachments.create",
                                          "attachments.delete",
                                          "input.transcribe"};

/// A free-form object: null and absence are the empty one.
void read_object(Value& value, RawJson& out) {
  if (value.is_null()) return;
  if (!value.is_object()) return value.fail_type("an object");
  read(value, out);
}

RawJson empty_object() { return RawJson(RawJson::Validated("{}")); }

void read_input_part(Value& value, protocol::UserContent& out) {
  std::optional<std::string> type;
  std::optional<std::string> id;
  std::optional<std::string> text;
  protocol::TagContent tag;
  tag.data = empty_object();
  bool has_data = false;
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "type") {
      read_text(field, {}, type.emplace());
      if (value.reading.failed() || type == "input_text" || type == "input_tag") return;
      return field.fail_value("it is neither 'input_text' nor 'input_tag'");
    }
    if (name == "text") return read_text(field, {}, text.emplace());
    if (name == "id") return read(field, id);
    if (name == "data") {
      has_data = true;
      return read_object(field, tag.data);
    }
    if (name == "group") return read(field, tag.group);
    if (name == "interactive") return read(field, tag.interactive);
  });
  if (!value.is_object()) return;
  require(value, "type", type.has_value());
  require(value, "text", text.has_value());
  if (type != "input_tag") {
    out = protocol::TextContent{std::move(text).value_or("")};
    return;
  }
  require(value, "id", id.has_value());
  require(value, "data", has_data);
  tag.id = std::move(id).value_or("");
  tag.text = std::move(text).value_or("");
  out = std::move(tag);
}

constexpr std::size_t kContentPartsMax = 1000;

/// Counts all that the user's item will keep, not its texts alone.
void check_size(Value& value, const protocol::UserMessageInput& input, std::size_t bytes_max) {
  std::size_t bytes = input.quoted_text ? input.quoted_text->size() : 0;
  for (const auto& part : input.content) {
    bytes += std::visit([](const auto& content) { return content.text.size(); }, part);
    if (const auto* tag = std::get_if<protocol::TagContent>(&part)) {
      bytes += tag->id.size() + tag->data.view().size() + tag->group.value_or("").size();
    }
  }
  const auto& wishes = input.inference_options;
  bytes += wishes.model.value_or("").size();
  if (wishes.tool_choice) bytes += wishes.tool_choice->id.size();
  const std::string path = value.param() + ".content";
  if (input.content.size() > kContentPartsMax) {
    return value.fail(invalid_value(path, "Invalid '" + path + "': at most " +
                                              std::to_string(kContentPartsMax) +
                                              " parts are expected."));
  }
  if (bytes <= bytes_max) return;
  value.fail(invalid_request("string_above_max_length", path,
                             "Invalid '" + path + "': the message is too long. At most " +
                                 std::to_string(bytes_max) + " bytes are expected, but there are " +
                                 std::to_string(bytes) + "."));
}

void read_input(Value& value, std::size_t bytes_max, protocol::UserMessageInput& out) {
  bool has_content = false;
  bool has_attachments = false;
  bool has_options = false;
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "content") {
      has_content = true;
      out.content.clear();
      return each_element(
          field, [&](Value& element) { read_input_part(element, out.content.emplace_back()); });
    }
    if (name == "attachments") {
      has_attachments = true;
      out.attachments.clear();
      return each_element(
          field, [&](Value& element) { read_text(element, {}, out.attachments.emplace_back()); });
    }
    if (name == "quoted_text") return read(field, out.quoted_text);
    if (name == "inference_options") {
      has_options = true;
      if (field.is_null()) return field.fail_type("an object");
      return read(field, out.inference_options);
    }
  });
  if (!value.is_object()) return;
  require(value, "content", has_content);
  require(value, "attachments", has_attachments);
  require(value, "inference_options", has_options);
  check_size(value, out, bytes_max);
}

void read_order(Value& value, Order& out) {
  std::string text = "desc";
  read(value, text);
  if (text != "asc" && text != "desc") return value.fail_value("it is neither 'asc' nor 'desc'");
  out = text == "asc" ? Order::asc : Order::desc;
}

/// More than a page holds is a whole page: clients read on by `has_more`.
void read_limit(Value& value, std::uint32_t items_max, std::optional<std::uint32_t>& out) {
  out.reset();
  if (value.is_null()) return;
  std::int64_t limit = 0;
  read(value, limit);
  if (value.reading.failed()) return;
  if (limit < 0) return value.fail_value("it is below 0");
  if (limit > 0) out = static_cast<std::uint32_t>(std::min<std::int64_t>(limit, items_max));
}

/// Every parameter of every op of this version; an op takes those that it has.
struct AllParams {
  std::optional<std::string> thread_id;
  std::optional<std::string> title;
  std::optional<protocol::UserMessageInput> input;
  std::optional<std::uint32_t> limit;
  Order order = Order::desc;
  std::optional<std::string> after;
};

struct OpShape {
  std::string_view type;
  bool thread_id;
  bool input;
  bool page;
  bool title;
  OpParams (*make)(AllParams&& params);
};

OpParams make_create(AllParams&& params) { return ThreadsCreate{*std::move(params.input)}; }
OpParams make_add(AllParams&& params) {
  return ThreadsAddUserMessage{*std::move(params.thread_id), *std::move(params.input)};
}
OpParams make_get(AllParams&& params) { return ThreadsGetById{*std::move(params.thread_id)}; }
OpParams make_list(AllParams&& params) {
  return ThreadsList{params.limit, params.order, std::move(params.after)};
}
OpParams make_items(AllParams&& params) {
  return ItemsList{*std::move(params.thread_id), params.limit, params.order,
                   std::move(params.after)};
}
OpParams make_update(AllParams&& params) {
  return ThreadsUpdate{*std::move(params.thread_id), *std::move(params.title)};
}
OpParams make_delete(AllParams&& params) { return ThreadsDelete{*std::move(params.thread_id)}; }

constexpr OpShape kOps[] = {{"threads.create", false, true, false, false, make_create},
                            {"threads.add_user_message", true, true, false, false, make_add},
                            {"threads.get_by_id", true, false, false, false, make_get},
                            {"threads.list", false, false, true, false, make_list},
                            {"items.list", true, false, true, false, make_items},
                            {"threads.update", true, false, false, true, make_update},
                            {"threads.delete", true, false, false, false, make_delete}};

void read_params(Value& value, const OpShape& shape, const OpLimits& limits, AllParams& out) {
  out = {};
  each_field(value, [&](std::string_view name, Value& field) {
    if (shape.thread_id && name == "thread_id")
      return read_text(field, {}, out.thread_id.emplace());
    if (shape.title && name == "title") {
      return read_text(field, {.max = limits.title_chars_max}, out.title.emplace());
    }
    if (shape.input && name == "input") {
      return read_input(field, limits.message_bytes_max, out.input.emplace());
    }
    if (!shape.page) return;
    if (name == "limit") return read_limit(field, limits.page_items_max, out.limit);
    if (name == "order") return read_order(field, out.order);
    if (name == "after") return read(field, out.after);
  });
  if (!value.is_object()) return;
  if (shape.thread_id) require(value, "thread_id", out.thread_id.has_value());
  if (shape.title) require(value, "title", out.title.has_value());
  if (shape.input) require(value, "input", out.input.has_value());
}

void read_later_op(Value& value, const std::string& type, Op& out) {
  if (std::find(std::begin(kLaterOps), std::end(kLaterOps), type) == std::end(kLaterOps)) {
    return value.fail(
        invalid_value("type", "Invalid value for 'type': there is no op '" + type + "'."));
  }
  out.params = UnsupportedOp{type};
}

void read_any_op(Value& value, const OpLimits& limits, Op& out) {
  out.metadata = empty_object();
  const auto type = peek_type(value);
  if (!type) return require(value, "type", false);
  const auto* const shape = std::find_if(std::begin(kOps), std::end(kOps),
                                         [&](const OpShape& entry) { return entry.type == *type; });
  if (shape == std::end(kOps)) return read_later_op(value, *type, out);
  AllParams params;
  bool has_params = false;
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "type") return same_type(field, *type);
    if (name == "metadata") return read_object(field, out.metadata);
    if (name != "params") return;
    has_params = true;
    read_params(field, *shape, limits, params);
  });
  require(value, "params", has_params);
  if (!value.reading.failed()) out.params = shape->make(std::move(params));
}

}  // namespace

Result<Op> read_op(std::string_view json, const OpLimits& limits) {
  return read_body<Op>(json, Reading::Nul::refuse,
                       [&limits](Value& value, Op& out) { read_any_op(value, limits, out); });
}

}  // namespace chatkit::json
