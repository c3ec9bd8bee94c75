#include "store/sqlite/sqlite_store.hpp"

#include <utility>

#include "store/sqlite/backups.hpp"
#include "store/sqlite/items.hpp"
#include "store/sqlite/notes.hpp"
#include "store/sqlite/projects.hpp"
#include "store/sqlite/purge.hpp"
#include "store/sqlite/readers.hpp"
#include "store/sqlite/runs.hpp"
#include "store/sqlite/schema.hpp"
#include "store/sqlite/sessions.hpp"
#include "store/sqlite/threads.hpp"
#include "store/sqlite/writer.hpp"

namespace chatkit::store {
namespace {

using sqlite::Connection;

/// Reads run where they are awaited; writes become jobs of the writer.
class SqliteStore final : public Store {
 public:
  SqliteStore(const Connection::Options& reading, std::unique_ptr<Connection> writing,
              const Clock& clock)
      : clock_(clock),
        readers_(reading, clock),
        backups_(reading),
        writer_(std::move(writing), readers_) {}

  awaitable<Result<void>> add_project(Project project) override;
  awaitable<Result<std::vector<Project>>> list_projects() override;
  awaitable<Result<void>> add_api_key(ApiKey key) override;
  awaitable<Result<ApiKey>> find_api_key(std::string hash) override;
  awaitable<Result<std::vector<ApiKey>>> list_api_keys(ProjectId project) override;
  awaitable<Result<ApiKey>> revoke_api_key(ProjectId project, ApiKeyId id, Timestamp now) override;

  awaitable<Result<void>> add_session(Session session,
                                      std::optional<IdempotencyRecord> idempotency) override;
  awaitable<Result<Session>> get_session(ProjectId project, SessionId id) override;
  awaitable<Result<Session>> find_session(SessionId id) override;
  awaitable<Result<Session>> cancel_session(ProjectId project, SessionId id,
                                            Timestamp now) override;

  awaitable<Result<Thread>> get_thread(Scope scope, ThreadId id) override;
  awaitable<Result<Page<Thread>>> list_threads(Scope scope, PageQuery query) override;
  awaitable<Result<Thread>> update_thread(Scope scope, ThreadId id, ThreadChange change) override;
  awaitable<Result<void>> delete_thread(Scope scope, ThreadId id) override;

  awaitable<Result<Page<Item>>> list_items(Scope scope, ThreadId thread,
                                           ItemPageQuery query) override;
  awaitable<Result<Item>> get_item(Scope scope, ThreadId thread, ItemId id) override;
  awaitable<Result<void>> add_item(Scope scope, ThreadId thread, Item item) override;
  awaitable<Result<void>> replace_item(Scope scope, ThreadId thread, Item item) override;
  awaitable<Result<void>> remove_item(Scope scope, ThreadId thread, ItemId id) override;

  awaitable<Result<void>> start_turn(Scope scope, TurnStart start) override;
  awaitable<Result<void>> end_turn(ProjectId project, RunId run, RunEnd end) override;
  awaitable<Result<std::uint64_t>> interrupt_runs(Timestamp now) override;

  awaitable<Result<IdempotencyRecord>> find_idempotency(ProjectId project,
                                                        std::string key) override;

  awaitable<Result<void>> import_session(Session session) override;
  awaitable<Result<std::uint64_t>> import_thread(Thread thread, std::vector<Item> items) override;
  awaitable<Result<Page<Session>>> list_sessions(ProjectId project, PageQuery query) override;

  awaitable<Result<std::string>> get_note(std::string name) override;
  awaitable<Result<void>> set_note(std::string name, std::string value) override;
  awaitable<Result<StoreCounts>> counts() override;
  awaitable<Result<void>> check() override;
  awaitable<Result<void>> backup(std::filesystem::path target) override;
  awaitable<Result<void>> sweep(Timestamp now) override;

 private:
  awaitable<Result<bool>> sweep_some(Timestamp now);

