#include <sys/socket.h>

#include <array>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cerrno>
#include <exception>
#include <utility>

#include "http/connection.hpp"

namespace chatkit::http {
namespace {

using boost::asio::redirect_error;
using boost::asio::use_awaitable;
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
    resume_stream(*c);
  });
}

/// Makes what was taken one HTTP chunk, ready to be sent.
void gather_events(Connection& c) {
  OpenStream& stream = *c.stream;
  std::size_t bytes = 0;
  for (const Chunk& chunk : stream.chunks) bytes += chunk->size();
  start_gathering(c);
  if (bytes > 0) {
    if (stream.chunked) gather(c, stream.size_line(bytes));
    for (const Chunk& chunk : stream.chunks) gather(c, *chunk);
    if (stream.chunked) gather(c, "\r\n");
  }
  if (stream.chunked && stream.is_last) gather(c, "0\r\n\r\n");
}

/// Gathers all events that are ready, or a heartbeat that is due. False: there is nothing to send.
bool gather_ready(Connection& c) {
  OpenStream& stream = *c.stream;
  c.wait_in(Phase::streaming, c.worker.shared().options.limits.heartbeat_interval);
  stream.chunks.clear();
  c.source->take(stream.chunks);
  stream.is_last = c.source->ended();
  if (stream.chunks.empty() && !stream.is_last) {
    if (!std::exchange(stream.heartbeat_due, false)) return false;
    stream.chunks.push_back(heartbeat());
  }
  gather_events(c);
  return true;
}

/// Hands events on until the source has ended. False: the connection is over before that.
///
/// Rests while `on_events` sends what comes, until that finds the end or a full socket.
awaitable<bool> pump(Connection& c) {
  for (;;) {
    const bool sent = co_await send_gathered(c);
    if (!sent) co_return false;
    if (c.stream->is_last) co_return true;
    if (gather_ready(c)) continue;
    c.stream->is_resting = true;
    error_code ignored;
    co_await c.stream->alarm.async_wait(redirect_error(use_awaitable, ignored));
  }
}

void log_failure(Connection& c, const std::exception& failure) {
  c.worker.shared().parts.log->error(
      "http_stream_exception", {{"request_id", c.request.request_id}, {"what", failure.what()}});
}

awaitable<bool> pump_safely(Connection& c) {
  try {
    const bool ended = co_await pump(c);
    co_return ended;
  } catch (const std::exception& failure) {
    log_failure(c, failure);
    co_return false;
  }
}

/// Sends what is ready, as far as that needs no waiting. False: the stream's coroutine has to see
/// to the rest.
bool send_ready(Connection& c) {
  if (!gather_ready(c)) return true;
  return send_at_once(c) && !c.stream->is_last && !c.is_over();
}

}  // namespace

void Connection::on_events() {
  if (!stream || !stream->is_resting) return;
  try {
    if (send_ready(*this)) return;
  } catch (const std::exception& failure) {
    log_failure(*this, failure);
    was_aborted = true;
  }
  resume_stream(*this);
}

void resume_stream(Connection& c) {
  if (c.stream && std::exchange(c.stream->is_resting, false)) c.stream->alarm.cancel();
}

awaitable<bool> send_stream(Connection& c, bool chunked) {
  ++c.streams;
  gather_answer(c, std::string_view());
  bool ended = co_await send_gathered(c);
  if (ended) {
    c.stream = std::make_unique<OpenStream>(c.worker.context(), chunked);
    c.source->listen(c.worker.context().get_executor(), c.weak_from_this());
    watch_peer(c.shared_from_this());
    ended = co_await pump_safely(c);
  }
  c.worker.clear_deadline(c);
  c.phase = Phase::handling;
  if (!ended) c.source->abandon();
  c.source.reset();
  c.stream.reset();
  c.gather.clear();
  // Ends the watch, so that the next read is the only one on the socket.
  error_code ignored;
  c.socket.cancel(ignored);
  co_return ended && !c.is_over();
}

}  // namespace chatkit::http
