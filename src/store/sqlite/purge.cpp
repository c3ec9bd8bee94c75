#include "store/sqlite/purge.hpp"

#include <algorithm>
#include <chrono>

#include "store/records.hpp"
#include "store/sqlite/keys.hpp"

namespace chatkit::store::sqlite {
namespace {

constexpr std::int64_t kRowsAtOnce = 500;
/// A day, and an hour for clocks that are set back.
constexpr std::chrono::hours kDay(25);

std::int64_t delete_items(Connection& connection, std::int64_t thread) {
  connection
      .statement("DELETE FROM items WHERE k IN (SELECT k FROM items WHERE k > ? AND k < ? LIMIT ?)")
      .bind(key_before(thread), key_after(thread), kRowsAtOnce)
      .run();
  const std::int64_t count = connection.changes();
  connection.count_changes().items -= count;
  return count;
}

std::int64_t delete_tombstones(Connection& connection, std::int64_t thread) {
  connection
      .statement(
          "DELETE FROM tombstones WHERE k IN "
          "(SELECT k FROM tombstones WHERE k > ? AND k < ? LIMIT ?)")
      .bind(key_before(thread), key_after(thread), kRowsAtOnce)
      .run();
  return connection.changes();
}

std::int64_t delete_rows_of(Connection& connection, const char* sql, std::int64_t thread) {
  connection.statement(sql).bind(thread, kRowsAtOnce).run();
  return connection.changes();
}

/// Removes one deleted thread whose time as a cursor is over, with its runs and feedback.
bool sweep_thread(Connection& connection, Timestamp cutoff) {
  std::int64_t thread = 0;
  {
    auto find = connection.statement(
        "SELECT number FROM threads WHERE deleted_at IS NOT NULL AND deleted_at < ? "
        "AND purged = 1 LIMIT 1");
    find.bind(cutoff);
    if (!find.step()) return false;
    thread = find.integer(0);
  }
  constexpr char kRuns[] =
      "DELETE FROM runs WHERE number IN (SELECT number FROM runs WHERE thread = ? LIMIT ?)";
  constexpr char kFeedback[] =
      "DELETE FROM feedback WHERE number IN (SELECT number FROM feedback WHERE thread = ? LIMIT ?)";
  for (const char* sql : {kRuns, kFeedback}) {
    if (delete_rows_of(connection, sql, thread) == kRowsAtOnce) return true;
  }
  connection.statement("DELETE FROM threads WHERE number = ?").bind(thread).run();
  return true;
}

/// Runs are numbered as they start: the oldest come first, and once one stays, so do all others.
/// True if there may be more to remove.
bool sweep_runs(Connection& connection, Timestamp cutoff) {
  connection
      .statement(
          "DELETE FROM runs WHERE number IN "
          "(SELECT number FROM (SELECT number, state, started_at FROM runs ORDER BY number LIMIT "
          "?) "
          "WHERE state <> ? AND started_at < ?)")
      .bind(kRowsAtOnce, static_cast<int>(RunState::running), cutoff)
      .run();
  return connection.changes() == kRowsAtOnce;
}

}  // namespace

bool purge_rows(Connection& connection) {
  std::int64_t thread = 0;
  {
    auto find = connection.statement(
        "SELECT number FROM threads INDEXED BY threads_to_purge "
        "WHERE deleted_at IS NOT NULL AND purged = 0 LIMIT 1");
    if (!find.step()) return false;
    thread = find.integer(0);
  }
  if (delete_items(connection, thread) == kRowsAtOnce) return true;
  if (delete_tombstones(connection, thread) == kRowsAtOnce) return true;
  connection.statement("UPDATE threads SET purged = 1 WHERE number = ?").bind(thread).run();
  return true;
}

bool sweep_rows(Connection& connection, const Retention& retention, Timestamp now) {
  const Timestamp cutoff = now - kDay;
  connection
      .statement(
          "DELETE FROM tombstones WHERE k IN "
          "(SELECT k FROM tombstones WHERE removed_at < ? LIMIT ?)")
      .bind(cutoff, kRowsAtOnce)
      .run();
  bool more = connection.changes() == kRowsAtOnce;
  connection
      .statement(
          "DELETE FROM idempotency WHERE (project, key) IN "
          "(SELECT project, key FROM idempotency WHERE created_at < ? LIMIT ?)")
      .bind(cutoff, kRowsAtOnce)
      .run();
  more = connection.changes() == kRowsAtOnce || more;
  if (retention.runs) {
    const auto kept = std::max<Timestamp::duration>(*retention.runs, kDay);
    more = sweep_runs(connection, now - kept) || more;
  }
  for (int i = 0; i < 32; ++i) {
    if (!sweep_thread(connection, cutoff)) return more;
  }
  return true;
}

}  // namespace chatkit::store::sqlite
