#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <memory>
#include <mutex>
#include <vector>

namespace chatkit::conversation {

/// Something that happens once, for coroutines on any thread to wait for.
///
/// Safe from any thread. Each waiter is resumed on its own executor.
class EndSignal {
 public:
  void set();
  bool is_set() const;

  /// Suspends until `signal` is set, `most` at most; true if it is set.
  static boost::asio::awaitable<bool> wait(std::shared_ptr<EndSignal> signal,
                                           std::chrono::milliseconds most);

 private:
  using Waiter = std::shared_ptr<boost::asio::steady_timer>;
  /// False if the signal was set already.
  bool add(const Waiter& waiter);

  mutable std::mutex mutex_;
  bool set_ = false;
  std::vector<std::weak_ptr<boost::asio::steady_timer>> waiters_;
};

}  // namespace chatkit::conversation
