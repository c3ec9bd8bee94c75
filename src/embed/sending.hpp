#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "base/result.hpp"
#include "chatkit/protocol/event.hpp"
#include "chatkit/server/awaitable.hpp"
#include "chatkit/widgets/json_object.hpp"
#include "responder/items.hpp"

// What a program's calls become: events of the turn, failures that are thrown.
namespace chatkit::server {

using responder::TurnPtr;
using widgets::JsonObject;

/// Throws what a program is told of a failure: TurnEnded or TurnError.
void require(const Result<void>& result);
[[noreturn]] void throw_failure(const Error& error);

template <class T>
T take(Result<T> result) {
  if (!result) throw_failure(result.error());
  return *std::move(result);
}

// Errors: TurnEnded, TurnError.
awaitable<void> emit(TurnPtr turn, protocol::Event event);
/// An item as a whole.
awaitable<void> emit_item(TurnPtr turn, protocol::ItemKind kind);
/// The same for an item that was begun.
awaitable<void> emit_done(TurnPtr turn, protocol::ThreadItem item);
/// A new item that is only begun.
awaitable<protocol::ThreadItem> begin_item(TurnPtr turn, protocol::ItemKind kind);
/// `update` is the update object, `type` and all.
awaitable<void> emit_update(TurnPtr turn, std::string item_id, JsonObject update);

/// Notes that an item is finished. Errors: std::logic_error where it was.
void close(bool& finished);
/// Errors: std::logic_error where the item is finished.
void require_open(bool finished);

}  // namespace chatkit::server
