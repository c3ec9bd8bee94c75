#pragma once

#include <deque>
#include <memory>
#include <optional>

#include "chatkit/response.hpp"
#include "chatkit/transport.hpp"
#include "client/client_core.hpp"
#include "sse/decoder.hpp"

namespace chatkit::client {

/// Turns the bytes of one connection into events, as they come.
class EventReader {
 public:
  /// Errors: APIResponseValidationError unless the answer is an event stream.
  explicit EventReader(OpenStream open);

  /// The next event; nothing at the end of the connection. Blocks until there is one.
  /// Errors: TransportError, after all events that came before it; APIResponseValidationError for
  /// an event that is too long.
  std::optional<sse::Event> next();
  /// Whether the service said that nothing follows, by the comment `: end`.
  bool has_ended() const noexcept { return has_ended_; }
  void set_read_timeout(std::optional<Timeout::Duration> limit) {
    stream_->set_read_timeout(limit);
  }
  const ResponseFacts& facts() const noexcept { return facts_; }

 private:
  std::unique_ptr<HttpStream> stream_;
  ResponseFacts facts_;
  sse::Decoder decoder_;
  std::deque<sse::Event> ready_;
  bool has_ended_ = false;
};

}  // namespace chatkit::client
