#include "store/sqlite/notes.hpp"

namespace chatkit::store::sqlite {

Result<std::string> get_note(Connection& connection, const std::string& name) {
  auto find = connection.statement("SELECT value FROM notes WHERE name = ?");
  find.bind(name);
  if (!find.step()) return not_found("note", name);
  return find.text(0);
}

Result<void> set_note(Connection& connection, const std::string& name, const std::string& value) {
  connection
      .statement(
          "INSERT INTO notes (name, value) VALUES (?,?) "
          "ON CONFLICT (name) DO UPDATE SET value = excluded.value")
      .bind(name, value)
      .run();
  return {};
}

Result<StoreCounts> read_counts(Connection& connection) {
  auto find = connection.statement("SELECT sessions, threads, items FROM counters");
  StoreCounts counts;
  if (find.step()) {
    counts.sessions = static_cast<std::uint64_t>(find.integer(0));
    counts.threads = static_cast<std::uint64_t>(find.integer(1));
    counts.items = static_cast<std::uint64_t>(find.integer(2));
  }
  return counts;
}

Result<void> write_probe(Connection& connection, Timestamp now) {
  return set_note(connection, "store.probe", std::to_string(now.time_since_epoch().count()));
}

}  // namespace chatkit::store::sqlite
