#pragma once

#include <vector>

#include "json/chat_completions.hpp"
#include "responder/items.hpp"
#include "responder/model/settings.hpp"

namespace chatkit::responder {

/// How far back a model is told of the thread, whatever the tokens.
inline constexpr std::size_t kHistoryItemsMax = 400;

/// What the model is told: the instructions, then the newest of the thread that fits into
/// `context_tokens`. Older turns (a user message and all that follows up to the next one) are left
/// out whole, oldest first; the instructions and the newest turn never are.
/// Errors: as `Turn::history`.
awaitable<Result<std::vector<json::ChatMessage>>> make_prompt(
    TurnPtr turn, std::shared_ptr<const ModelSettings> settings);

}  // namespace chatkit::responder
