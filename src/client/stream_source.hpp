#pragma once

#include <optional>
#include <string>

#include "chatkit/conversation_stream.hpp"

namespace chatkit {

/// Where the events of a stream come from. One thread at a time.
class ConversationStream::Source {
 public:
  virtual ~Source() = default;
  /// Errors: those of `ConversationStream::next`; after one there is nothing more.
  virtual std::optional<protocol::Event> next() = 0;
  virtual const std::optional<std::string>& run_id() const noexcept = 0;
  virtual const std::optional<std::string>& request_id() const noexcept = 0;
  virtual const std::string& last_event_id() const noexcept = 0;
};

}  // namespace chatkit
