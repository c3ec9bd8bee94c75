#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "chatkit/protocol/thread_item.hpp"

namespace chatkit::responder {

/// What a message asks of the script: `/name argument`, or nothing (an empty name).
struct Command {
  std::string name;
  std::string argument;
};

/// The words of a user message, texts and mentions in their order.
std::string text_of(const protocol::ThreadItem& item);

Command parse_command(std::string_view text);

/// The number at the front of `text`, within `least` and `most`; `least` where there is none.
std::int64_t number_of(std::string_view text, std::int64_t least, std::int64_t most);

}  // namespace chatkit::responder
