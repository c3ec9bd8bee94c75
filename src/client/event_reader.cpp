#include "client/event_reader.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "client/error_mapping.hpp"

namespace chatkit::client {
namespace {

/// The longest event that is read; an item is at most 1 MiB, its JSON escapes at most six-fold.
constexpr std::size_t kEventBytesMax = std::size_t{16} << 20U;

}  // namespace

EventReader::EventReader(OpenStream open)
    : stream_(std::move(open.stream)), facts_(std::move(open.facts)), decoder_(kEventBytesMax) {
  const auto type = facts_.headers.get("content-type").value_or("");
  if (!type.starts_with("text/event-stream")) {
    throw_validation_error(facts_,
                           "an event stream was expected, and `" + std::string(type) + "` came");
  }
}

std::optional<sse::Event> EventReader::next() {
  while (ready_.empty()) {
    if (has_ended_) return std::nullopt;
    const std::string bytes = stream_->read();
    if (bytes.empty()) return std::nullopt;
    auto events = decoder_.feed(bytes);
    if (!events) throw_validation_error(facts_, events.error().message);
    for (sse::Event& event : *events) ready_.push_back(std::move(event));
    const auto comments = decoder_.take_comments();
    has_ended_ = std::find(comments.begin(), comments.end(), "end") != comments.end();
  }
  sse::Event event = std::move(ready_.front());
  ready_.pop_front();
  return event;
}

}  // namespace chatkit::client
