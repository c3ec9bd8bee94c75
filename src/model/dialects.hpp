#pragma once

#include <optional>
#include <string>

#include "chatkit/protocol/thread_item.hpp"
#include "chatkit/thread_item.hpp"

// One item, two dialects. Source: contract section 1, "Two dialects of one store".
namespace chatkit {

/// The item as the REST API lists it; nothing for kinds that it does not list (hidden items,
/// end_of_turn, structured input, generated images).
std::optional<ChatKitThreadItem> to_rest(const protocol::ThreadItem& item);

/// What the API's answer can tell of an item, back in the conversation dialect, for import and
/// migration. Nothing for an unknown kind. JSON carried in strings comes back as values where it is
/// valid JSON; `parse` is the minifier (the model room knows no JSON).
using ParseJson = std::optional<RawJson> (*)(std::string_view text);
std::optional<protocol::ThreadItem> to_protocol(const ChatKitThreadItem& item, ParseJson parse);

}  // namespace chatkit
