#pragma once

#include <memory>

#include "responder/turn.hpp"

namespace chatkit::responder {

using TurnPtr = std::shared_ptr<Turn>;

/// A new item of the turn's thread.
protocol::ThreadItem make_item(Turn& turn, protocol::ItemKind kind);

/// Emits `thread.item.done` of a new item. Errors: as `Turn::emit`.
awaitable<Result<void>> send_item(TurnPtr turn, protocol::ItemKind kind);

}  // namespace chatkit::responder
