#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <memory>
#include <vector>

namespace chatkit::store::sqlite {

/// A suspended coroutine. It keeps its io_context running until it is resumed, which it must be.
class Waiter {
 public:
  virtual ~Waiter() = default;

 private:
  friend void resume_all(std::vector<std::unique_ptr<Waiter>> waiters);
  virtual bool shares_executor_with(const Waiter& other) const = 0;
  virtual void resume() = 0;
  /// Posts the resumption of `group`, which all wait on this executor.
  virtual void post(std::vector<std::unique_ptr<Waiter>> group) = 0;
};

/// Suspends the calling coroutine and hands it to `start`, which may run before this returns.
boost::asio::awaitable<void> suspend(std::function<void(std::unique_ptr<Waiter>)> start);

/// Resumes each on the executor that it awaited on, with one post per executor.
void resume_all(std::vector<std::unique_ptr<Waiter>> waiters);

}  // namespace chatkit::store::sqlite
