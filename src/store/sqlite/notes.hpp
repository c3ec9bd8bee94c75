#pragma once

#include <string>

#include "base/result.hpp"
#include "store/query.hpp"
#include "store/sqlite/connection.hpp"

// The store's rows about itself. Each call runs inside the transaction of its caller and throws
// Failure.
namespace chatkit::store::sqlite {

/// Errors: not_found.
Result<std::string> get_note(Connection& connection, const std::string& name);
Result<void> set_note(Connection& connection, const std::string& name, const std::string& value);
/// Items of a deleted thread count until their rows are gone.
Result<StoreCounts> read_counts(Connection& connection);
/// Writes something, and so shows that writing works.
Result<void> write_probe(Connection& connection, Timestamp now);

}  // namespace chatkit::store::sqlite
