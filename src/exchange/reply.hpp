#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace chatkit::exchange {

/// Bytes encoded once and shared by every reader.
using Chunk = std::shared_ptr<const std::string>;

/// The connection behind an event stream.
class EventReader {
 public:
  virtual ~EventReader() = default;
  /// There may be something to take. Called on the reader's executor, and never from inside `take`.
  virtual void on_events() = 0;
};

/// The source of an event stream, read by one connection on that connection's executor.
class EventSource {
 public:
  virtual ~EventSource() = default;

  /// From now on `reader` is told on `executor` when something has come, the end too. Call it once,
  /// before the first `take`.
  virtual void listen(boost::asio::any_io_executor executor, std::weak_ptr<EventReader> reader) = 0;
  /// Adds all chunks that are ready to `chunks`; does not wait.
  virtual void take(std::vector<Chunk>& chunks) = 0;
  /// True once everything has been taken and nothing more will come.
  virtual bool ended() const = 0;
  /// The reader is gone: its connection closed before the end.
  virtual void abandon() = 0;
};

/// Bytes that are too many to be held, read piece by piece by one connection.
class ByteSource {
 public:
  virtual ~ByteSource() = default;

  /// How many bytes there are in all; known before the first is read.
  virtual std::uint64_t bytes_total() const = 0;
  /// The next bytes, at most 64 KiB of them; never none before the end. Errors: unavailable.
  virtual boost::asio::awaitable<Result<std::string>> read_some() = 0;
};

struct ReplyHeader {
  std::string name;
  std::string value;
};

/// What goes back: a status with a whole body, with bytes from elsewhere, or a stream of events.
struct Reply {
  int status = 200;
  std::string content_type = "application/json";
  std::vector<ReplyHeader> headers;
  std::string body;
  /// Set for a stream: sent as text/event-stream, `body` unused.
  std::shared_ptr<EventSource> stream;
  /// Set for a file: its bytes are the body, `body` unused.
  std::shared_ptr<ByteSource> file;
  /// What the log may know about a failure; never sent.
  std::string log_text;

  Reply() = default;
  explicit Reply(std::string json) : body(std::move(json)) {}
  Reply(int status_code, std::string json) : status(status_code), body(std::move(json)) {}

  /// What `Content-Length` says, where the body has one.
  std::uint64_t body_bytes() const { return file ? file->bytes_total() : body.size(); }
};

/// The only place where an Error becomes a status, headers and a body.
Reply error_reply(const Error& error);

}  // namespace chatkit::exchange