  const Clock& clock_;
  sqlite::Readers readers_;
  sqlite::Backups backups_;
  sqlite::Writer writer_;
};

awaitable<Result<void>> SqliteStore::add_project(Project project) {
  return writer_.write<void>([project = std::move(project)](Connection& connection) {
    return sqlite::insert_project(connection, project);
  });
}

awaitable<Result<std::vector<Project>>> SqliteStore::list_projects() {
  co_return readers_.run([](Connection& connection) { return sqlite::list_projects(connection); });
}

awaitable<Result<void>> SqliteStore::add_api_key(ApiKey key) {
  return writer_.write<void>([key = std::move(key)](Connection& connection) {
    return sqlite::insert_api_key(connection, key);
  });
}

awaitable<Result<ApiKey>> SqliteStore::find_api_key(std::string hash) {
  co_return readers_.run(
      [&](Connection& connection) { return sqlite::find_api_key(connection, hash); });
}

awaitable<Result<std::vector<ApiKey>>> SqliteStore::list_api_keys(ProjectId project) {
  co_return readers_.run(
      [&](Connection& connection) { return sqlite::list_api_keys(connection, project); });
}

awaitable<Result<ApiKey>> SqliteStore::revoke_api_key(ProjectId project, ApiKeyId id,
                                                      Timestamp now) {
  return writer_.write<ApiKey>(
      [project = std::move(project), id = std::move(id), now](Connection& connection) {
        return sqlite::revoke_api_key(connection, project, id, now);
      });
}

awaitable<Result<void>> SqliteStore::add_session(Session session,
                                                 std::optional<IdempotencyRecord> idempotency) {
  return writer_.write<void>([session = std::move(session), idempotency = std::move(idempotency)](
                                 Connection& connection) -> Result<void> {
    if (idempotency) {
      const auto taken = sqlite::insert_idempotency(connection, session.project, *idempotency);
      if (!taken) return taken.error();
    }
    return sqlite::insert_session(connection, session);
  });
}

awaitable<Result<Session>> SqliteStore::get_session(ProjectId project, SessionId id) {
  co_return readers_.run(
      [&](Connection& connection) { return sqlite::find_session(connection, project, id); });
}

awaitable<Result<Session>> SqliteStore::find_session(SessionId id) {
  co_return readers_.run(
      [&](Connection& connection) { return sqlite::find_session(connection, std::nullopt, id); });
}

awaitable<Result<Session>> SqliteStore::cancel_session(ProjectId project, SessionId id,
                                                       Timestamp now) {
  return writer_.write<Session>(
      [project = std::move(project), id = std::move(id), now](Connection& connection) {
        return sqlite::cancel_session(connection, project, id, now);
      });
}

awaitable<Result<Thread>> SqliteStore::get_thread(Scope scope, ThreadId id) {
  co_return readers_.run(
      [&](Connection& connection) { return sqlite::get_thread(connection, scope, id); });
}

awaitable<Result<Page<Thread>>> SqliteStore::list_threads(Scope scope, PageQuery query) {
  co_return readers_.run(
      [&](Connection& connection) { return sqlite::list_threads(connection, scope, query); });
}

awaitable<Result<Thread>> SqliteStore::update_thread(Scope scope, ThreadId id,
                                                     ThreadChange change) {
  return writer_.write<Thread>([scope = std::move(scope), id = std::move(id),
                                change = std::move(change)](Connection& connection) {
    return sqlite::update_thread(connection, scope, id, change);
  });
}

awaitable<Result<void>> SqliteStore::delete_thread(Scope scope, ThreadId id) {
  const Timestamp now = clock_.now();
  return writer_.write<void>(
      [this, scope = std::move(scope), id = std::move(id), now](Connection& connection) {
        auto deleted = sqlite::delete_thread(connection, scope, id, now);
        if (deleted) writer_.request_purge();
        return deleted;
      });
}

awaitable<Result<Page<Item>>> SqliteStore::list_items(Scope scope, ThreadId thread,
                                                      ItemPageQuery query) {
  co_return readers_.run([&](Connection& connection) -> Result<Page<Item>> {
    const auto place = sqlite::find_thread(connection, scope, thread);
    if (!place) return place.error();
    return sqlite::list_items(connection, place->number, query);
  });
}

awaitable<Result<Item>> SqliteStore::get_item(Scope scope, ThreadId thread, ItemId id) {
  co_return readers_.run([&](Connection& connection) -> Result<Item> {
    const auto place = sqlite::find_thread(connection, scope, thread);
    if (!place) return place.error();
    return sqlite::get_item(connection, place->number, id);
  });
}

awaitable<Result<void>> SqliteStore::add_item(Scope scope, ThreadId thread, Item item) {
  return writer_.write<void>([scope = std::move(scope), thread = std::move(thread),
                              item = std::move(item)](Connection& connection) -> Result<void> {
    const auto place = sqlite::find_thread(connection, scope, thread);
    if (!place) return place.error();
    return sqlite::append_item(connection, place->number, item);
  });
}

awaitable<Result<void>> SqliteStore::replace_item(Scope scope, ThreadId thread, Item item) {
  return writer_.write<void>([scope = std::move(scope), thread = std::move(thread),
                              item = std::move(item)](Connection& connection) -> Result<void> {
    const auto place = sqlite::find_thread(connection, scope, thread);
    if (!place) return place.error();
    return sqlite::replace_item(connection, place->number, item);
  });
}

awaitable<Result<void>> SqliteStore::remove_item(Scope scope, ThreadId thread, ItemId id) {
  const Timestamp now = clock_.now();
  return writer_.write<void>([scope = std::move(scope), thread = std::move(thread),
                              id = std::move(id), now](Connection& connection) -> Result<void> {
    const auto place = sqlite::find_thread(connection, scope, thread);
    if (!place) return place.error();
    return sqlite::remove_item(connection, place->number, id, now);
  });
}

awaitable<Result<void>> SqliteStore::start_turn(Scope scope, TurnStart start) {
  return writer_.write<void>(
      [scope = std::move(scope), start = std::move(start)](Connection& connection) {
        return sqlite::start_turn(connection, scope, start);
      });
}

awaitable<Result<void>> SqliteStore::end_turn(ProjectId project, RunId run, RunEnd end) {
  return writer_.write<void>([project = std::move(project), run = std::move(run),
                              end = std::move(end)](Connection& connection) {
    return sqlite::end_turn(connection, project, run, end);
  });
}

awaitable<Result<std::uint64_t>> SqliteStore::interrupt_runs(Timestamp now) {
  return writer_.write<std::uint64_t>(
      [now](Connection& connection) { return sqlite::interrupt_runs(connection, now); });
}

awaitable<Result<IdempotencyRecord>> SqliteStore::find_idempotency(ProjectId project,
                                                                   std::string key) {
  co_return readers_.run(
      [&](Connection& connection) { return sqlite::find_idempotency(connection, project, key); });
}

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
  return writer_.write<bool>([now](Connection& connection) -> Result<bool> {
    return sqlite::sweep_rows(connection, now);
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

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite_store(SqliteOptions options, const Clock& clock) {
  Connection::Options opening;
  opening.file = options.file.string();
  opening.vfs = options.vfs;
  opening.mmap_bytes = options.mmap_bytes;
  try {
    Connection::Options writing = opening;
    writing.may_create = true;
    auto connection = std::make_unique<Connection>(writing);
    const auto ready = sqlite::prepare_store(*connection, options.file);
    if (!ready) return ready.error();
    Connection::Options reading = opening;
    reading.reads_only = true;
    return std::make_unique<SqliteStore>(reading, std::move(connection), clock);
  } catch (const sqlite::Failure& failure) {
    return sqlite::opening_error(failure, options.file);
  }
}

}  // namespace chatkit::store
