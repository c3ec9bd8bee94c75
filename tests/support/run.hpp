#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <chrono>
#include <future>
#include <utility>
#include <vector>

namespace chatkit::test {

/// Runs `work` to its end on `context`, which is driven by the calling thread meanwhile.
template <class T>
T run_on(boost::asio::io_context& context, boost::asio::awaitable<T> work) {
  std::future<T> result = boost::asio::co_spawn(context, std::move(work), boost::asio::use_future);
  context.restart();
  while (result.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
    // Nothing left to run means that something never resumed: get() then reports a broken promise.
    if (context.run_one() == 0) break;
  }
  return result.get();
}

/// The calling thread's io_context. It outlives every call: whoever resumed a coroutine from
/// another thread may still be inside `post` when that coroutine is done.
inline boost::asio::io_context& thread_context() {
  thread_local boost::asio::io_context context;
  return context;
}

/// Runs `work` to its end on the calling thread's io_context and hands over what it gives or
/// throws.
template <class T>
T run(boost::asio::awaitable<T> work) {
  return run_on(thread_context(), std::move(work));
}

/// Runs all of `works` at once, each as far as it comes before it waits for something.
template <class T>
std::vector<T> run_all(std::vector<boost::asio::awaitable<T>> works) {
  std::vector<std::future<T>> running;
  for (auto& work : works) {
    running.push_back(
        boost::asio::co_spawn(thread_context(), std::move(work), boost::asio::use_future));
  }
  thread_context().restart();
  thread_context().run();
  std::vector<T> results;
  for (auto& result : running) results.push_back(result.get());
  return results;
}

}  // namespace chatkit::test
