#include "chatkit/conversation_stream.hpp"

#include "client/stream_source.hpp"

namespace chatkit {

ConversationStream::ConversationStream(std::unique_ptr<Source> source)
    : source_(std::move(source)) {}
ConversationStream::~ConversationStream() = default;
ConversationStream::ConversationStream(ConversationStream&&) noexcept = default;
ConversationStream& ConversationStream::operator=(ConversationStream&&) noexcept = default;

std::optional<protocol::Event> ConversationStream::next() { return source_->next(); }

const std::optional<std::string>& ConversationStream::run_id() const noexcept {
  return source_->run_id();
}
const std::optional<std::string>& ConversationStream::request_id() const noexcept {
  return source_->request_id();
}
const std::string& ConversationStream::last_event_id() const noexcept {
  return source_->last_event_id();
}

ConversationStream::Iterator ConversationStream::begin() { return Iterator(this); }
ConversationStream::Iterator ConversationStream::end() noexcept { return Iterator(); }

}  // namespace chatkit
