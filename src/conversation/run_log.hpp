#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "exchange/reply.hpp"

namespace chatkit::conversation {

class LogReader;

/// The ordered events of one run, each encoded once and never changed.
///
/// Written by the turn, read by any number of readers, each with its own position. Safe from any
/// thread: readers may live on other executors than the turn.
class RunLog {
 public:
  void append(exchange::Chunk chunk);
  /// Nothing is appended from now on. Repeatable.
  void close();
  std::size_t size() const;
  bool closed() const;
  /// What all chunks take.
  std::size_t bytes() const;
  /// Readers that have not ended.
  std::size_t readers() const;

 private:
  friend class LogReader;
  using Readers = std::vector<std::weak_ptr<LogReader>>;
  /// Wakes each once for all that is new, with one post per execution context.
  static void wake_all(Readers waiting);

  mutable std::mutex mutex_;
  std::vector<exchange::Chunk> chunks_;
  std::size_t bytes_ = 0;
  std::size_t readers_ = 0;
  bool closed_ = false;
  /// Those that are suspended, and perhaps some that no longer are.
  Readers waiting_;
};

/// What a reader is to know besides its log.
struct ReaderOptions {
  /// How many events the client has seen.
  std::size_t position = 0;
  /// The last frame is the comment `: end`, so that the client can tell an end from a cut.
  bool end_comment = false;
  /// Called once, on the reader's executor, when the connection is lost before the end.
  std::function<void()> abandoned;
};

/// One connection's place in a log. Used on `executor` only; the log posts its wake-ups there.
class LogReader final : public exchange::EventSource,
                        public std::enable_shared_from_this<LogReader> {
 public:
  static std::shared_ptr<LogReader> open(std::shared_ptr<RunLog> log,
                                         boost::asio::any_io_executor executor,
                                         ReaderOptions options);
  LogReader(std::shared_ptr<RunLog> log, boost::asio::any_io_executor executor,
            ReaderOptions options);
  ~LogReader() override;
  LogReader(const LogReader&) = delete;
  LogReader& operator=(const LogReader&) = delete;

  boost::asio::awaitable<std::vector<exchange::Chunk>> next() override;
  bool ended() const override { return ended_; }
  void wake() override;
  void abandon() override;

 private:
  friend class RunLog;
  static boost::asio::awaitable<std::vector<exchange::Chunk>> read_next(
      std::shared_ptr<LogReader> self);
  /// What is new; if nothing is and `wait` is set, the log knows that this reader waits.
  std::vector<exchange::Chunk> take(bool wait);

  std::shared_ptr<RunLog> log_;
  boost::asio::steady_timer alarm_;
  ReaderOptions options_;
  bool ended_ = false;
  bool waiting_ = false;  // Guarded by the log's mutex.
};

}  // namespace chatkit::conversation
