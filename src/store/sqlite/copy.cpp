#include "store/sqlite/copy.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

#include "store/sqlite/failure.hpp"

namespace chatkit::store::sqlite {
namespace {

constexpr int kPagesAtOnce = 256;

[[noreturn]] void raise_system(const std::string& doing, const std::filesystem::path& path) {
  throw Failure(SQLITE_IOERR, doing + " " + path.string() + ": " + std::strerror(errno));
}

void sync_path(const std::filesystem::path& path, int flags) {
  const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
  if (descriptor < 0) raise_system("open", path);
  const bool synced = ::fsync(descriptor) == 0;
  ::close(descriptor);
  if (!synced) raise_system("fsync", path);
}

/// A copy in progress: the file is removed again unless it was finished.
class PartialCopy {
 public:
  /// Under a name that nothing has, beside the target, for our eyes alone.
  explicit PartialCopy(const std::filesystem::path& target) {
    std::string name = target.string() + ".partial-XXXXXX";
    const int descriptor = ::mkstemp(name.data());
    if (descriptor < 0) raise_system("create", target);
    ::close(descriptor);
    path_ = name;
    if (sqlite3_open_v2(path_.c_str(), &database_,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                        nullptr) != SQLITE_OK) {
      const std::string text = sqlite3_errmsg(database_);
      sqlite3_close_v2(database_);
      std::filesystem::remove(path_);
      throw Failure(SQLITE_CANTOPEN, "create " + path_.string() + ": " + text);
    }
  }
  PartialCopy(const PartialCopy&) = delete;
  PartialCopy& operator=(const PartialCopy&) = delete;
  ~PartialCopy() {
    sqlite3_close_v2(database_);
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }

  void fill_from(sqlite3* source, const std::atomic<bool>* stop) {
    sqlite3_exec(database_, "PRAGMA synchronous=OFF", nullptr, nullptr, nullptr);
    sqlite3_backup* backup = sqlite3_backup_init(database_, "main", source, "main");
    if (backup == nullptr) raise_failure(database_, "backup");
    int code = SQLITE_OK;
    while (code == SQLITE_OK && !(stop != nullptr && stop->load())) {
      code = sqlite3_backup_step(backup, kPagesAtOnce);
    }
    const int finish = sqlite3_backup_finish(backup);
    if (finish != SQLITE_OK) raise_failure(database_, "backup");
    if (code != SQLITE_DONE) throw Failure(SQLITE_BUSY, "backup: ended early");
  }

  /// Gives the copy its name, which nothing has yet, and makes both durable.
  void finish_as(const std::filesystem::path& target) {
    sqlite3_close_v2(database_);
    database_ = nullptr;
    sync_path(path_, O_RDONLY);
    if (::link(path_.c_str(), target.c_str()) != 0) raise_system("create", target);
    std::filesystem::remove(path_);
    const auto directory = target.parent_path();
    sync_directory(directory.empty() ? "." : directory);
  }

 private:
  std::filesystem::path path_;
  sqlite3* database_ = nullptr;
};

}  // namespace

void sync_directory(const std::filesystem::path& directory) {
  sync_path(directory, O_RDONLY | O_DIRECTORY);
}

void copy_database(Connection& source, const std::filesystem::path& target,
                   const std::atomic<bool>* stop) {
  PartialCopy copy(target);
  source.execute("BEGIN");
  try {
    source.integer_of("SELECT count(*) FROM sqlite_schema");
    copy.fill_from(source.handle(), stop);
    source.execute("COMMIT");
  } catch (...) {
    if (source.in_transaction()) source.execute("ROLLBACK");
    throw;
  }
  copy.finish_as(target);
}

}  // namespace chatkit::store::sqlite
