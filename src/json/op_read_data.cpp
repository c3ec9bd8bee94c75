#include <algorithm>

#include "json/op_fields.hpp"
#include "json/op_params.hpp"

// The ops that read and change what is stored, and what answers without a turn.
namespace chatkit::json {
namespace {

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

/// The fields of a list, and those that `fields` adds.
template <class List, class... Fields>
void read_list(Value& value, const OpLimits& limits, List& out, Fields... fields) {
  read_fields(
      value,
      optional("limit", [&](Value& field) { read_limit(field, limits.page_items_max, out.limit); }),
      optional("order", [&](Value& field) { read_order(field, out.order); }),
      optional_text("after", out.after), fields...);
}

void read_kind(Value& value, std::string& out) {
  read_text(value, {}, out);
  if (value.reading.failed() || out == "positive" || out == "negative") return;
  value.fail_value("it is neither 'positive' nor 'negative'");
}

void read_size(Value& value, std::uint64_t& out) {
  std::int64_t size = 0;
  read_integer(value, {.min = 0}, size);
  if (!value.reading.failed()) out = static_cast<std::uint64_t>(size);
}

auto required_bounded(std::string_view name, CharRange range, std::string& out) {
  return required(name, [&out, range](Value& field) { read_text(field, range, out); });
}

}  // namespace

void read_params(Value& value, const OpLimits&, ThreadsGetById& out) {
  read_fields(value, required_text("thread_id", out.thread_id));
}

void read_params(Value& value, const OpLimits& limits, ThreadsList& out) {
  read_list(value, limits, out);
}

void read_params(Value& value, const OpLimits& limits, ThreadsUpdate& out) {
  read_fields(value, required_text("thread_id", out.thread_id),
              required_bounded("title", {.max = limits.title_chars_max}, out.title));
}

void read_params(Value& value, const OpLimits&, ThreadsDelete& out) {
  read_fields(value, required_text("thread_id", out.thread_id));
}

void read_params(Value& value, const OpLimits& limits, ItemsList& out) {
  read_list(value, limits, out, required_text("thread_id", out.thread_id));
}

void read_params(Value& value, const OpLimits& limits, ItemsFeedback& out) {
  read_fields(value, required_text("thread_id", out.thread_id),
              required("item_ids",
                       [&](Value& field) {
                         read_texts(field, {.min = 1, .max = limits.feedback_items_max},
                                    out.item_ids);
                       }),
              required("kind", [&](Value& field) { read_kind(field, out.kind); }));
}

void read_params(Value& value, const OpLimits& limits, AttachmentsCreate& out) {
  const CharRange name{.min = 1, .max = limits.attachment_name_chars_max};
  const CharRange mime_type{.min = 1, .max = limits.mime_type_chars_max};
  read_fields(value, required_bounded("name", name, out.name),
              required("size", [&](Value& field) { read_size(field, out.size); }),
              required_bounded("mime_type", mime_type, out.mime_type));
}

void read_params(Value& value, const OpLimits&, AttachmentsDelete& out) {
  read_fields(value, required_text("attachment_id", out.attachment_id));
}

void read_params(Value& value, const OpLimits& limits, InputTranscribe& out) {
  const CharRange mime_type{.min = 1, .max = limits.mime_type_chars_max};
  read_fields(value, required_text("audio_base64", out.audio_base64),
              required_bounded("mime_type", mime_type, out.mime_type));
}

}  // namespace chatkit::json
