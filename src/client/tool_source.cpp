#include "client/tool_source.hpp"

#include <iterator>
#include <utility>
#include <variant>

#include "chatkit/errors.hpp"

namespace chatkit::client {

ToolSource::ToolSource(Conversation conversation, ConversationStream first, ClientTools tools,
                       ToolRunOptions options)
    : conversation_(conversation),
      stream_(std::move(first)),
      tools_(std::move(tools)),
      options_(std::move(options)) {}

std::optional<protocol::Event> ToolSource::next() {
  while (true) {
    if (auto event = stream_.next()) {
      note(*event);
      return event;
    }
    if (!answer_next()) return std::nullopt;
  }
}

void ToolSource::note(const protocol::Event& event) {
  if (const auto* done = std::get_if<protocol::ItemDone>(&event)) return note_item(done->item);
  if (const auto* replaced = std::get_if<protocol::ItemReplaced>(&event)) {
    return note_item(replaced->item);
  }
  if (const auto* removed = std::get_if<protocol::ItemRemoved>(&event)) drop(removed->item_id);
}

void ToolSource::note_item(const protocol::ThreadItem& item) {
  drop(item.id);
  const auto* call = std::get_if<protocol::ClientToolCall>(&item.kind);
  if (call == nullptr || call->status != "pending") return;
  pending_.push_back({item.id, item.thread_id, *call});
}

void ToolSource::drop(const std::string& item_id) {
  const auto is_it = [&](const PendingCall& pending) { return pending.item_id == item_id; };
  std::erase_if(pending_, is_it);
  std::erase_if(queue_, is_it);
}

bool ToolSource::answer_next() {
  if (queue_.empty()) {
    if (pending_.empty()) return false;
    if (rounds_ >= options_.rounds_max) {
      throw ChatKitError("the workflow asked for tools in more than " +
                         std::to_string(options_.rounds_max) + " turns in a row");
    }
    ++rounds_;
    queue_.assign(std::make_move_iterator(pending_.begin()),
                  std::make_move_iterator(pending_.end()));
    pending_.clear();
  }
  const PendingCall next = std::move(queue_.front());
  queue_.pop_front();
  stream_ = conversation_.add_client_tool_output(next.thread_id, next.call.call_id,
                                                 tools_.run(next.call), options_.request);
  return true;
}

}  // namespace chatkit::client
