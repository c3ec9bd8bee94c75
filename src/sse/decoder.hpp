#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "sse/event.hpp"

namespace chatkit::sse {

/// Reads text/event-stream from chunks cut anywhere. Source: WHATWG HTML, 9.2.6.
///
/// One decoder per connection, one thread. Data is never altered but for line ends. An event has
/// the id of its own block; `last_event_id` is the one that stays.
class Decoder {
 public:
  /// `event_bytes_max` bounds one event and one line.
  explicit Decoder(std::size_t event_bytes_max = 16U << 20U) : event_bytes_max_(event_bytes_max) {}

  /// The events that this chunk completes. Errors: too_large (the decoder is then spent).
  Result<std::vector<Event>> feed(std::string_view chunk);
  /// The comment lines seen since the last call, without their colon and one leading space; of
  /// very many the newest 64.
  std::vector<std::string> take_comments();
  /// The last event id seen, for `Last-Event-ID`.
  const std::string& last_event_id() const noexcept { return last_event_id_; }
  /// The stream's wish for the delay before a reconnect.
  std::optional<std::chrono::milliseconds> retry() const noexcept { return retry_; }

 private:
  void end_line();
  void dispatch();
  void field(std::string_view name, std::string_view value);

  std::size_t event_bytes_max_;
  std::string line_;
  Event event_;
  bool has_data_ = false;
  bool has_id_ = false;
  bool spent_ = false;
  bool skip_lf_ = false;
  bool at_start_ = true;
  std::string last_event_id_;
  std::optional<std::chrono::milliseconds> retry_;
  std::vector<std::string> comments_;
  std::vector<Event> ready_;
};

}  // namespace chatkit::sse
