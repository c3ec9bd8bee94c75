#pragma once

#include <cstdint>

#include "base/result.hpp"
#include "store/query.hpp"
#include "store/records.hpp"
#include "store/sqlite/connection.hpp"

// Runs in SQL. Each call runs inside the transaction of its caller and throws Failure.
namespace chatkit::store::sqlite {

/// The new thread, the user's item and the run, as far as there are any.
/// Errors: not_found (an existing thread), conflict (an id taken; `thread_not_active`).
Result<void> start_turn(Connection& connection, const Scope& scope, const TurnStart& start);
/// The run's end and its last items; one whose id is there already is replaced.
/// Errors: not_found (run).
Result<void> end_turn(Connection& connection, const ProjectId& project, const RunId& run,
                      const RunEnd& end);
/// How many runs were left running.
Result<std::uint64_t> interrupt_runs(Connection& connection, Timestamp now);

}  // namespace chatkit::store::sqlite
