#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <chrono>
#include <future>
#include <utility>

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

/// Runs `work` to its end on the calling thread's io_context and hands over what it gives or
/// throws.
///
/// The context outlives the call: whoever resumed the work from another thread may still be inside
/// `post` when the work is done.
template <class T>
T run(boost::asio::awaitable<T> work) {
  thread_local boost::asio::io_context context;
  return run_on(context, std::move(work));
}

}  // namespace chatkit::test
