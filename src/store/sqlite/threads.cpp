#include "store/sqlite/threads.hpp"

#include <string>

#include "store/sqlite/attachments.hpp"
#include "store/sqlite/conflicts.hpp"
#include "store/sqlite/keys.hpp"
#include "store/sqlite/thread_rows.hpp"
#include "store/sqlite/thread_scope.hpp"

namespace chatkit::store::sqlite {

Result<ThreadPlace> find_thread(Connection& connection, const Scope& scope, const ThreadId& id) {
  const auto project = connection.project_number(scope.project);
  if (!project) return not_found("thread", id.str());
  ThreadPlace place;
  {
    auto find = connection.statement(
        "SELECT number, created_at, project, user, workflow_id, session, status FROM threads "
        "WHERE id = ? AND deleted_at IS NULL");
    find.bind(id);
    if (!find.step()) return not_found("thread", id.str());
    const ThreadOwner owner{find.integer(2), find.view(3), find.view(4), find.view(5)};
    if (!owner.is_inside(scope, *project)) return not_found("thread", id.str());
    place.number = find.integer(0);
    place.active = find.view(6) == "active";
    if (scope.newest_threads &&
        !is_among_newest(connection, scope, owner, {find.integer(1), place.number})) {
      return not_found("thread", id.str());
    }
  }
  return place;
}

std::int64_t thread_number(Connection& connection, std::int64_t project, const ThreadId& id) {
  auto find = connection.statement("SELECT number, project FROM threads WHERE id = ?");
  find.bind(id);
  return find.step() && find.integer(1) == project ? find.integer(0) : 0;
}

Result<Thread> get_thread(Connection& connection, const Scope& scope, const ThreadId& id) {
  const auto project = connection.project_number(scope.project);
  if (!project) return not_found("thread", id.str());
  static const std::string sql = std::string("SELECT ") + kThreadColumns +
                                 ", project FROM threads WHERE id = ? AND deleted_at IS NULL";
  auto find = connection.statement(sql.c_str());
  find.bind(id);
  if (!find.step()) return not_found("thread", id.str());
  const ThreadOwner owner{find.integer(12), find.view(2), find.view(3), find.view(4)};
  if (!owner.is_inside(scope, *project)) return not_found("thread", id.str());
  if (scope.newest_threads &&
      !is_among_newest(connection, scope, owner, {find.integer(5), find.integer(0)})) {
    return not_found("thread", id.str());
  }
  return read_thread(find, scope.project);
}

Result<ThreadPlace> insert_thread(Connection& connection, const Thread& thread) {
  const auto project = connection.project_number(thread.project);
  if (!project) return not_found("project", thread.project.str());
  const auto domains = joined_domains(thread.allowed_image_domains);
  connection
      .statement(
          "INSERT INTO threads (id, project, user, workflow_id, session, created_at, status, "
          "status_reason, title, title_source, metadata, image_domains) "
          "VALUES (?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING")
      .bind(thread.id, *project, thread.user, thread.workflow_id, thread.session, thread.created_at,
            thread.status.type.text(), thread.status.reason, thread.title,
            static_cast<int>(thread.title_source), metadata_column(thread.metadata), domains)
      .run();
  if (connection.changes() == 0) return id_taken("thread", thread.id.str());
  ++connection.count_changes().threads;
  ThreadPlace place;
  place.number = connection.last_number();
  place.active = thread.status.type == ThreadStatusType::Known::active;
  return place;
}

Result<Thread> update_thread(Connection& connection, const Scope& scope, const ThreadId& id,
                             const ThreadChange& change) {
  const auto place = find_thread(connection, scope, id);
  if (!place) return place.error();
  if (change.title) {
    // A title that a user gave stays whatever a responder would like better.
    connection
        .statement(
            "UPDATE threads SET title = ?1, title_source = ?2 "
            "WHERE number = ?3 AND (title_source <> ?4 OR ?2 = ?4)")
        .bind(*change.title, static_cast<int>(change.title_source), place->number,
              static_cast<int>(TitleSource::user))
        .run();
  }
  if (change.status) {
    connection.statement("UPDATE threads SET status = ?, status_reason = ? WHERE number = ?")
        .bind(change.status->type.text(), change.status->reason, place->number)
        .run();
  }
  if (change.metadata) {
    connection.statement("UPDATE threads SET metadata = ? WHERE number = ?")
        .bind(metadata_column(*change.metadata), place->number)
        .run();
  }
  if (change.allowed_image_domains) {
    const auto domains = joined_domains(*change.allowed_image_domains);
    connection.statement("UPDATE threads SET image_domains = ? WHERE number = ?")
        .bind(domains, place->number)
        .run();
  }
  return get_thread(connection, scope, id);
}

Result<void> delete_thread(Connection& connection, const Scope& scope, const ThreadId& id,
                           Timestamp now) {
  const auto place = find_thread(connection, scope, id);
  if (!place) return place.error();
  connection
      .statement(
          "UPDATE threads SET deleted_at = ?, title = NULL, metadata = NULL, "
          "image_domains = NULL, status_reason = NULL WHERE number = ?")
      .bind(now, place->number)
      .run();
  end_attachments_of(connection, place->number);
  --connection.count_changes().threads;
  return {};
}

namespace {

/// Makes room for a thread that comes back before its rows are gone.
void remove_deleted(Connection& connection, std::int64_t number) {
  connection.statement("DELETE FROM items WHERE k > ? AND k < ?")
      .bind(key_before(number), key_after(number))
      .run();
  connection.count_changes().items -= connection.changes();
  connection.statement("DELETE FROM tombstones WHERE k > ? AND k < ?")
      .bind(key_before(number), key_after(number))
      .run();
  connection.statement("DELETE FROM runs WHERE thread = ?").bind(number).run();
  connection.statement("DELETE FROM feedback WHERE thread = ?").bind(number).run();
  connection.statement("DELETE FROM threads WHERE number = ?").bind(number).run();
}

}  // namespace

Result<ThreadPlace> import_thread(Connection& connection, const Thread& thread) {
  std::optional<std::int64_t> deleted;
  {
    auto find = connection.statement(
        "SELECT number, project, deleted_at, status FROM threads WHERE id = ?");
    find.bind(thread.id);
    if (find.step()) {
      if (find.integer(1) != connection.project_number(thread.project)) {
        return id_taken("thread", thread.id.str());
      }
      ThreadPlace place;
      place.number = find.integer(0);
      place.active = find.view(3) == "active";
      if (find.is_null(2)) return place;
      deleted = place.number;
    }
  }
  if (deleted) remove_deleted(connection, *deleted);
  return insert_thread(connection, thread);
}

}  // namespace chatkit::store::sqlite
