#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "chatkit/protocol/thread.hpp"
#include "chatkit/protocol/thread_item.hpp"
#include "store/records.hpp"

// Between the store's rows and the conversation dialect.
namespace chatkit::conversation {

/// Who may see an item of this kind. Source: contract section 1, "Two dialects of one store".
store::Visibility visibility_of(const protocol::ItemKind& kind);

/// The row of an item. Its body carries no URLs: they are made on output.
store::Item to_stored(const protocol::ThreadItem& item);

protocol::Thread to_protocol_thread(const store::Thread& thread);

/// A page of bodies that are JSON already, without reading them again. `after` empty: no more.
std::string page_json(const std::vector<std::string_view>& bodies, std::string_view after);

/// An id that a responder may choose: `[A-Za-z0-9_-]{1,128}`.
bool is_item_id(std::string_view id);

}  // namespace chatkit::conversation
