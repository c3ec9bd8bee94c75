#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/failure.hpp"

namespace chatkit::store::sqlite {

/// One thread's reading connection, with the snapshot that it keeps between calls.
///
/// A read inside an open snapshot saves two fcntl calls and a stat; so the snapshot stays until
/// this process has committed something, 50 ms at most (another process may write too). The mutex
/// is there for the writer, which ends old snapshots before a checkpoint; it is all but free.
class Reader {
 public:
  explicit Reader(const Connection::Options& options) : connection_(options) {}

  /// Runs `read` in a snapshot that holds every commit counted by `commits` so far.
  template <class Read>
  auto run(const std::atomic<std::uint64_t>& commits, const Clock& clock, Read& read)
      -> decltype(read(std::declval<Connection&>())) {
    const std::lock_guard lock(mutex_);
    try {
      enter_snapshot(commits, clock);
      return read(connection_);
    } catch (const Failure& failure) {
      leave_snapshot();
      return error_of(failure);
    }
  }

  /// Ends the snapshot that is kept, if any; the next read begins another.
  void release();

 private:
  void leave_snapshot();
  void enter_snapshot(const std::atomic<std::uint64_t>& commits, const Clock& clock);

  std::mutex mutex_;
  Connection connection_;
  bool in_snapshot_ = false;
  std::uint64_t snapshot_commits_ = 0;
  std::chrono::steady_clock::time_point snapshot_began_;
};

/// The readers of one store: one for each thread that ever read. Safe from any thread.
class Readers {
 public:
  Readers(Connection::Options options, const Clock& clock);

  /// Runs `read(connection)` on the calling thread's connection; see Reader::run.
  template <class Read>
  auto run(Read read) -> decltype(read(std::declval<Connection&>())) {
    Reader* reader = nullptr;
    try {
      reader = &mine();
    } catch (const Failure& failure) {
      return error_of(failure);
    }
    return reader->run(commits_, clock_, read);
  }

  /// Every read that starts from now on sees what was committed before this call.
  void count_commit() { commits_.fetch_add(1, std::memory_order_acq_rel); }

  /// Ends all snapshots that are kept. A read in progress is waited for: reads are short.
  void release_snapshots();

 private:
  Reader& mine();

  const Connection::Options options_;
  const Clock& clock_;
  /// Tells this store from another that had the same address, in each thread's memory of its own.
  const std::uint64_t serial_;
  std::atomic<std::uint64_t> commits_{0};
  std::mutex mutex_;
  std::unordered_map<std::thread::id, std::unique_ptr<Reader>> readers_;
};

}  // namespace chatkit::store::sqlite
