#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/intrusive/list.hpp>
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
class RunLog : public std::enable_shared_from_this<RunLog> {
 public:
  RunLog();
  RunLog(const RunLog&) = delete;
  RunLog& operator=(const RunLog&) = delete;
  ~RunLog();

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
  /// The readers of one execution context.
  struct Audience;

  Audience& audience_on(const boost::asio::any_io_executor& executor);
  /// Posts, once for all that is new, to each audience. The mutex is held.
  void tell_audiences();
  void tell(Audience& audience);
  void tell_some(Audience& audience, std::size_t left);

  mutable std::mutex mutex_;
  std::vector<exchange::Chunk> chunks_;
  std::size_t bytes_ = 0;
  std::size_t readers_ = 0;
  bool closed_ = false;
  std::vector<std::unique_ptr<Audience>> audiences_;
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

/// One connection's place in a log. Used, and destroyed, on the executor it listens on.
class LogReader final : public exchange::EventSource, public boost::intrusive::list_base_hook<> {
 public:
  LogReader(std::shared_ptr<RunLog> log, ReaderOptions options);
  ~LogReader() override;
  LogReader(const LogReader&) = delete;
  LogReader& operator=(const LogReader&) = delete;

  void listen(boost::asio::any_io_executor executor,
              std::weak_ptr<exchange::EventReader> reader) override;
  void take(std::vector<exchange::Chunk>& chunks) override;
  bool ended() const override { return ended_; }
  void abandon() override;

 private:
  friend class RunLog;
  void wake();
  void leave();

  const std::shared_ptr<RunLog> log_;
  ReaderOptions options_;
  std::weak_ptr<exchange::EventReader> reader_;
  RunLog::Audience* audience_ = nullptr;
  bool ended_ = false;
};

}  // namespace chatkit::conversation
