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

awaitable<Result<std::string>> read_counted(Connection& c, std::size_t limit) {
  if (c.body.left > limit) co_return body_too_large(limit);
  const bool invited = co_await invite(c);
  if (!invited) co_return broken_body(c);
  std::string text(c.in.data().substr(0, c.body.left));
  c.in.consume(text.size());
  c.body.left -= text.size();
  if (c.body.left > 0) {
    c.wait_in(Phase::reading, c.worker.shared().options.limits.request_read_timeout);
  }
  while (c.body.left > 0) {
    // Room grows with what has come, not with what was promised.
    const std::uint64_t step = std::max(kPieceBytes, text.size());
    const std::size_t before = text.size();
    const bool more =
        co_await read_behind(c, text, static_cast<std::size_t>(std::min(step, c.body.left)));
    c.body.left -= text.size() - before;
    if (!more) co_return broken_body(c);
  }
  co_return text;
}

awaitable<Result<std::string>> read_chunked(Connection& c, std::size_t limit) {
  const bool invited = co_await invite(c);
  if (!invited) co_return broken_body(c);
  ChunkedDecoder decoder;
  std::string text;
  std::string raw(c.in.data());
  c.in.consume(raw.size());
  c.wait_in(Phase::reading, c.worker.shared().options.limits.request_read_timeout);
  for (;;) {
    auto used = decoder.feed(raw, text, limit);
    if (!used) {
      c.body.is_broken = true;
      co_return std::move(used).error();
    }
    raw.erase(0, *used);
    if (decoder.done()) break;
    if (raw.size() > kCarriedBytesMax) co_return broken_body(c);
    const bool more = co_await read_behind(c, raw, kPieceBytes);
    if (!more) co_return broken_body(c);
  }
  c.body.is_chunked = false;
  c.carried = std::move(raw);
  co_return text;
}

}  // namespace

awaitable<Result<std::string>> Connection::read_all() {
  if (body.was_asked) co_return internal_error("a request body was asked for twice");
  body.was_asked = true;
  auto text = co_await read_body(*this, body.limit);
  co_return text;
}

awaitable<Result<std::string>> read_body(Connection& c, std::size_t limit) {
  if (c.body.left == 0 && !c.body.is_chunked) co_return std::string();
  Result<std::string> text = std::string();
  if (c.body.is_chunked) {
    text = co_await read_chunked(c, limit);
  } else {
    text = co_await read_counted(c, limit);
  }
  if (c.phase == Phase::reading) {
    c.phase = Phase::handling;
    c.worker.clear_deadline(c);
  }
  co_return text;
}

bool can_drain(const Connection& c) {
  if (c.body.left == 0 && !c.body.is_chunked) return true;
  return !c.body.is_awaited && c.body.left <= kDrainBytesMax;
}

awaitable<bool> drain_body(Connection& c) {
  const Result<std::string> text = co_await read_body(c, kDrainBytesMax);
  co_return text.has_value();
}

}  // namespace chatkit::http
