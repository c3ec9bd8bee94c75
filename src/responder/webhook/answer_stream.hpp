#pragma once

#include <memory>

#include "responder/turn.hpp"
#include "responder/webhook/delivery.hpp"

namespace chatkit::responder {

/// The most that one event of an answer holds: an item at its limit, written wastefully.
inline constexpr std::size_t kWebhookEventBytesMax = 4U << 20U;

/// Reads the event stream that answers a turn, and does to the turn what it says, to its end.
///
/// Errors: internal, for an answer that is no event stream, breaks, stays silent, or holds an event
/// that does not fit; `kAlreadyTold` where an error event was the last thing it said; as
/// `Turn::emit` once the turn has ended.
awaitable<Result<void>> follow_answer(WebhookAnswer answer, std::shared_ptr<Turn> turn,
                                      json::WidgetCheck widgets);

}  // namespace chatkit::responder
