#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "chatkit/client_tools.hpp"
#include "chatkit/conversation.hpp"
#include "client/stream_source.hpp"

namespace chatkit::client {

/// The events of a turn and of those that follow from it: the calls that are pending when a turn
/// ends are answered, and what the answers bring is read on.
class ToolSource final : public ConversationStream::Source {
 public:
  ToolSource(Conversation conversation, ConversationStream first, ClientTools tools,
             ToolRunOptions options);

  std::optional<protocol::Event> next() override;
  const std::optional<std::string>& run_id() const noexcept override { return stream_.run_id(); }
  const std::optional<std::string>& request_id() const noexcept override {
    return stream_.request_id();
  }
  const std::string& last_event_id() const noexcept override { return stream_.last_event_id(); }

 private:
  struct PendingCall {
    std::string item_id;
    std::string thread_id;
    protocol::ClientToolCall call;
  };

  void note(const protocol::Event& event);
  void note_item(const protocol::ThreadItem& item);
  void drop(const std::string& item_id);
  /// Sends the next output; false where no call is pending.
  bool answer_next();

  Conversation conversation_;
  ConversationStream stream_;
  ClientTools tools_;
  ToolRunOptions options_;
  std::vector<PendingCall> pending_;  // Of the turn under way.
  std::deque<PendingCall> queue_;     // Of the turn before, yet to be answered.
  int rounds_ = 0;
};

}  // namespace chatkit::client
