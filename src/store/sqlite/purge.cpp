#include "store/sqlite/purge.hpp"

#include <chrono>

#include "store/sqlite/keys.hpp"

namespace chatkit::store::sqlite {
namespace {

constexpr std::int64_t kRowsAtOnce = 500;
/// A day, and an hour for clocks that are set back.
constexpr std::chrono::hours kRetention(25);

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

/// Removes one deleted thread whose time as a cursor is over, with its runs.
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
  connection
      .statement(
          "DELETE FROM runs WHERE number IN "
          "(SELECT number FROM runs WHERE thread = ? LIMIT ?)")
      .bind(thread, kRowsAtOnce)
      .run();
  if (connection.changes() == kRowsAtOnce) return true;
  connection.statement("DELETE FROM threads WHERE number = ?").bind(thread).run();
  return true;
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

bool sweep_rows(Connection& connection, Timestamp now) {
  const Timestamp cutoff = now - kRetention;
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
  for (int i = 0; i < 32; ++i) {
    if (!sweep_thread(connection, cutoff)) return more;
  }
  return true;
}

}  // namespace chatkit::store::sqlite
