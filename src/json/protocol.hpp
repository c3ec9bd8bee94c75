#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "chatkit/protocol/event.hpp"
#include "chatkit/protocol/input.hpp"
#include "chatkit/protocol/replies.hpp"
#include "chatkit/protocol/thread.hpp"
#include "chatkit/protocol/thread_item.hpp"

// The conversation dialect: ops in, events and documents out. Source: contract section 2.
//
// Writers omit nulls and write defaults out (`expanded`, `interactive`, `annotations`, `data`, …);
// thread metadata is always `{}`. Readers of items and events are lenient (unknown kinds are kept);
// readers of ops are strict about what the schema requires and ignore unknown fields.
namespace chatkit::json {

void write_item(std::string& out, const protocol::ThreadItem& item);
void write_thread(std::string& out, const protocol::Thread& thread);
/// A thread whose items are given as stored bodies: `items_json` is a finished page object.
void write_thread(std::string& out, const protocol::Thread& thread, std::string_view items_json);
void write_event(std::string& out, const protocol::Event& event);
/// The answer to `attachments.create`.
void write_attachment(std::string& out, const protocol::CreatedAttachment& attachment);
/// The event's `type`, such as `thread.item.done`; lives as long as `event`.
std::string_view type_of(const protocol::Event& event);

Result<protocol::ThreadItem> read_protocol_item(std::string_view json);
/// The same for a body of our own store, which was validated on its way in and is not again.
Result<protocol::ThreadItem> read_stored_item(std::string_view body);
Result<protocol::Thread> read_protocol_thread(std::string_view json);
Result<protocol::Page<protocol::ThreadItem>> read_protocol_item_page(std::string_view json);
Result<protocol::Page<protocol::Thread>> read_protocol_thread_page(std::string_view json);
Result<protocol::Event> read_event(std::string_view json);

struct ThreadsCreate {
  protocol::UserMessageInput input;
};
struct ThreadsAddUserMessage {
  std::string thread_id;
  protocol::UserMessageInput input;
};
struct ThreadsGetById {
  std::string thread_id;
};
/// `limit` unset (or 0, or null) means the default of 20.
struct ThreadsList {
  std::optional<std::uint32_t> limit;
  Order order = Order::desc;
  std::optional<std::string> after;
};
struct ItemsList {
  std::string thread_id;
  std::optional<std::uint32_t> limit;
  Order order = Order::desc;
  std::optional<std::string> after;
};
struct ThreadsUpdate {
  std::string thread_id;
  std::string title;
};
struct ThreadsDelete {
  std::string thread_id;
};
/// `result` is any JSON value; without `call_id` the newest pending call is meant.
struct ThreadsAddClientToolOutput {
  std::string thread_id;
  std::optional<std::string> call_id;
  RawJson result;
};
/// One question's answer: values in the order given, none where it was skipped.
struct StructuredAnswer {
  std::vector<std::string> values;
  bool skipped = false;
};
struct ThreadsAddStructuredInput {
  std::string thread_id;
  std::string item_id;
  std::string status = "answered";  // answered or skipped
  std::map<std::string, StructuredAnswer> answers;
};
struct ThreadsRetryAfterItem {
  std::string thread_id;
  std::string item_id;
};
/// `payload` is `null` where there was none.
struct ActionParams {
  std::string thread_id;
  std::optional<std::string> item_id;
  std::string action_type;
  RawJson payload;
};
struct ThreadsCustomAction : ActionParams {};
struct ThreadsSyncCustomAction : ActionParams {};
/// `run_id` unset: whatever runs in the thread.
struct ThreadsStop {
  std::string thread_id;
  std::optional<std::string> run_id;
};
struct ItemsFeedback {
  std::string thread_id;
  std::vector<std::string> item_ids;
  std::string kind;  // positive or negative
};
struct AttachmentsCreate {
  std::string name;
  std::uint64_t size = 0;
  std::string mime_type;
};
struct AttachmentsDelete {
  std::string attachment_id;
};
struct InputTranscribe {
  std::string audio_base64;
  std::string mime_type;
};
using OpParams = std::variant<ThreadsCreate, ThreadsAddUserMessage, ThreadsAddClientToolOutput,
                              ThreadsAddStructuredInput, ThreadsRetryAfterItem, ThreadsCustomAction,
                              ThreadsSyncCustomAction, ThreadsStop, ThreadsGetById, ThreadsList,
                              ItemsList, ItemsFeedback, ThreadsUpdate, ThreadsDelete,
                              AttachmentsCreate, AttachmentsDelete, InputTranscribe>;
struct Op {
  OpParams params;
  /// The op's own free-form metadata; `{}` if absent.
  RawJson metadata;
};
/// What one op may hold. Audio and tool results are bounded by the body alone.
struct OpLimits {
  /// A message, or the answers of one structured input, with all that the item will keep.
  std::size_t message_bytes_max = 256U << 10U;
  std::size_t content_parts_max = 1000;
  std::size_t attachments_max = 1000;
  std::size_t answers_max = 100;
  std::size_t answer_values_max = 100;
  std::size_t question_id_chars_max = 256;
  std::size_t feedback_items_max = 100;
  std::size_t title_chars_max = 256;
  std::size_t attachment_name_chars_max = 255;
  /// RFC 6838 allows 127 characters on each side of the slash; parameters may follow.
  std::size_t mime_type_chars_max = 255;
  std::uint32_t page_items_max = 100;
};
/// Errors: invalid_json, invalid_type, missing_required_parameter, invalid_value with `param` such
/// as `params.input.content[0].text`; an unknown `type` is invalid_value with param `type`.
Result<Op> read_op(std::string_view json, const OpLimits& limits);

/// Every op, as the client sends it.
void write_op(std::string& out, const Op& op);

}  // namespace chatkit::json
