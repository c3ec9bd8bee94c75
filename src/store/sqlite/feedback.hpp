#pragma once

#include "base/result.hpp"
#include "store/query.hpp"
#include "store/records.hpp"
#include "store/sqlite/connection.hpp"

// Feedback in SQL. Each call runs inside the transaction of its caller and throws Failure.
namespace chatkit::store::sqlite {

/// Errors: not_found (thread, item), conflict (id taken).
Result<void> insert_feedback(Connection& connection, const Scope& scope, const Feedback& feedback);
Result<Page<Feedback>> list_feedback(Connection& connection, const ProjectId& project,
                                     const FeedbackQuery& query);

}  // namespace chatkit::store::sqlite
