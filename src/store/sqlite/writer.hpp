#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/readers.hpp"
#include "store/sqlite/waiter.hpp"

namespace chatkit::store::sqlite {

/// A change that waits for the writer. It may be run more than once: a failed commit tries each of
/// its jobs again on its own.
class Job {
 public:
  virtual ~Job() = default;
  /// Makes the change; false undoes it. Throws Failure.
  virtual bool run(Connection& connection) = 0;
  virtual void fail(Error error) = 0;
};

template <class T>
class ResultJob final : public Job {
 public:
  using Work = std::function<Result<T>(Connection&)>;
  explicit ResultJob(Work work) : work_(std::move(work)) {}

  bool run(Connection& connection) override {
    result_.emplace(work_(connection));
    return result_->has_value();
  }
  void fail(Error error) override { result_.emplace(std::move(error)); }
  Result<T> take() { return std::move(*result_); }

 private:
  Work work_;
  std::optional<Result<T>> result_;
};

/// The one thread that writes. It commits all that waits as one transaction, a savepoint per job,
/// and resumes the waiters once that is durable. In between it removes the rows of deleted threads
/// and copies the log back into the file.
class Writer {
 public:
  /// `readers` outlives it.
  Writer(std::unique_ptr<Connection> connection, Readers& readers);
  /// Finishes what waits.
  ~Writer();

  /// Runs `work` in the writer thread; gives its result once it is durable.
  template <class T>
  boost::asio::awaitable<Result<T>> write(typename ResultJob<T>::Work work) {
    return wait(*this, std::make_shared<ResultJob<T>>(std::move(work)));
  }

  /// There may be rows of deleted threads to remove.
  void request_purge();

 private:
  struct Pending {
    std::shared_ptr<Job> job;
    std::unique_ptr<Waiter> waiter;
  };

  template <class T>
  static boost::asio::awaitable<Result<T>> wait(Writer& writer, std::shared_ptr<ResultJob<T>> job) {
    co_await writer.submit(job);
    co_return job->take();
  }
  boost::asio::awaitable<void> submit(std::shared_ptr<Job> job);
  void enqueue(Pending pending);

  void loop();
  /// Waits for something to do; false at the end. `batch` may stay empty: then it is time to tidy.
  bool take_batch(std::vector<Pending>& batch);
  void finish_batch(std::vector<Pending>& batch);
  /// One transaction; what made it fail, and with it all of its jobs, if anything did.
  std::optional<Error> commit(std::span<Pending> batch);
  void run_in_savepoint(Job& job);
  void write_counts();
  void roll_back() noexcept;
  void purge_some();
  void checkpoint_if_due();

  std::unique_ptr<Connection> connection_;
  Readers& readers_;

  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Pending> queue_;
  bool stopping_ = false;
  bool purge_requested_ = true;  // A process that ended early may have left rows.
  // The writer thread's own.
  int batches_since_purge_ = 0;
  /// Pages in the write-ahead log after the last commit, and how many call for a checkpoint.
  int log_pages_ = 0;
  int checkpoint_at_pages_ = 0;
  std::thread thread_;
};

}  // namespace chatkit::store::sqlite
