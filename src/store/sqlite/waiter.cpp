#include "store/sqlite/waiter.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

namespace chatkit::store::sqlite {
namespace {

namespace asio = boost::asio;

template <class Handler>
class HandlerWaiter final : public Waiter {
 public:
  explicit HandlerWaiter(Handler handler)
      : executor_(asio::get_associated_executor(handler)),
        work_(asio::prefer(executor_, asio::execution::outstanding_work.tracked)),
        handler_(std::move(handler)) {}

 private:
  bool shares_executor_with(const Waiter& other) const override {
    return executor_ == static_cast<const HandlerWaiter&>(other).executor_;
  }
  void resume() override { std::move(handler_)(); }
  void post(std::vector<std::unique_ptr<Waiter>> group) override {
    // The group owns this waiter and may be resumed, and gone, before post returns. What stays here
    // counts no work, so that it does not touch the context once that is done.
    const asio::any_io_executor executor = executor_;
    asio::post(executor, [members = std::move(group)]() mutable {
      for (auto& member : members) static_cast<HandlerWaiter&>(*member).resume();
    });
  }

  asio::any_io_executor executor_;
  asio::any_io_executor work_;
  Handler handler_;
};

/// There is one kind of handler only, that of `use_awaitable`; hence the casts above.
struct Initiation {
  template <class Handler>
  void operator()(Handler&& handler, std::function<void(std::unique_ptr<Waiter>)> start) const {
    using Kept = HandlerWaiter<std::decay_t<Handler>>;
    start(std::make_unique<Kept>(std::forward<Handler>(handler)));
  }
};

}  // namespace

asio::awaitable<void> suspend(std::function<void(std::unique_ptr<Waiter>)> start) {
  return asio::async_initiate<const asio::use_awaitable_t<>, void()>(
      Initiation(), asio::use_awaitable, std::move(start));
}

void resume_all(std::vector<std::unique_ptr<Waiter>> waiters) {
  while (!waiters.empty()) {
    std::vector<std::unique_ptr<Waiter>> group;
    std::vector<std::unique_ptr<Waiter>> others;
    group.push_back(std::move(waiters.front()));
    for (std::size_t i = 1; i < waiters.size(); ++i) {
      const bool same = waiters[i]->shares_executor_with(*group.front());
      (same ? group : others).push_back(std::move(waiters[i]));
    }
    Waiter& first = *group.front();
    first.post(std::move(group));
    waiters = std::move(others);
  }
}

}  // namespace chatkit::store::sqlite
