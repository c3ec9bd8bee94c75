#pragma once

#include <chrono>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>

#include "chatkit/conversation_options.hpp"
#include "chatkit/request_options.hpp"
#include "client/client_core.hpp"
#include "client/event_reader.hpp"
#include "client/stream_source.hpp"

namespace chatkit::client {

/// What `chatkit-capabilities` says of a client that resumes: a lost connection does not stop its
/// turns, and its streams end with the comment `: end`.
inline constexpr const char* kCapabilities = "resume, stop";

/// The events of one run, over as many connections as it takes.
///
/// A connection that ends without saying so is replaced by another one that begins behind the last
/// event seen. Source: contract section 2, "Stop, resume, idempotency".
class RunSource final : public ConversationStream::Source {
 public:
  /// `open` is the answer to the op that began the run; `request` the options of that call.
  RunSource(std::shared_ptr<const ClientCore> core, OpenStream open, RequestOptions request,
            const ConversationOptions& options);

  std::optional<protocol::Event> next() override;
  const std::optional<std::string>& run_id() const noexcept override { return run_id_; }
  const std::optional<std::string>& request_id() const noexcept override { return request_id_; }
  const std::string& last_event_id() const noexcept override { return last_event_id_; }

 private:
  bool can_resume() const noexcept { return options_.resume && run_id_.has_value(); }
  /// The next event of this connection. Where the connection broke it resumes, and gives nothing;
  /// where the run has ended it gives nothing, and there is no reader any more.
  std::optional<sse::Event> read();
  bool is_new(const sse::Event& event);
  protocol::Event decode(const sse::Event& event);

  /// Opens connections until one stands or the run has ended.
  std::chrono::milliseconds delay_before_reopening() const;
  void resume(std::exception_ptr cause);
  /// One attempt; false where it failed in a way that may pass. `wait` becomes what the service
  /// asks for, if it does.
  bool reopen(std::exception_ptr& cause, std::optional<std::chrono::milliseconds>& wait);
  void adopt(OpenStream open);
  std::optional<Timeout::Duration> silence_limit() const;
  [[noreturn]] void fail(std::exception_ptr cause);

  std::shared_ptr<const ClientCore> core_;
  RequestOptions request_;
  ConversationOptions options_;
  std::unique_ptr<EventReader> reader_;
  ResponseFacts facts_;  // Of the connection opened last.
  std::optional<std::string> run_id_;
  std::optional<std::string> request_id_;
  std::string last_event_id_;
  std::optional<std::uint64_t> last_number_;
  int failures_ = 0;  // In a row, without a new event.
};

}  // namespace chatkit::client
