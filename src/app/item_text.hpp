#pragma once

#include <string>

#include "chatkit/protocol/thread_item.hpp"

// Items in words, for a terminal. What is returned is not printable yet.
namespace chatkit::app {

/// What an item says, without who said it; empty for kinds that nobody needs to see.
std::string item_text(const protocol::ThreadItem& item);
/// The same with who said it in front: `you: …`.
std::string spoken_item(const protocol::ThreadItem& item);

}  // namespace chatkit::app
