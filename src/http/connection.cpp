#include "http/connection.hpp"

#include <unistd.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <optional>
#include <utility>

#include "http/dispatch.hpp"
#include "http/response.hpp"

namespace chatkit::http {
namespace {

using boost::asio::redirect_error;
using boost::asio::use_awaitable;
using boost::system::error_code;
using Socket = boost::asio::ip::tcp::socket;

/// After this long without a byte an idle connection gives its read buffer back.
constexpr std::chrono::seconds kFallsAsleepAfter{1};
constexpr std::size_t kReadBytesLeast = 512;
constexpr std::string_view kHeadEnd = "\r\n\r\n";

enum class HeadOutcome { complete, closed, too_slow, too_large, garbage };

/// Looks for the end of a header in what was read; none: more bytes are needed.
std::optional<HeadOutcome> scan(Connection& c, std::size_t& scanned, std::size_t& head_bytes) {
  // RFC 9112 section 2.2: an empty line before a request is ignored.
  while (c.in.size() >= 2 && c.in.data().starts_with("\r\n")) c.in.consume(2);
  const std::string_view data = c.in.data();
  if (data.empty() || data == "\r") return std::nullopt;
  if (data.front() < 'A' || data.front() > 'Z') return HeadOutcome::garbage;
  const std::size_t from = scanned < kHeadEnd.size() ? 0 : scanned - (kHeadEnd.size() - 1);
  const std::size_t end = data.find(kHeadEnd, from);
  const std::size_t most = c.worker.shared().options.limits.header_bytes_max;
  scanned = data.size();
  if (end == std::string_view::npos) {
    if (data.size() >= most) return HeadOutcome::too_large;
    return std::nullopt;
  }
  head_bytes = end + kHeadEnd.size();
  return head_bytes > most ? HeadOutcome::too_large : HeadOutcome::complete;
}

void enter_idle(Connection& c) {
  if (c.phase == Phase::idle && c.is_idle()) return;
  const auto now = c.worker.now();
  c.phase = Phase::idle;
  // Empty lines before a request do not make a connection any younger.
  if (!c.is_idle()) c.worker.became_idle(c, now);
  c.worker.set_deadline(c, now + kFallsAsleepAfter);
}

/// Waits for a whole header at the front of `in`.
awaitable<HeadOutcome> read_head(Connection& c, std::size_t& head_bytes) {
  std::size_t scanned = 0;
  for (;;) {
    const std::optional<HeadOutcome> found = scan(c, scanned, head_bytes);
    if (found) {
      c.worker.became_busy(c);
      co_return *found;
    }
    if (!c.in.empty()) {
      // Still on the idle list: who dawdles over a header must not keep others out.
      if (c.phase != Phase::reading) {
        c.wait_in(Phase::reading, c.worker.shared().options.limits.request_read_timeout);
      }
    } else if (c.worker.is_draining()) {
      co_return HeadOutcome::closed;
    } else if (c.phase == Phase::asleep) {
      c.in.release();
      error_code ec;
      co_await c.socket.async_wait(Socket::wait_read, redirect_error(use_awaitable, ec));
      if (c.is_over()) co_return HeadOutcome::closed;
    } else {
      enter_idle(c);
    }
    const bool more = co_await read_some(c);
    if (more) continue;
    if (c.phase == Phase::asleep && !c.is_over()) continue;
    if (c.phase == Phase::reading && c.timed_out) co_return HeadOutcome::too_slow;
    co_return HeadOutcome::closed;
  }
}

/// Everything of one request is over: forget its views, and make room for the next.
void finish_request(Connection& c) {
  c.request.headers.clear();
  c.request.path_parameters.clear();
  c.request.path = c.request.query = {};
  c.route_pattern = {};
  c.in.settle();
  if (!c.carried.empty()) {
    c.in.append(c.carried);
    c.carried = {};
  }
  if (c.out.capacity() > ReadBuffer::kBytesUsual) c.out = {};
  if (c.gather.capacity() > 64) c.gather = {};
}

awaitable<void> serve(std::shared_ptr<Connection> self) {
  Connection& c = *self;
  bool keep = true;
  while (keep && !c.is_over()) {
    std::size_t head_bytes = 0;
    const HeadOutcome outcome = co_await read_head(c, head_bytes);
    if (outcome == HeadOutcome::closed) break;
    if (outcome == HeadOutcome::complete) {
      keep = co_await answer(c, head_bytes);
      finish_request(c);
      continue;
    }
    keep = false;
    if (outcome == HeadOutcome::too_slow) {
      co_await refuse(c, Refusal::too_slow);
    } else if (outcome == HeadOutcome::too_large) {
      co_await refuse(c, Refusal::header_too_large);
    } else {
      co_await refuse(c, Refusal::malformed);
    }
  }
  if (!keep && !c.is_over()) co_await linger(c);
  error_code ignored;
  c.socket.shutdown(Socket::shutdown_both, ignored);
  c.socket.close(ignored);
}

}  // namespace

Connection::Connection(Worker& owner, int descriptor, boost::asio::ip::address address)
    : worker(owner), socket(owner.context()), peer(std::move(address)) {
  const auto protocol = peer.is_v4() ? boost::asio::ip::tcp::v4() : boost::asio::ip::tcp::v6();
  error_code ec;
  socket.assign(protocol, descriptor, ec);
  if (ec) ::close(descriptor);  // Nobody else would.
  request.body = this;
}

void start_serving(std::shared_ptr<Connection> self) {
  boost::asio::io_context& context = self->worker.context();
  boost::asio::co_spawn(context, serve(self), [self](std::exception_ptr failure) {
    Worker& worker = self->worker;
    if (failure) {
      try {
        std::rethrow_exception(failure);
      } catch (const std::exception& exception) {
        worker.shared().parts.log->error("http_connection_exception", {{"what", exception.what()}});
      }
    }
    worker.clear_deadline(*self);
    worker.left(*self);
  });
}

void Connection::wait_in(Phase next, std::chrono::steady_clock::duration longest) {
  phase = next;
  timed_out = false;
  worker.set_deadline(*this, worker.now() + longest);
}

void Connection::on_deadline() {
  error_code ignored;
  switch (phase) {
    case Phase::handling:
      return;
    case Phase::streaming:
      if (stream) stream->heartbeat_due = true;
      on_events();
      return;
    case Phase::idle: {
      const TimePoint end = idle_since + worker.shared().options.limits.idle_timeout;
      timed_out = worker.now() >= end;
      phase = Phase::asleep;
      worker.set_deadline(*this, end);
      socket.cancel(ignored);
      return;
    }
    case Phase::asleep:
    case Phase::reading:
    case Phase::writing:
    case Phase::lingering:
      timed_out = true;
      socket.cancel(ignored);
      return;
  }
}

void Connection::abort() {
  was_aborted = true;
  error_code ignored;
  socket.cancel(ignored);
  resume_stream(*this);
}

awaitable<bool> read_some(Connection& c) {
  if (c.in.room_bytes() < kReadBytesLeast) c.in.make_room(ReadBuffer::kBytesUsual);
  error_code ec;
  const auto room = boost::asio::buffer(c.in.room(), c.in.room_bytes());
  const std::size_t bytes =
      co_await c.socket.async_read_some(room, redirect_error(use_awaitable, ec));
  if (ec && ec != boost::asio::error::operation_aborted) c.peer_gone = true;
  if (ec || c.is_over()) co_return false;
  c.worker.count_received(bytes);
  c.in.commit(bytes);
  co_return true;
}

}  // namespace chatkit::http
