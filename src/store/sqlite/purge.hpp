#pragma once

#include "chatkit/time.hpp"
#include "store/retention.hpp"
#include "store/sqlite/connection.hpp"

namespace chatkit::store::sqlite {

/// Removes some rows of one deleted thread, in the transaction that is open; false once none are
/// left. Each call is short, so that writes between them wait for milliseconds only.
/// Throws Failure.
bool purge_rows(Connection& connection);

/// Removes some of what retention has passed at `now`; false once nothing is left. Deleted threads
/// and removed items serve as cursors for a day, idempotency keys answer for a day.
/// Throws Failure.
bool sweep_rows(Connection& connection, const Retention& retention, Timestamp now);

}  // namespace chatkit::store::sqlite
