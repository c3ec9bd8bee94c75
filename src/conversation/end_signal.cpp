#include "conversation/end_signal.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/error_code.hpp>
#include <utility>

namespace chatkit::conversation {

namespace asio = boost::asio;

void EndSignal::set() {
  std::vector<std::weak_ptr<asio::steady_timer>> waiters;
  {
    const std::lock_guard lock(mutex_);
    set_ = true;
    waiters.swap(waiters_);
  }
  for (const auto& weak : waiters) {
    const Waiter waiter = weak.lock();
    // The timer belongs to its waiter's executor: only there may it be touched.
    if (waiter) asio::post(waiter->get_executor(), [waiter] { waiter->cancel(); });
  }
}

bool EndSignal::is_set() const {
  const std::lock_guard lock(mutex_);
  return set_;
}

bool EndSignal::add(const Waiter& waiter) {
  const std::lock_guard lock(mutex_);
  if (set_) return false;
  std::erase_if(waiters_, [](const auto& weak) { return weak.expired(); });
  waiters_.push_back(waiter);
  return true;
}

asio::awaitable<bool> EndSignal::wait(std::shared_ptr<EndSignal> signal,
                                      std::chrono::milliseconds most) {
  const asio::any_io_executor executor = co_await asio::this_coro::executor;
  const auto timer = std::make_shared<asio::steady_timer>(executor, most);
  if (signal->add(timer)) {
    boost::system::error_code ignored;
    co_await timer->async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
  co_return signal->is_set();
}

}  // namespace chatkit::conversation
