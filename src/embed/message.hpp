#pragma once

#include <cstdint>

#include "chatkit/server/message.hpp"
#include "embed/sending.hpp"
#include "responder/assistant_stream.hpp"

namespace chatkit::server {

struct Message::State {
  explicit State(TurnPtr turn) : stream(std::move(turn)) {}

  responder::AssistantStream stream;
  std::int64_t chars = 0;
  bool finished = false;
};

awaitable<Message> begin_message(TurnPtr turn);

}  // namespace chatkit::server
