#pragma once

#include <atomic>
#include <filesystem>

#include "store/sqlite/connection.hpp"

namespace chatkit::store::sqlite {

/// Copies the database as it is now to `target`, which appears complete and synced, or not at all.
///
/// Reads inside one snapshot of `source`, a few pages at a time; writers go on meanwhile. Ends
/// early when `stop` (if given) turns true. Overwrites no file: one that appears at `target`
/// meanwhile stays. Throws Failure.
void copy_database(Connection& source, const std::filesystem::path& target,
                   const std::atomic<bool>* stop);

/// Makes the names in `directory` durable. Throws Failure.
void sync_directory(const std::filesystem::path& directory);

}  // namespace chatkit::store::sqlite
