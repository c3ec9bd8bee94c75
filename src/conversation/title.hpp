#pragma once

#include <string>

#include "chatkit/protocol/thread_item.hpp"

namespace chatkit::conversation {

/// A title from the first words of a message: six words or 60 columns, whichever comes first, cut
/// between words where the script has any (an East Asian character takes two columns and may be cut
/// after). White space and controls become one space. Empty where the message holds no text.
std::string title_of(const protocol::UserMessage& message);

}  // namespace chatkit::conversation
