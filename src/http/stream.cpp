#include <sys/socket.h>

#include <array>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cerrno>
#include <charconv>
#include <exception>
#include <utility>

#include "http/connection.hpp"

namespace chatkit::http {
namespace {

using boost::system::error_code;
using exchange::Chunk;
using Socket = boost::asio::ip::tcp::socket;

/// Bytes of later requests that are kept while a stream runs; then the peer is no longer heard.
constexpr std::size_t kCarriedBytesMax = 4U << 10U;

const Chunk& heartbeat() {
  static const Chunk kComment = std::make_shared<const std::string>(":\n\n");
  return kComment;
}

/// Notices a peer that closes while its stream is open, and keeps what else it sends.
void watch_peer(std::shared_ptr<Connection> c) {
  const std::uint64_t stream = c->streams;
  c->socket.async_wait(Socket::wait_read, [c, stream](error_code ec) {
    if (ec || !c->source || c->streams != stream) return;
    std::array<char, 1024> bytes;
    const ssize_t got = ::recv(c->socket.native_handle(), bytes.data(), bytes.size(), MSG_DONTWAIT);
    if (got > 0) {
      c->carried.append(bytes.data(), static_cast<std::size_t>(got));
      if (c->carried.size() < kCarriedBytesMax) watch_peer(c);
      return;
    }
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)) {
      watch_peer(c);
      return;
    }
    c->peer_gone = true;
    // The loop may be waiting for the socket to take bytes rather than for an event.
    error_code ignored;
    c->socket.cancel(ignored);
    c->source->wake();
  });
}

/// The frame of one HTTP chunk that carries all events that are ready.
class ChunkFrame {
 public:
  /// Points `gather` at the frame and the events in it; both must stay until they are sent.
  void gather(Connection& c, const std::vector<Chunk>& chunks, bool chunked, bool last) {
    std::size_t bytes = 0;
    for (const Chunk& chunk : chunks) bytes += chunk->size();
    c.gather.clear();
    c.gather_at = 0;
    if (bytes > 0) {
      if (chunked) add(c, size_line(bytes));
      for (const Chunk& chunk : chunks) add(c, *chunk);
      if (chunked) add(c, "\r\n");
    }
    if (chunked && last) add(c, "0\r\n\r\n");
  }

 private:
  static void add(Connection& c, std::string_view bytes) {
    if (bytes.empty()) return;
    iovec piece;
    piece.iov_base = const_cast<char*>(bytes.data());
    piece.iov_len = bytes.size();
    c.gather.push_back(piece);
  }
  std::string_view size_line(std::size_t bytes) {
    char* end = std::to_chars(line_.data(), line_.data() + 16, bytes, 16).ptr;
    *end++ = '\r';
    *end++ = '\n';
    return {line_.data(), static_cast<std::size_t>(end - line_.data())};
  }

  std::array<char, 20> line_{};
};

/// Hands events on until the source has ended. False: the connection is over before that.
awaitable<bool> pump(Connection& c, bool chunked) {
  const auto silence = c.worker.shared().options.limits.heartbeat_interval;
  ChunkFrame frame;
  for (bool last = c.source->ended(); !c.is_over();) {
    std::vector<Chunk> chunks;
    if (!last) {
      c.wait_in(Phase::streaming, silence);
      chunks = co_await c.source->next();
      if (c.is_over()) co_return false;
      last = c.source->ended();
      if (chunks.empty() && !last) {
        if (!std::exchange(c.heartbeat_due, false)) continue;
        chunks.push_back(heartbeat());
      }
    }
    frame.gather(c, chunks, chunked, last);
    if (!send_at_once(c)) {
      const bool sent = co_await send_gathered(c);
      if (!sent) co_return false;
    }
    if (last) co_return !c.is_over();
  }
  co_return false;
}

awaitable<bool> pump_safely(Connection& c, bool chunked) {
  try {
    const bool ended = co_await pump(c, chunked);
    co_return ended;
  } catch (const std::exception& failure) {
    c.worker.shared().parts.log->error(
        "http_stream_exception", {{"request_id", c.request.request_id}, {"what", failure.what()}});
    co_return false;
  }
}

}  // namespace

awaitable<bool> send_stream(Connection& c, bool chunked) {
  ++c.streams;
  c.heartbeat_due = false;
  gather_answer(c, std::string_view());
  bool ended = co_await send_gathered(c);
  if (ended) {
    watch_peer(c.shared_from_this());
    ended = co_await pump_safely(c, chunked);
  }
  c.worker.clear_deadline(c);
  c.phase = Phase::handling;
  if (!ended) c.source->abandon();
  c.source.reset();
  // Ends the watch, so that the next read is the only one on the socket.
  error_code ignored;
  c.socket.cancel(ignored);
  co_return ended && !c.is_over();
}

}  // namespace chatkit::http
