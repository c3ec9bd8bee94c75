#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "chatkit/chatkit.hpp"
#include "questions.hpp"

namespace demo {

/// What the turns took, for the summary.
struct Statistics {
  std::size_t turns = 0;
  std::size_t events = 0;
  std::size_t answer_bytes = 0;
  std::vector<std::chrono::microseconds> first_words{};  ///< Until the answer began, each turn.
};

/// Holds one conversation, turn by turn, and returns its thread's id. With `aloud` the answers are
/// printed as they stream in.
/// Errors: chatkit::APIError; std::runtime_error if the service reports an error in the stream.
std::string hold(const chatkit::Conversation& chat, const Conversation& conversation, bool aloud,
                 Statistics& statistics);

}  // namespace demo
