#include "store/sqlite/calls.hpp"

#include <utility>

#include "store/sqlite/items.hpp"
#include "store/sqlite/projects.hpp"
#include "store/sqlite/sessions.hpp"
#include "store/sqlite/threads.hpp"

// Projects, sessions, threads and items.
namespace chatkit::store::sqlite {

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

awaitable<Result<Session>> SqliteStore::update_session(ProjectId project, SessionId id,
                                                       SessionChange change, Timestamp now) {
  return writer_.write<Session>(
      [project = std::move(project), update = SessionUpdate{std::move(id), std::move(change), now}](
          Connection& connection) { return sqlite::update_session(connection, project, update); });
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
    const auto appended = sqlite::append_item(connection, place->number, item);
    if (!appended) return appended.error();
    return {};
  });
}

awaitable<Result<void>> SqliteStore::add_item_after(Scope scope, ThreadId thread, ItemId cut_after,
                                                    Item item) {
  const Timestamp now = clock_.now();
  return writer_.write<void>([scope = std::move(scope), thread = std::move(thread),
                              cut_after = std::move(cut_after), item = std::move(item),
                              now](Connection& connection) -> Result<void> {
    const auto place = sqlite::find_thread(connection, scope, thread);
    if (!place) return place.error();
    const auto cut = sqlite::remove_items_after(connection, place->number, cut_after, now);
    if (!cut) return cut.error();
    const auto appended = sqlite::append_item(connection, place->number, item);
    if (!appended) return appended.error();
    return {};
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

awaitable<Result<IdempotencyRecord>> SqliteStore::find_idempotency(ProjectId project,
                                                                   std::string key) {
  co_return readers_.run(
      [&](Connection& connection) { return sqlite::find_idempotency(connection, project, key); });
}

}  // namespace chatkit::store::sqlite
