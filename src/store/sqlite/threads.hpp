#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.hpp"
#include "store/query.hpp"
#include "store/records.hpp"
#include "store/sqlite/connection.hpp"

// Threads in SQL. Each call runs inside the transaction of its caller and throws Failure.
namespace chatkit::store::sqlite {

/// What the rows that belong to a thread need to know of it.
struct ThreadPlace {
  std::int64_t number = 0;
  bool active = true;
};

/// The thread, if it is there and inside `scope`. Errors: not_found.
Result<ThreadPlace> find_thread(Connection& connection, const Scope& scope, const ThreadId& id);

/// The row number of a project's thread, deleted or not; 0, which no row has, if there is none.
std::int64_t thread_number(Connection& connection, std::int64_t project, const ThreadId& id);

Result<Thread> get_thread(Connection& connection, const Scope& scope, const ThreadId& id);
Result<Page<Thread>> list_threads(Connection& connection, const Scope& scope,
                                  const PageQuery& query);
/// Errors: not_found (the project), conflict (id taken, by a deleted thread too).
Result<ThreadPlace> insert_thread(Connection& connection, const Thread& thread);
Result<Thread> update_thread(Connection& connection, const Scope& scope, const ThreadId& id,
                             const ThreadChange& change);
/// Leaves the row as a cursor, without content; its attachments die. Errors: not_found.
Result<void> delete_thread(Connection& connection, const Scope& scope, const ThreadId& id,
                           Timestamp now);
/// The thread as it is, or made anew where it is not there (any more). Errors: conflict (another
/// project's), not_found (the project).
Result<ThreadPlace> import_thread(Connection& connection, const Thread& thread);

}  // namespace chatkit::store::sqlite
