#include <utility>

#include "store/sqlite/calls.hpp"
#include "store/sqlite/items.hpp"
#include "store/sqlite/notes.hpp"
#include "store/sqlite/purge.hpp"
#include "store/sqlite/sessions.hpp"
#include "store/sqlite/threads.hpp"

// Import, export, and the store itself.
namespace chatkit::store::sqlite {

awaitable<Result<void>> SqliteStore::import_session(Session session) {
  return writer_.write<void>([session = std::move(session)](Connection& connection) {
    auto added = sqlite::insert_session(connection, session);
    const bool there_already = !added && added.error().kind == ErrorKind::conflict;
    return there_already ? Result<void>() : added;
  });
}

awaitable<Result<std::uint64_t>> SqliteStore::import_thread(Thread thread,
                                                            std::vector<Item> items) {
  return writer_.write<std::uint64_t>([thread = std::move(thread), items = std::move(items)](
                                          Connection& connection) -> Result<std::uint64_t> {
    const auto place = sqlite::import_thread(connection, thread);
    if (!place) return place.error();
    return sqlite::import_items(connection, place->number, items);
  });
}

awaitable<Result<Page<Session>>> SqliteStore::list_sessions(ProjectId project, PageQuery query) {
  co_return readers_.run(
      [&](Connection& connection) { return sqlite::list_sessions(connection, project, query); });
}

awaitable<Result<std::string>> SqliteStore::get_note(std::string name) {
  co_return readers_.run(
      [&](Connection& connection) { return sqlite::get_note(connection, name); });
}

awaitable<Result<void>> SqliteStore::set_note(std::string name, std::string value) {
  return writer_.write<void>(
      [name = std::move(name), value = std::move(value)](Connection& connection) {
        return sqlite::set_note(connection, name, value);
      });
}

awaitable<Result<StoreCounts>> SqliteStore::counts() {
  co_return readers_.run([](Connection& connection) { return sqlite::read_counts(connection); });
}

awaitable<Result<void>> SqliteStore::check() {
  const Timestamp now = clock_.now();
  return writer_.write<void>(
      [now](Connection& connection) { return sqlite::write_probe(connection, now); });
}

awaitable<Result<void>> SqliteStore::backup(std::filesystem::path target) {
  return backups_.copy_to(std::move(target));
}

awaitable<Result<bool>> SqliteStore::sweep_some(Timestamp now) {
  return writer_.write<bool>([this, now](Connection& connection) -> Result<bool> {
    return sqlite::sweep_rows(connection, retention_, now);
  });
}

awaitable<Result<void>> SqliteStore::sweep(Timestamp now) {
  // Each step is a job of its own, so that other writes pass between them.
  bool more = true;
  while (more) {
    const Result<bool> swept = co_await sweep_some(now);
    if (!swept) co_return swept.error();
    more = *swept;
  }
  writer_.request_purge();
  co_return Result<void>();
}

}  // namespace chatkit::store::sqlite
