#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "store/retention.hpp"
#include "store/store.hpp"

namespace chatkit::store {

struct SqliteOptions {
  std::filesystem::path file;
  /// Another SQLite VFS by name, for tests; empty: the default one.
  std::string vfs;
  /// Pages of the file that are read by memory map, at most.
  std::size_t mmap_bytes = 4ULL << 30U;
  Retention retention;
};

/// Opens (and creates or migrates) an embedded store. Destroying the store finishes the writes that
/// wait. `clock` and every io_context that calls are awaited on outlive it.
/// Errors: unavailable (not readable or writable, not a store, newer schema), with a log text made
/// for the operator.
Result<std::unique_ptr<Store>> open_sqlite_store(SqliteOptions options, const Clock& clock);

}  // namespace chatkit::store
