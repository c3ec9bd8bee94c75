#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/result.hpp"
#include "chatkit/protocol/event.hpp"
#include "chatkit/protocol/input.hpp"
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

Result<protocol::ThreadItem> read_protocol_item(std::string_view json);
Result<protocol::Thread> read_protocol_thread(std::string_view json);
Result<protocol::Page<protocol::ThreadItem>> read_protocol_item_page(std::string_view json);
Result<protocol::Page<protocol::Thread>> read_protocol_thread_page(std::string_view json);
Result<protocol::Event> read_event(std::string_view json);

// Ops of the first part; the others come with the issue that brings them.
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
/// An op of the protocol that this version does not serve yet.
struct UnsupportedOp {
  std::string type;
};
using OpParams = std::variant<ThreadsCreate, ThreadsAddUserMessage, ThreadsGetById, ThreadsList,
                              ItemsList, ThreadsUpdate, ThreadsDelete, UnsupportedOp>;
struct Op {
  OpParams params;
  /// The op's own free-form metadata; `{}` if absent.
  RawJson metadata;
};
struct OpLimits {
  std::size_t message_bytes_max = 256U << 10U;
  std::size_t title_chars_max = 256;
  std::uint32_t page_items_max = 100;
};
/// Errors: invalid_json, invalid_type, missing_required_parameter, invalid_value with `param` such
/// as `params.input.content[0].text`; an unknown `type` is invalid_value with param `type`.
Result<Op> read_op(std::string_view json, const OpLimits& limits);

/// The ops that the client sends.
void write_op(std::string& out, const Op& op);

}  // namespace chatkit::json
