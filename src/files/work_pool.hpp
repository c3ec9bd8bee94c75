#pragma once

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "base/result.hpp"

namespace chatkit::files {

using boost::asio::awaitable;

/// A few threads for work that blocks: the disk and child processes.
///
/// Jobs begin in the order they came, at most `jobs_max` under way or waiting. The destructor
/// finishes what waits, so the executors of those who wait outlive the pool.
class WorkPool {
 public:
  WorkPool(unsigned threads, std::size_t jobs_max) : jobs_max_(jobs_max), threads_(threads) {}
  ~WorkPool() { threads_.join(); }
  WorkPool(const WorkPool&) = delete;
  WorkPool& operator=(const WorkPool&) = delete;

  /// Runs `work` on a thread of the pool; the caller resumes on its own executor.
  /// Errors: unavailable (too many jobs); internal (`work` threw); those of `work`.
  template <class T>
  awaitable<Result<T>> run(std::function<Result<T>()> work) {
    return run_job<T>(*this, std::move(work));
  }

  /// Runs `job`, which nobody waits for and which does not throw, when its turn comes.
  void post(std::function<void()> job);

 private:
  template <class T>
  static awaitable<Result<T>> run_job(WorkPool& pool, std::function<Result<T>()> work) {
    if (!pool.take_place()) co_return unavailable("too many files are being worked on");
    auto result = std::make_shared<std::optional<Result<T>>>();
    std::function<void()> job = [&pool, result, todo = std::move(work)] {
      try {
        result->emplace(todo());
      } catch (const std::exception& failure) {
        result->emplace(internal_error(failure.what()));
      }
      pool.give_place_back();
    };
    co_await pool.submit(std::move(job));
    co_return *std::move(*result);
  }

  bool take_place() noexcept;
  void give_place_back() noexcept { --jobs_; }
  /// Suspends until `job` has run.
  awaitable<void> submit(std::function<void()> job);

  const std::size_t jobs_max_;
  std::atomic<std::size_t> jobs_{0};
  boost::asio::thread_pool threads_;
};

}  // namespace chatkit::files
