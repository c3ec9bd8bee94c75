#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <utility>

namespace chatkit::app {

/// The calling thread's own context, which lives as long as the process: the store's writer may
/// still be inside the call that woke a context when the coroutine on it has ended.
inline boost::asio::io_context& blocking_context() {
  static std::mutex mutex;
  static std::deque<boost::asio::io_context> contexts;
  thread_local boost::asio::io_context* own = nullptr;
  if (own == nullptr) {
    const std::lock_guard lock(mutex);
    own = &contexts.emplace_back(1);
  }
  return *own;
}

/// Runs one coroutine to its end on the calling thread. For start-up and shutdown, and never from
/// within a coroutine.
template <class T>
T run_blocking(boost::asio::awaitable<T> work) {
  boost::asio::io_context& context = blocking_context();
  std::optional<T> result;
  std::exception_ptr failure;
  boost::asio::co_spawn(context, std::move(work), [&](std::exception_ptr thrown, T value) {
    failure = thrown;
    if (!thrown) result.emplace(std::move(value));
  });
  context.restart();
  context.run();
  if (failure) std::rethrow_exception(failure);
  return std::move(*result);
}

}  // namespace chatkit::app
