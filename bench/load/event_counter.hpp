#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace chatkit::bench {

/// Counts the events of one chunked event stream as its bytes come, and sees its end.
///
/// Chunks are not taken apart: every server measured here writes whole events, so that an empty
/// line lies within a chunk, and a line of an event never ends in CR.
class EventCounter {
 public:
  /// The events that end within `bytes`.
  std::size_t feed(std::string_view bytes) {
    std::size_t events = 0;
    if (tail_.ends_with('\n') && bytes.starts_with('\n')) ++events;
    for (auto at = bytes.find("\n\n"); at != std::string_view::npos;
         at = bytes.find("\n\n", at + 2)) {
      ++events;
    }
    keep_tail(bytes);
    return events;
  }

  /// The last chunk has come.
  bool ended() const { return tail_ == kLastChunk; }

 private:
  static constexpr std::string_view kLastChunk = "\r\n0\r\n\r\n";

  void keep_tail(std::string_view bytes) {
    if (bytes.size() < kLastChunk.size()) {
      tail_ += bytes;
    } else {
      tail_ = bytes.substr(bytes.size() - kLastChunk.size());
    }
    if (tail_.size() > kLastChunk.size()) tail_.erase(0, tail_.size() - kLastChunk.size());
  }

  std::string tail_;
};

}  // namespace chatkit::bench
