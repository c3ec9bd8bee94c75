#pragma once

#include <cstddef>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "chatkit/protocol/event.hpp"

namespace chatkit {

/// The events of one turn, one by one, as they arrive.
///
///   for (const chatkit::protocol::Event& event : conversation.create_thread(input)) …
///
/// A connection that breaks is opened again behind the last event seen, so that each event comes
/// once and in order (`ConversationOptions::resume`). Destroying the stream before its end leaves
/// the turn running, to be stopped with `Conversation::stop`; without resume it stops the turn.
/// One thread at a time; to end a wait from another one, use the call's stop_token.
class ConversationStream {
 public:
  class Iterator;
  class Source;

  explicit ConversationStream(std::unique_ptr<Source> source);
  ~ConversationStream();
  ConversationStream(ConversationStream&&) noexcept;
  ConversationStream& operator=(ConversationStream&&) noexcept;

  /// The next event; nothing once the stream has ended. Blocks until there is one.
  /// Errors: APIConnectionError and APITimeoutError (a silence longer than the read timeout) once
  /// reopening has failed too often; RunLogExpiredError where the rest can only be read from the
  /// thread; APIStatusError if it is refused; APIUserAbortError; APIResponseValidationError.
  std::optional<protocol::Event> next();

  /// The id of the run that answers (`chatkit-run`), where the service gives one.
  const std::optional<std::string>& run_id() const noexcept;
  const std::optional<std::string>& request_id() const noexcept;
  /// The id of the event read last.
  const std::string& last_event_id() const noexcept;

  /// Reads from where `next` stands; each event is seen once.
  Iterator begin();
  Iterator end() noexcept;

 private:
  std::unique_ptr<Source> source_;
};

class ConversationStream::Iterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using iterator_concept = std::input_iterator_tag;
  using value_type = protocol::Event;
  using difference_type = std::ptrdiff_t;
  using pointer = const protocol::Event*;
  using reference = const protocol::Event&;

  Iterator() = default;
  explicit Iterator(ConversationStream* stream) : stream_(stream) { ++*this; }

  reference operator*() const { return *event_; }
  pointer operator->() const { return &*event_; }
  Iterator& operator++() {
    event_ = stream_->next();
    if (!event_) stream_ = nullptr;
    return *this;
  }
  void operator++(int) { ++*this; }
  friend bool operator==(const Iterator& left, const Iterator& right) noexcept {
    return left.stream_ == right.stream_;
  }

 private:
  ConversationStream* stream_ = nullptr;
  std::optional<protocol::Event> event_;
};

}  // namespace chatkit
