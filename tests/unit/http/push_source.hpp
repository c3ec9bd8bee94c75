#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/post.hpp>
#include <condition_variable>
#include <functional>
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
  void listen(boost::asio::any_io_executor executor,
              std::weak_ptr<exchange::EventReader> reader) override {
    const std::lock_guard lock(mutex_);
    executor_ = std::move(executor);
    reader_ = std::move(reader);
  }
  void take(std::vector<exchange::Chunk>& chunks) override {
    const std::lock_guard lock(mutex_);
    was_asked_ = true;
    changed_.notify_all();
    for (exchange::Chunk& chunk : std::exchange(ready_, {})) chunks.push_back(std::move(chunk));
  }
  bool ended() const override {
    const std::lock_guard lock(mutex_);
    return is_ended_ && ready_.empty();
  }
  void abandon() override {
    const std::lock_guard lock(mutex_);
    ++abandoned_;
    changed_.notify_all();
  }

  void push(const std::vector<std::string>& texts) {
    change([texts](PushSource& self) {
      for (const std::string& text : texts) {
        self.ready_.push_back(std::make_shared<const std::string>(text));
      }
    });
  }
  void end() {
    change([](PushSource& self) { self.is_ended_ = true; });
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
  void change(std::function<void(PushSource&)> by) {
    wait_until_asked();
    boost::asio::post(executor_, [self = shared_from_this(), by = std::move(by)] {
      {
        const std::lock_guard lock(self->mutex_);
        by(*self);
      }
      if (const auto reader = self->reader_.lock()) reader->on_events();
    });
  }

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  boost::asio::any_io_executor executor_;
  std::weak_ptr<exchange::EventReader> reader_;
  std::vector<exchange::Chunk> ready_;
  bool was_asked_ = false;
  bool is_ended_ = false;
  int abandoned_ = 0;
};

}  // namespace chatkit::http::test
