#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cerrno>

#include "http/connection.hpp"

namespace chatkit::http {
namespace {

using boost::asio::redirect_error;
using boost::asio::use_awaitable;
using boost::system::error_code;
using Socket = boost::asio::ip::tcp::socket;

/// More than the kernel takes in one call.
constexpr std::size_t kPiecesMax = 1024;
/// A reader that is slower than this loses its connection.
constexpr std::size_t kSlowestBytesPerSecond = 8U << 10U;
constexpr std::chrono::seconds kLingersFor{5};

std::size_t bytes_left(const Connection& c) {
  std::size_t bytes = 0;
  for (std::size_t i = c.gather_at; i < c.gather.size(); ++i) bytes += c.gather[i].iov_len;
  return bytes;
}

void skip(Connection& c, std::size_t bytes) {
  while (c.gather_at < c.gather.size()) {
    iovec& piece = c.gather[c.gather_at];
    const std::size_t step = std::min(bytes, piece.iov_len);
    piece.iov_base = static_cast<char*>(piece.iov_base) + step;
    piece.iov_len -= step;
    bytes -= step;
    if (piece.iov_len > 0) return;
    ++c.gather_at;
  }
}

}  // namespace

void start_gathering(Connection& c) {
  c.gather.clear();
  c.gather_at = 0;
}

void gather(Connection& c, std::string_view bytes) {
  iovec piece;
  // The kernel only reads from what is sent; its interface has no const.
  piece.iov_base = const_cast<char*>(bytes.data());
  piece.iov_len = bytes.size();
  c.gather.push_back(piece);
}

void gather_answer(Connection& c, std::string_view payload) {
  start_gathering(c);
  gather(c, c.out);
  if (!payload.empty()) gather(c, payload);
}

bool send_at_once(Connection& c) {
  while (c.gather_at < c.gather.size()) {
    msghdr message{};
    message.msg_iov = c.gather.data() + c.gather_at;
    message.msg_iovlen = std::min(c.gather.size() - c.gather_at, kPiecesMax);
    const ssize_t sent = ::sendmsg(c.socket.native_handle(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0) {
      if (errno == EINTR) continue;
      if (errno == EAGAIN || errno == EWOULDBLOCK) return false;
      c.peer_gone = true;
      return true;
    }
    c.worker.count_sent(static_cast<std::size_t>(sent));
    skip(c, static_cast<std::size_t>(sent));
  }
  return true;
}

awaitable<bool> send_gathered(Connection& c) {
  if (!send_at_once(c)) {
    const Phase before = c.phase;
    const std::chrono::seconds extra(bytes_left(c) / kSlowestBytesPerSecond);
    c.wait_in(Phase::writing, c.worker.shared().options.limits.request_read_timeout + extra);
    do {
      error_code ec;
      co_await c.socket.async_wait(Socket::wait_write, redirect_error(use_awaitable, ec));
      if (ec && ec != boost::asio::error::operation_aborted) c.peer_gone = true;
      if (c.is_over()) co_return false;
    } while (!send_at_once(c));
    c.worker.clear_deadline(c);
    c.phase = before;
  }
  co_return !c.is_over();
}

awaitable<bool> send_file(Connection& c, std::shared_ptr<exchange::ByteSource> file) {
  gather_answer(c, std::string_view());
  bool sent = co_await send_gathered(c);
  std::uint64_t left = file->bytes_total();
  while (sent && left > 0) {
    Result<std::string> piece = co_await file->read_some();
    // The length is said already: what cannot be read can only be missed at the end.
    if (!piece) {
      c.worker.shared().parts.log->error(
          "http_file_unreadable",
          {{"request_id", c.request.request_id}, {"what", piece.error().log_text}});
      co_return false;
    }
    if (piece->empty() || piece->size() > left || c.is_over()) co_return false;
    c.out = *std::move(piece);
    left -= c.out.size();
    gather_answer(c, std::string_view());
    sent = co_await send_gathered(c);
  }
  co_return sent;
}

awaitable<void> linger(Connection& c) {
  error_code ec;
  c.socket.shutdown(Socket::shutdown_send, ec);
  c.wait_in(Phase::lingering, kLingersFor);
  std::array<char, 4096> ignored;
  while (!ec && !c.is_over()) {
    co_await c.socket.async_read_some(boost::asio::buffer(ignored),
                                      redirect_error(use_awaitable, ec));
  }
}

}  // namespace chatkit::http
