#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "exchange/reply.hpp"

namespace chatkit::http::test {

/// A stream that the test feeds from its own thread.
class PushSource final : public exchange::EventSource,
                         public std::enable_shared_from_this<PushSource> {
 public:
  boost::asio::awaitable<std::vector<exchange::Chunk>> next() override {
    const boost::asio::any_io_executor executor = co_await boost::asio::this_coro::executor;
    // Lives no longer than the wait: the test may keep the source when the server is gone.
    boost::asio::steady_timer timer(executor, boost::asio::steady_timer::time_point::max());
    {
      const std::lock_guard lock(mutex_);
      if (!was_asked_) executor_ = executor;
      was_asked_ = true;
      changed_.notify_all();
      if (!ready_.empty() || is_ended_) co_return std::exchange(ready_, {});
      waiter_ = &timer;
    }
    boost::system::error_code ignored;
    co_await timer.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, ignored));
    const std::lock_guard lock(mutex_);
    waiter_ = nullptr;
    co_return std::exchange(ready_, {});
  }
  bool ended() const override {
    const std::lock_guard lock(mutex_);
    return is_ended_ && ready_.empty();
  }
  void wake() override {
    if (waiter_) waiter_->cancel();
  }
  void abandon() override {
    const std::lock_guard lock(mutex_);
    ++abandoned_;
    changed_.notify_all();
  }

  void push(const std::vector<std::string>& texts) {
    wait_until_asked();
    boost::asio::post(executor_, [self = shared_from_this(), texts] {
      const std::lock_guard lock(self->mutex_);
      for (const std::string& text : texts) {
        self->ready_.push_back(std::make_shared<const std::string>(text));
      }
      self->wake();
    });
  }
  void end() {
    wait_until_asked();
    boost::asio::post(executor_, [self = shared_from_this()] {
      const std::lock_guard lock(self->mutex_);
      self->is_ended_ = true;
      self->wake();
    });
  }
  /// False if the connection did not give the stream up within 20 s.
  bool wait_until_abandoned() {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(20), [this] { return abandoned_ > 0; });
  }
  int abandoned() const {
    const std::lock_guard lock(mutex_);
    return abandoned_;
  }
  void wait_until_asked() {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::seconds(20), [this] { return was_asked_; });
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  boost::asio::any_io_executor executor_;
  boost::asio::steady_timer* waiter_ = nullptr;
  std::vector<exchange::Chunk> ready_;
  bool was_asked_ = false;
  bool is_ended_ = false;
  int abandoned_ = 0;
};

}  // namespace chatkit::http::test
