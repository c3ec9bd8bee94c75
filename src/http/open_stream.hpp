#pragma once

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <charconv>
#include <string_view>
#include <vector>

#include "exchange/reply.hpp"

namespace chatkit::http {

/// An event stream under way on a connection.
struct OpenStream {
  OpenStream(boost::asio::io_context& context, bool sent_in_chunks)
      : alarm(context, boost::asio::steady_timer::time_point::max()), chunked(sent_in_chunks) {}

  /// The first line of an HTTP chunk; valid until the next call.
  std::string_view size_line(std::size_t bytes) {
    char* end = std::to_chars(line.data(), line.data() + 16, bytes, 16).ptr;
    *end++ = '\r';
    *end++ = '\n';
    return {line.data(), static_cast<std::size_t>(end - line.data())};
  }

  /// What the stream's coroutine rests on while events go out without it.
  boost::asio::steady_timer alarm;
  bool is_resting = false;
  const bool chunked;
  /// What was taken is the end of the stream.
  bool is_last = false;
  bool heartbeat_due = false;
  /// What was taken last; the connection's `gather` points into it.
  std::vector<exchange::Chunk> chunks;
  std::array<char, 20> line{};
};

}  // namespace chatkit::http
