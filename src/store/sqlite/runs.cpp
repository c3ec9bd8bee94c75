#include "store/sqlite/runs.hpp"

#include <optional>

#include "store/sqlite/conflicts.hpp"
#include "store/sqlite/items.hpp"
#include "store/sqlite/threads.hpp"

namespace chatkit::store::sqlite {
namespace {

Result<ThreadPlace> place_of_turn(Connection& connection, const Scope& scope,
                                  const TurnStart& start) {
  if (start.new_thread) return insert_thread(connection, *start.new_thread);
  auto place = find_thread(connection, scope, start.run.thread);
  if (place && !place->active) {
    return conflict("thread_not_active", "The thread does not take new messages.");
  }
  return place;
}

}  // namespace

Result<void> start_turn(Connection& connection, const Scope& scope, const TurnStart& start) {
  const auto place = place_of_turn(connection, scope, start);
  if (!place) return place.error();
  if (start.user_item) {
    const auto appended = append_item(connection, place->number, *start.user_item);
    if (!appended) return appended.error();
  }
  const Run& run = start.run;
  const auto project = connection.project_number(run.project);
  if (!project) return not_found("project", run.project.str());
  connection
      .statement(
          "INSERT INTO runs (id, project, thread, session, workflow_version, state, "
          "started_at) VALUES (?,?,?,?,?,?,?) ON CONFLICT DO NOTHING")
      .bind(run.id, *project, place->number, run.session, run.workflow_version,
            static_cast<int>(run.state), run.started_at)
      .run();
  if (connection.changes() == 0) return id_taken("run", run.id.str());
  return {};
}

Result<void> end_turn(Connection& connection, const ProjectId& project, const RunId& run,
                      const RunEnd& end) {
  std::int64_t thread = 0;
  bool deleted = false;
  {
    auto find = connection.statement(
        "SELECT r.thread, t.deleted_at FROM runs r CROSS JOIN threads t ON t.number = r.thread "
        "WHERE r.id = ? AND r.project = ?");
    find.bind(run, connection.project_number(project).value_or(0));
    if (!find.step()) return not_found("run", run.str());
    thread = find.integer(0);
    deleted = !find.is_null(1);
  }
  std::optional<std::string_view> error;
  if (!end.error.empty()) error = end.error;
  connection.statement("UPDATE runs SET state = ?, ended_at = ?, error = ? WHERE id = ?")
      .bind(static_cast<int>(end.state), end.ended_at, error, run)
      .run();
  if (deleted) return {};
  for (const Item& item : end.last_items) {
    if (replace_item(connection, thread, item)) continue;
    const auto appended = append_item(connection, thread, item);
    if (!appended) return appended.error();
  }
  return {};
}

Result<std::uint64_t> interrupt_runs(Connection& connection, Timestamp now) {
  connection.statement("UPDATE runs SET state = ?, ended_at = ? WHERE state = 0")
      .bind(static_cast<int>(RunState::interrupted), now)
      .run();
  return static_cast<std::uint64_t>(connection.changes());
}

}  // namespace chatkit::store::sqlite
