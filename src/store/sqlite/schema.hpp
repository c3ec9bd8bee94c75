#pragma once

#include <filesystem>
#include <span>

#include "base/result.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/failure.hpp"

namespace chatkit::store::sqlite {

/// One step of the schema: what leads from version `to - 1` to version `to`.
struct Migration {
  int to = 0;
  const char* sql = nullptr;
};

/// Every step, in order; the last one's `to` is this program's schema version.
std::span<const Migration> migrations();

/// Makes a connection to `file` ready to be a store's: creates or migrates the schema, turns the
/// write-ahead log on. A file that is no store of ours is not touched.
/// Errors: as `migrate`. Throws Failure.
Result<void> prepare_store(Connection& connection, const std::filesystem::path& file);

/// `failure`, which opening `file` raised, in an operator's words.
Error opening_error(const Failure& failure, const std::filesystem::path& file);

/// Brings the file that `connection` has open to the newest of `steps`, all steps in one
/// transaction. Before an existing store changes, a copy of it is left beside it, named
/// `<file>.before-v<version>`.
/// Errors: unavailable (not a store, a newer schema), with a log text made for the operator.
/// Throws Failure.
Result<void> migrate(Connection& connection, const std::filesystem::path& file,
                     std::span<const Migration> steps);

}  // namespace chatkit::store::sqlite
