#pragma once

#include <sys/uio.h>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/reply.hpp"
#include "exchange/request.hpp"
#include "http/chunked.hpp"
#include "http/deadline_wheel.hpp"
#include "http/open_stream.hpp"
#include "http/parse.hpp"
#include "http/read_buffer.hpp"
#include "http/router.hpp"
#include "http/worker.hpp"

namespace chatkit::http {

using boost::asio::awaitable;

/// What a connection waits for; decides what its one deadline means.
enum class Phase {
  idle,       // For the first byte of a request; soon falls asleep.
  asleep,     // The same, without a read buffer.
  reading,    // For the rest of a header or body.
  handling,   // For the handler; no deadline of ours.
  writing,    // For the reader of an answer.
  streaming,  // For the next event; the deadline is the heartbeat.
  lingering,  // For the peer to see a last answer.
};

/// The state of the body behind the header at hand.
struct BodyState {
  std::size_t limit = 0;
  /// Content-Length that is not consumed yet.
  std::uint64_t left = 0;
  bool is_chunked = false;
  /// The client waits for `100 Continue` before it sends.
  bool is_awaited = false;
  bool was_asked = false;
  /// Cannot be resynchronised: the connection ends with this answer.
  bool is_broken = false;
  /// Takes a chunked body apart, and what came of it and is not taken apart yet.
  ChunkedDecoder decoder;
  std::string raw;
  /// Of a body that is read piece by piece: what came, and how long it was waited for.
  std::uint64_t streamed_bytes = 0;
  std::chrono::steady_clock::duration waited{};
};

/// One connection: requests in turn, each answered before the next is looked at.
///
/// Lives on its worker's thread, owned by the coroutine that serves it. `connection.cpp` reads
/// heads and dispatches, `body.cpp` reads bodies, `send.cpp` and `stream.cpp` write.
struct Connection final : DeadlineWheel::Entry,
                          Worker::Member,
                          exchange::BodyReader,
                          exchange::EventReader,
                          std::enable_shared_from_this<Connection> {
  using TimePoint = Worker::TimePoint;

  Connection(Worker& owner, int descriptor, boost::asio::ip::address address);

  void on_deadline() override;
  void abort() override;
  /// Sends what the stream has, without its coroutine where nothing has to be waited for.
  void on_events() override;
  awaitable<Result<std::string>> read_all() override;
  awaitable<Result<std::string>> read_some() override;

  /// Enters a phase that has a deadline.
  void wait_in(Phase next, std::chrono::steady_clock::duration longest);
  /// Nothing more can be read or written.
  bool is_over() const noexcept { return was_aborted || timed_out || peer_gone; }

  Worker& worker;
  boost::asio::ip::tcp::socket socket;
  boost::asio::ip::address peer;

  Phase phase = Phase::idle;
  bool timed_out = false;
  bool was_aborted = false;
  bool peer_gone = false;

  ReadBuffer in;
  /// Bytes of the next request, read while views into `in` are still borrowed.
  std::string carried;
  RequestHead head;
  exchange::Request request;
  BodyState body;
  std::string_view route_pattern;
  TimePoint started{};
  std::chrono::steady_clock::duration elapsed{};

  std::string out;
  std::vector<iovec> gather;
  std::size_t gather_at = 0;
  std::shared_ptr<exchange::EventSource> source;
  /// Set while `source` is read.
  std::unique_ptr<OpenStream> stream;
  std::uint64_t streams = 0;
};

/// Serves requests until the connection ends, then tells the worker.
void start_serving(std::shared_ptr<Connection> connection);

/// Reads some more bytes behind `in`. False: nothing came, and nothing will.
awaitable<bool> read_some(Connection& connection);

/// Reads some more of the body; see BodyReader::read_some.
awaitable<Result<std::string>> read_piece(Connection& connection);
/// Reads the body under `limit`; see BodyReader::read_all.
awaitable<Result<std::string>> read_body(Connection& connection, std::size_t limit);
/// True if what is left of the body is small enough to be read and thrown away.
bool can_drain(const Connection& connection);
/// Reads and throws away what the handler left. False: the connection cannot go on.
awaitable<bool> drain_body(Connection& connection);

/// Forgets what was gathered to be sent.
void start_gathering(Connection& connection);
/// Adds `bytes`, which must stay where they are until they are sent.
void gather(Connection& connection, std::string_view bytes);
/// Sends the bytes that `gather` points to. False: the peer is gone or too slow.
awaitable<bool> send_gathered(Connection& connection);
/// Sends what the kernel takes at once. True: that was all, or the peer is gone.
bool send_at_once(Connection& connection);
/// Sends `connection.out` and the bytes of `file` behind it. False: the connection cannot go on.
awaitable<bool> send_file(Connection& connection, std::shared_ptr<exchange::ByteSource> file);
/// Sends `connection.out` and `payload` behind it.
void gather_answer(Connection& connection, std::string_view payload);
/// Half-closes and waits a little, so that the last answer is not lost to a reset.
awaitable<void> linger(Connection& connection);

/// Sends a stream to its end. False: the connection cannot go on.
awaitable<bool> send_stream(Connection& connection, bool chunked);
/// Lets the coroutine of an open stream look at its connection again.
void resume_stream(Connection& connection);

}  // namespace chatkit::http
