#pragma once

#include <cstdint>
#include <vector>

#include "base/result.hpp"
#include "store/query.hpp"
#include "store/records.hpp"
#include "store/sqlite/connection.hpp"

// Runs in SQL. Each call runs inside the transaction of its caller and throws Failure.
namespace chatkit::store::sqlite {

/// All that a TurnStart holds. Errors: as Store::start_turn.
Result<void> start_turn(Connection& connection, const Scope& scope, const TurnStart& start);
/// The run's end and its last items; one whose id is there already is replaced.
/// Errors: not_found (run).
Result<void> end_turn(Connection& connection, const ProjectId& project, const RunId& run,
                      const RunEnd& end);
/// Errors: not_found.
Result<Run> get_run(Connection& connection, const Scope& scope, const RunId& run);
Result<std::vector<Item>> list_run_items(Connection& connection, const Scope& scope,
                                         const RunId& run);
Result<Page<Run>> list_runs(Connection& connection, const ProjectId& project,
                            const RunQuery& query);
/// How many runs were left running.
Result<std::uint64_t> interrupt_runs(Connection& connection, Timestamp now);

}  // namespace chatkit::store::sqlite
