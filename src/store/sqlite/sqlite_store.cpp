#include "store/sqlite/sqlite_store.hpp"

#include <utility>

#include "store/sqlite/calls.hpp"
#include "store/sqlite/failure.hpp"
#include "store/sqlite/schema.hpp"

namespace chatkit::store {

Result<std::unique_ptr<Store>> open_sqlite_store(SqliteOptions options, const Clock& clock) {
  using sqlite::Connection;
  Connection::Options opening;
  opening.file = options.file.string();
  opening.vfs = options.vfs;
  opening.mmap_bytes = options.mmap_bytes;
  try {
    Connection::Options writing = opening;
    writing.may_create = true;
    auto connection = std::make_unique<Connection>(writing);
    const auto ready = sqlite::prepare_store(*connection, options.file);
    if (!ready) return ready.error();
    Connection::Options reading = opening;
    reading.reads_only = true;
    return std::make_unique<sqlite::SqliteStore>(reading, std::move(connection), options.retention,
                                                 clock);
  } catch (const sqlite::Failure& failure) {
    return sqlite::opening_error(failure, options.file);
  }
}

}  // namespace chatkit::store
