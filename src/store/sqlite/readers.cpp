#include "store/sqlite/readers.hpp"

namespace chatkit::store::sqlite {
namespace {

constexpr std::chrono::milliseconds kSnapshotAgeMax(50);

std::uint64_t next_serial() {
  static std::atomic<std::uint64_t> last{0};
  return last.fetch_add(1) + 1;
}

}  // namespace

void Reader::enter_snapshot(const std::atomic<std::uint64_t>& commits, const Clock& clock) {
  // The counter is read first: the snapshot then holds at least the commits that it counts.
  const std::uint64_t seen = commits.load(std::memory_order_acquire);
  const auto now = clock.steady_now();
  if (in_snapshot_) {
    if (seen == snapshot_commits_ && now - snapshot_began_ < kSnapshotAgeMax) return;
    leave_snapshot();
  }
  connection_.statement("BEGIN").run();
  in_snapshot_ = true;
  snapshot_commits_ = seen;
  snapshot_began_ = now;
}

void Reader::leave_snapshot() {
  if (!in_snapshot_) return;
  in_snapshot_ = false;
  try {
    if (connection_.in_transaction()) connection_.statement("COMMIT").run();
  } catch (const Failure&) {
    // Ending a read transaction changes no data; the next read reports what is wrong.
  }
}

void Reader::release() {
  const std::lock_guard lock(mutex_);
  leave_snapshot();
}

Readers::Readers(Connection::Options options, const Clock& clock)
    : options_(std::move(options)), clock_(clock), serial_(next_serial()) {}

Reader& Readers::mine() {
  struct Last {
    std::uint64_t serial = 0;
    Reader* reader = nullptr;
  };
  thread_local Last last;
  if (last.serial == serial_) return *last.reader;
  const std::lock_guard lock(mutex_);
  auto& reader = readers_[std::this_thread::get_id()];
  if (!reader) {
    try {
      reader = std::make_unique<Reader>(options_);
    } catch (...) {
      readers_.erase(std::this_thread::get_id());
      throw;
    }
  }
  last.serial = serial_;
  last.reader = reader.get();
  return *reader;
}

void Readers::release_snapshots() {
  const std::lock_guard lock(mutex_);
  for (auto& [thread, reader] : readers_) reader->release();
}

}  // namespace chatkit::store::sqlite
