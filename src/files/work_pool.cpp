#include "files/work_pool.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace chatkit::files {
namespace {

namespace asio = boost::asio;

/// Runs the job on the pool, then the handler on its own executor, which is kept running meanwhile.
struct Initiation {
  template <class Handler>
  void operator()(Handler&& handler, asio::thread_pool& threads, std::function<void()> job) const {
    const asio::any_io_executor executor = asio::get_associated_executor(handler);
    asio::any_io_executor work = asio::prefer(executor, asio::execution::outstanding_work.tracked);
    asio::post(threads, [executor, kept = std::move(work), todo = std::move(job),
                         waiting = std::forward<Handler>(handler)]() mutable {
      todo();
      // What the job held is gone before anybody learns that it has run.
      todo = nullptr;
      asio::post(executor, [counted = std::move(kept), resumed = std::move(waiting)]() mutable {
        std::move(resumed)();
      });
    });
  }
};

}  // namespace

bool WorkPool::take_place() noexcept {
  std::size_t jobs = jobs_.load();
  while (jobs < jobs_max_) {
    if (jobs_.compare_exchange_weak(jobs, jobs + 1)) return true;
  }
  return false;
}

void WorkPool::post(std::function<void()> job) { asio::post(threads_, std::move(job)); }

awaitable<void> WorkPool::submit(std::function<void()> job) {
  return asio::async_initiate<const asio::use_awaitable_t<>, void()>(
      Initiation(), asio::use_awaitable, std::ref(threads_), std::move(job));
}

}  // namespace chatkit::files
