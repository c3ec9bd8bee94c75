#pragma once

#include <atomic>
#include <filesystem>
#include <list>
#include <memory>
#include <mutex>
#include <thread>

#include "base/result.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/waiter.hpp"

namespace chatkit::store::sqlite {

/// Takes copies of the store, each with a connection and a thread of its own, so that neither the
/// writer nor an I/O thread waits. While a copy runs, the log cannot begin anew.
class Backups {
 public:
  explicit Backups(Connection::Options options) : options_(std::move(options)) {}
  Backups(const Backups&) = delete;
  Backups& operator=(const Backups&) = delete;
  /// Ends the copies that still run; they give an error and leave no file.
  ~Backups();

  /// Errors: invalid_value (the target exists), unavailable.
  boost::asio::awaitable<Result<void>> copy_to(std::filesystem::path target);

 private:
  struct Copy {
    std::filesystem::path target;
    Result<void> result;
    std::atomic<bool> done{false};
    std::thread thread;
  };
  boost::asio::awaitable<void> start(std::shared_ptr<Copy> copy);
  void run(Copy& copy) const;
  void forget_done();

  const Connection::Options options_;
  std::atomic<bool> stop_{false};
  std::mutex mutex_;
  std::list<std::shared_ptr<Copy>> copies_;
};

}  // namespace chatkit::store::sqlite
