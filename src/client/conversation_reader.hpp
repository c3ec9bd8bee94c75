#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "chatkit/conversation_stream.hpp"
#include "chatkit/response.hpp"
#include "chatkit/transport.hpp"
#include "client/client_core.hpp"
#include "sse/decoder.hpp"

namespace chatkit {

/// Turns the bytes of an open stream into events, as they come.
class ConversationStream::Reader {
 public:
  /// Errors: APIResponseValidationError unless the answer is an event stream.
  explicit Reader(OpenStream open);

  std::optional<protocol::Event> next();

  const std::optional<std::string>& run_id() const noexcept { return run_id_; }
  const std::optional<std::string>& request_id() const noexcept { return facts_.request_id; }
  const std::string& last_event_id() const noexcept { return last_event_id_; }

 private:
  /// Reads until an event is ready or the stream has ended.
  void fill();
  std::string read_bytes();

  std::unique_ptr<HttpStream> stream_;
  ResponseFacts facts_;
  sse::Decoder decoder_;
  std::deque<sse::Event> ready_;
  std::optional<std::string> run_id_;
  std::string last_event_id_;
};

}  // namespace chatkit
