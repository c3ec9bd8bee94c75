#include "client/conversation_reader.hpp"

#include <utility>

#include "client/error_mapping.hpp"
#include "json/protocol.hpp"

namespace chatkit {
namespace {

/// The longest event that is read; an item is at most 1 MiB, its JSON escapes at most six-fold.
constexpr std::size_t kEventBytesMax = std::size_t{16} << 20U;

}  // namespace

ConversationStream::Reader::Reader(OpenStream open)
    : stream_(std::move(open.stream)), facts_(std::move(open.facts)), decoder_(kEventBytesMax) {
  const auto type = facts_.headers.get("content-type").value_or("");
  if (!type.starts_with("text/event-stream")) {
    client::throw_validation_error(
        facts_, "an event stream was expected, and `" + std::string(type) + "` came");
  }
  if (const auto run = facts_.headers.get("chatkit-run")) run_id_ = std::string(*run);
}

std::optional<protocol::Event> ConversationStream::Reader::next() {
  fill();
  if (ready_.empty()) return std::nullopt;
  const sse::Event event = std::move(ready_.front());
  ready_.pop_front();
  if (!event.id.empty()) last_event_id_ = event.id;
  Result<protocol::Event> value = json::read_event(event.data);
  if (!value) {
    facts_.body = event.data;
    stream_.reset();
    ready_.clear();
    client::throw_validation_error(facts_, value.error().message);
  }
  return *std::move(value);
}

void ConversationStream::Reader::fill() {
  while (ready_.empty() && stream_ != nullptr) {
    const std::string bytes = read_bytes();
    if (bytes.empty()) {
      stream_.reset();
      return;
    }
    auto events = decoder_.feed(bytes);
    if (!events) {
      stream_.reset();
      client::throw_validation_error(facts_, events.error().message);
    }
    for (sse::Event& event : *events) ready_.push_back(std::move(event));
  }
}

std::string ConversationStream::Reader::read_bytes() {
  try {
    return stream_->read();
  } catch (const TransportError& error) {
    stream_.reset();
    client::throw_transport_error(error, client::facts_of(facts_));
  }
}

}  // namespace chatkit
