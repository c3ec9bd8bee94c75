#include "store/sqlite/writer.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <exception>

#include "store/sqlite/failure.hpp"
#include "store/sqlite/purge.hpp"

namespace chatkit::store::sqlite {
namespace {

/// Jobs in one transaction, at most; it bounds what a failed commit has to repeat.
constexpr std::size_t kBatchJobsMax = 1024;
/// How long a busy writer may put off the rows of deleted threads.
constexpr int kBatchesBetweenPurges = 32;
/// About 8 MB of log: copying it back then costs a few milliseconds.
constexpr int kCheckpointPages = 2000;

int remember_log_pages(void* pages, sqlite3*, const char*, int count) {
  *static_cast<int*>(pages) = count;
  return SQLITE_OK;
}

}  // namespace

Writer::Writer(std::unique_ptr<Connection> connection, Readers& readers)
    : connection_(std::move(connection)),
      readers_(readers),
      checkpoint_at_pages_(kCheckpointPages) {
  sqlite3_wal_hook(connection_->handle(), remember_log_pages, &log_pages_);
  thread_ = std::thread([this] { loop(); });
}

Writer::~Writer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void Writer::request_purge() {
  {
    const std::lock_guard lock(mutex_);
    purge_requested_ = true;
  }
  wake_.notify_one();
}

boost::asio::awaitable<void> Writer::submit(std::shared_ptr<Job> job) {
  return suspend([this, job = std::move(job)](std::unique_ptr<Waiter> waiter) mutable {
    enqueue(Pending{std::move(job), std::move(waiter)});
  });
}

void Writer::enqueue(Pending pending) {
  {
    const std::lock_guard lock(mutex_);
    queue_.push_back(std::move(pending));
  }
  wake_.notify_one();
}

void Writer::loop() {
  std::vector<Pending> batch;
  while (take_batch(batch)) {
    if (!batch.empty()) {
      finish_batch(batch);
      batch.clear();
      ++batches_since_purge_;
    }
    purge_some();
    checkpoint_if_due();
  }
}

bool Writer::take_batch(std::vector<Pending>& batch) {
  std::unique_lock lock(mutex_);
  wake_.wait(lock, [this] { return !queue_.empty() || stopping_ || purge_requested_; });
  if (queue_.empty()) return !stopping_;
  const std::size_t count = std::min(queue_.size(), kBatchJobsMax);
  const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(count);
  batch.assign(std::make_move_iterator(queue_.begin()), std::make_move_iterator(end));
  queue_.erase(queue_.begin(), end);
  return true;
}

void Writer::finish_batch(std::vector<Pending>& batch) {
  if (auto error = commit(batch)) {
    // Each again on its own, so that only those that fail by themselves fail.
    for (Pending& pending : batch) {
      if (batch.size() > 1) error = commit(std::span(&pending, 1));
      if (error) pending.job->fail(*error);
    }
  }
  readers_.count_commit();
  std::vector<std::unique_ptr<Waiter>> waiters;
  waiters.reserve(batch.size());
  for (Pending& pending : batch) waiters.push_back(std::move(pending.waiter));
  resume_all(std::move(waiters));
}

std::optional<Error> Writer::commit(std::span<Pending> batch) {
  connection_->count_changes() = CountChanges();
  try {
    connection_->statement("BEGIN IMMEDIATE").run();
    for (Pending& pending : batch) run_in_savepoint(*pending.job);
    write_counts();
    connection_->statement("COMMIT").run();
    return std::nullopt;
  } catch (const Failure& failure) {
    roll_back();
    return error_of(failure);
  }
}

void Writer::run_in_savepoint(Job& job) {
  const CountChanges before = connection_->count_changes();
  connection_->statement("SAVEPOINT job").run();
  bool keep = false;
  try {
    keep = job.run(*connection_);
  } catch (const Failure& failure) {
    // Some failures, a full disk for one, end the whole transaction; the caller sees to that.
    if (!connection_->in_transaction()) throw;
    job.fail(error_of(failure));
  } catch (const std::exception& exception) {
    job.fail(internal_error(exception.what()));
  }
  if (!keep) {
    connection_->statement("ROLLBACK TO job").run();
    connection_->count_changes() = before;
    connection_->forget_projects();
  }
  connection_->statement("RELEASE job").run();
}

void Writer::write_counts() {
  const CountChanges& changes = connection_->count_changes();
  if (changes == CountChanges()) return;
  connection_
      ->statement(
          "UPDATE counters SET sessions = sessions + ?, threads = threads + ?, items = items + ?")
      .bind(changes.sessions, changes.threads, changes.items)
      .run();
}

void Writer::roll_back() noexcept {
  connection_->forget_projects();
  try {
    if (connection_->in_transaction()) connection_->statement("ROLLBACK").run();
  } catch (const Failure&) {
    // The next BEGIN fails then, and says why to whoever asks for it.
  }
}

void Writer::purge_some() {
  {
    const std::lock_guard lock(mutex_);
    if (!purge_requested_) return;
    if (!queue_.empty() && batches_since_purge_ < kBatchesBetweenPurges) return;
    if (stopping_) return;
  }
  batches_since_purge_ = 0;
  connection_->count_changes() = CountChanges();
  bool more = false;
  try {
    connection_->statement("BEGIN IMMEDIATE").run();
    more = purge_rows(*connection_);
    write_counts();
    connection_->statement("COMMIT").run();
  } catch (const Failure&) {
    roll_back();  // The rows stay until the next deletion, sweep or start asks again.
  }
  if (more) return;
  const std::lock_guard lock(mutex_);
  purge_requested_ = false;
}

void Writer::checkpoint_if_due() {
  if (log_pages_ < checkpoint_at_pages_) {
    // A log that began anew needs the full distance only.
    if (log_pages_ < kCheckpointPages) checkpoint_at_pages_ = kCheckpointPages;
    return;
  }
  // Kept snapshots would hold the copying up; afterwards, new ones read the file alone, so that
  // the next commit may begin the log anew instead of growing it.
  readers_.release_snapshots();
  sqlite3_wal_checkpoint_v2(connection_->handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr,
                            nullptr);
  readers_.release_snapshots();
  checkpoint_at_pages_ = log_pages_ + kCheckpointPages;
}

}  // namespace chatkit::store::sqlite
