#include "json/op_fields.hpp"
#include "json/op_params.hpp"
#include "json/protocol_read.hpp"

// A user's message: what `threads.create` and `threads.add_user_message` carry.
namespace chatkit::json {
namespace {

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

/// Counts all that the user's item will keep, not its texts alone.
std::size_t bytes_of(const protocol::UserMessageInput& input) {
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
  return bytes;
}

void read_content(Value& value, const OpLimits& limits, std::vector<protocol::UserContent>& out) {
  out.clear();
  each_bounded(value, limits.content_parts_max,
               [&](Value& element) { read_input_part(element, out.emplace_back()); });
}

void read_options(Value& value, protocol::InferenceOptions& out) {
  if (value.is_null()) return value.fail_type("an object");
  read(value, out);
}

}  // namespace

void read_message(Value& value, const OpLimits& limits, protocol::UserMessageInput& out) {
  out = {};
  read_fields(value,
              required("content", [&](Value& field) { read_content(field, limits, out.content); }),
              required("attachments",
                       [&](Value& field) {
                         read_texts(field, {.max = limits.attachments_max}, out.attachments);
                       }),
              optional("quoted_text", [&](Value& field) { read(field, out.quoted_text); }),
              required("inference_options",
                       [&](Value& field) { read_options(field, out.inference_options); }));
  check_bytes(value, "content", {.is = bytes_of(out), .max = limits.message_bytes_max});
}

}  // namespace chatkit::json
