#include "store/sqlite/backups.hpp"

#include <utility>
#include <vector>

#include "store/sqlite/copy.hpp"
#include "store/sqlite/failure.hpp"

namespace chatkit::store::sqlite {

Backups::~Backups() {
  stop_ = true;
  for (auto& copy : copies_) copy->thread.join();
}

boost::asio::awaitable<Result<void>> Backups::copy_to(std::filesystem::path target) {
  auto copy = std::make_shared<Copy>();
  copy->target = std::move(target);
  co_await start(copy);
  co_return std::move(copy->result);
}

boost::asio::awaitable<void> Backups::start(std::shared_ptr<Copy> copy) {
  return suspend([this, copy = std::move(copy)](std::unique_ptr<Waiter> waiter) {
    const std::lock_guard lock(mutex_);
    forget_done();
    copies_.push_back(copy);
    // The thread holds no count of `copy`: it is joined before the last one goes.
    copy->thread = std::thread([this, &running = *copy, waiting = std::move(waiter)]() mutable {
      run(running);
      std::vector<std::unique_ptr<Waiter>> waiters;
      waiters.push_back(std::move(waiting));
      resume_all(std::move(waiters));
      running.done = true;
    });
  });
}

void Backups::run(Copy& copy) const {
  try {
    if (std::filesystem::exists(copy.target)) {
      copy.result = invalid_value("target", copy.target.string() + " exists already.");
      return;
    }
    Connection source(options_);
    copy_database(source, copy.target, &stop_);
  } catch (const Failure& failure) {
    copy.result = error_of(failure);
  } catch (const std::exception& exception) {
    copy.result = unavailable(exception.what());
  }
}

void Backups::forget_done() {
  for (auto copy = copies_.begin(); copy != copies_.end();) {
    if (!(*copy)->done) {
      ++copy;
      continue;
    }
    (*copy)->thread.join();
    copy = copies_.erase(copy);
  }
}

}  // namespace chatkit::store::sqlite
