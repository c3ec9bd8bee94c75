#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

#include "http/chunked.hpp"
#include "http/connection.hpp"

namespace chatkit::http {
namespace {

using boost::asio::redirect_error;
using boost::asio::use_awaitable;
using boost::system::error_code;

constexpr std::size_t kPieceBytes = 16U << 10U;
/// A body that is read piece by piece comes in larger ones.
constexpr std::size_t kStreamedBytes = 64U << 10U;
/// Who sends a long body slower than this is not waited for.
constexpr std::size_t kSlowestBytesPerSecond = 8U << 10U;
/// What the handler left unread is read away up to here; beyond it the connection is closed.
constexpr std::size_t kDrainBytesMax = 64U << 10U;
/// The longest chunk header or trailer that is waited for.
constexpr std::size_t kCarriedBytesMax = 16U << 10U;

Error broken_body(Connection& c) {
  c.body.is_broken = true;
  if (c.timed_out) {
    Error error;
    error.kind = ErrorKind::timed_out;
    error.code = "request_timeout";
    error.message = "The request body did not arrive in time.";
    return error;
  }
  return invalid_request("invalid_http", "", "The request body ended before its declared end.");
}

/// Sends `100 Continue` where the client waits for it and has sent nothing of the body yet.
awaitable<bool> invite(Connection& c) {
  if (!c.body.is_awaited) co_return true;
  c.body.is_awaited = false;
  if (!c.in.empty()) co_return true;
  c.out.assign("HTTP/1.1 100 Continue\r\n\r\n");
  gather_answer(c, std::string_view());
  const bool sent = co_await send_gathered(c);
  co_return sent;
}

/// Reads at most `bytes` behind `out`. False: nothing came, and nothing will.
awaitable<bool> read_behind(Connection& c, std::string& out, std::size_t bytes) {
  const std::size_t before = out.size();
  out.resize(before + bytes);
  error_code ec;
  const auto room = boost::asio::buffer(out.data() + before, bytes);
  const std::size_t got =
      co_await c.socket.async_read_some(room, redirect_error(use_awaitable, ec));
  out.resize(before + got);
  c.worker.count_received(got);
  if (ec && ec != boost::asio::error::operation_aborted) c.peer_gone = true;
  co_return !ec && !c.is_over();
}

bool has_more(const Connection& c) { return c.body.left > 0 || c.body.is_chunked; }

/// Appends what comes next of a body with a length, at most `most` bytes beside what is here.
awaitable<Result<void>> read_counted(Connection& c, std::string& text, std::size_t most) {
  if (!c.in.empty()) {
    const std::string_view ready = c.in.data().substr(0, c.body.left);
    text += ready;
    c.body.left -= ready.size();
    c.in.consume(ready.size());
    co_return Result<void>();
  }
  const std::size_t before = text.size();
  const bool more = co_await read_behind(
      c, text, static_cast<std::size_t>(std::min<std::uint64_t>(most, c.body.left)));
  c.body.left -= text.size() - before;
  if (!more) co_return broken_body(c);
  co_return Result<void>();
}

/// Appends what comes next of a chunked body; nothing at its end.
awaitable<Result<void>> read_chunked(Connection& c, std::string& text, std::size_t limit) {
  std::string& raw = c.body.raw;
  const std::size_t before = text.size();
  if (!c.in.empty()) {
    raw += c.in.data();
    c.in.consume(c.in.size());
  }
  for (;;) {
    auto used = c.body.decoder.feed(raw, text, limit);
    if (!used) {
      c.body.is_broken = true;
      co_return std::move(used).error();
    }
    raw.erase(0, *used);
    if (c.body.decoder.done()) {
      c.body.is_chunked = false;
      c.carried = std::move(raw);
      co_return Result<void>();
    }
    if (text.size() > before) co_return Result<void>();
    if (raw.size() > kCarriedBytesMax) co_return broken_body(c);
    const bool more = co_await read_behind(c, raw, kPieceBytes);
    if (!more) co_return broken_body(c);
  }
}

void stop_reading(Connection& c) {
  if (c.phase != Phase::reading) return;
  c.phase = Phase::handling;
  c.worker.clear_deadline(c);
}

/// How long the next bytes of a long body may take: a while for each piece, and as much in all as
/// the slowest sender would need for what has come.
std::chrono::steady_clock::duration patience(const Connection& c) {
  const std::chrono::steady_clock::duration longest =
      c.worker.shared().options.limits.request_read_timeout;
  const std::chrono::seconds earned(c.body.streamed_bytes / kSlowestBytesPerSecond);
  return std::min(longest, longest + earned - c.body.waited);
}

}  // namespace

awaitable<Result<std::string>> Connection::read_all() {
  if (body.was_asked) co_return internal_error("a request body was asked for twice");
  body.was_asked = true;
  auto text = co_await read_body(*this, body.limit);
  co_return text;
}

awaitable<Result<std::string>> Connection::read_some() {
  body.was_asked = true;
  auto text = co_await read_piece(*this);
  co_return text;
}

awaitable<Result<std::string>> read_piece(Connection& c) {
  std::string text;
  if (!has_more(c)) co_return text;
  if (c.body.left > c.body.limit) co_return body_too_large(c.body.limit);
  const bool invited = co_await invite(c);
  if (!invited) co_return broken_body(c);
  const auto began = c.worker.now();
  c.wait_in(Phase::reading, patience(c));
  Result<void> read;
  if (c.body.is_chunked) {
    read = co_await read_chunked(c, text, c.body.limit);
  } else {
    read = co_await read_counted(c, text, kStreamedBytes);
  }
  stop_reading(c);
  if (!read) co_return std::move(read).error();
  c.body.waited += c.worker.now() - began;
  c.body.streamed_bytes += text.size();
  co_return text;
}

awaitable<Result<std::string>> read_body(Connection& c, std::size_t limit) {
  std::string text;
  if (!has_more(c)) co_return text;
  if (c.body.left > limit) co_return body_too_large(limit);
  const bool invited = co_await invite(c);
  if (!invited) co_return broken_body(c);
  Result<void> read;
  while (read && has_more(c)) {
    // What is here already needs no deadline.
    if (c.phase != Phase::reading && (c.body.is_chunked || c.in.empty())) {
      c.wait_in(Phase::reading, c.worker.shared().options.limits.request_read_timeout);
    }
    if (c.body.is_chunked) {
      read = co_await read_chunked(c, text, limit);
    } else {
      // Room grows with what has come, not with what was promised.
      read = co_await read_counted(c, text, std::max(kPieceBytes, text.size()));
    }
  }
  stop_reading(c);
  if (!read) co_return std::move(read).error();
  co_return text;
}

bool can_drain(const Connection& c) {
  if (!has_more(c)) return true;
  return !c.body.is_awaited && c.body.left <= kDrainBytesMax;
}

awaitable<bool> drain_body(Connection& c) {
  const Result<std::string> text = co_await read_body(c, kDrainBytesMax);
  co_return text.has_value();
}

}  // namespace chatkit::http
