#pragma once

#include <sqlite3.h>

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <vector>

namespace chatkit::test {

/// A disk for SQLite, in front of the machine's own, that can lose its power or be full.
///
/// What is written goes to the real files at once, so that locks, shared memory and reads are the
/// real ones. Beside that it keeps, for each file, what was synced and what was written since: a
/// power cut leaves the synced bytes and a random part of the others, some of them torn.
/// It is registered as an SQLite VFS under `name` while it lives. Safe from any thread.
class FaultyDisk {
 public:
  explicit FaultyDisk(std::string name);
  FaultyDisk(const FaultyDisk&) = delete;
  FaultyDisk& operator=(const FaultyDisk&) = delete;
  ~FaultyDisk();

  const std::string& name() const { return name_; }

  /// The power goes off at the `operations`-th write, truncation, sync or deletion from now on:
  /// that one and all later ones fail.
  void cut_power_after(std::int64_t operations) { operations_left_ = operations; }
  bool power_is_off() const { return operations_left_ <= 0; }
  /// Writes the files as they are found after the power cut into `directory`, under their names.
  void write_what_is_left(const std::filesystem::path& directory, std::mt19937& random);

  /// While set, writes that make a file longer fail for want of space.
  void set_full(bool full) { full_ = full; }

  struct Change {
    bool truncates = false;
    std::int64_t offset = 0;
    std::vector<char> bytes;
  };
  struct Image {
    std::vector<char> synced;
    std::vector<Change> pending;
    bool deleted = false;
  };
  struct File;

 private:
  friend struct FileMethods;
  /// Counts one operation; false once the power is off.
  bool powered() { return operations_left_.fetch_sub(1) > 1; }
  static void apply(std::vector<char>& content, const Change& change);

  const std::string name_;
  sqlite3_vfs vfs_{};
  sqlite3_vfs* real_ = nullptr;
  std::atomic<std::int64_t> operations_left_{std::int64_t{1} << 60};
  std::atomic<bool> full_{false};
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<Image>> images_;
};

}  // namespace chatkit::test
