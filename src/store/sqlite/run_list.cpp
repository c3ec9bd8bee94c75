#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "json/columns.hpp"
#include "store/sqlite/items.hpp"
#include "store/sqlite/keys.hpp"
#include "store/sqlite/numbered_list.hpp"
#include "store/sqlite/runs.hpp"
#include "store/sqlite/thread_scope.hpp"
#include "store/sqlite/threads.hpp"

namespace chatkit::store::sqlite {
namespace {

constexpr char kRunColumns[] =
    "r.id, t.id, r.session, t.user, t.workflow_id, r.workflow_version, r.responder, r.cause, "
    "r.traced, r.state, r.started_at, r.ended_at, r.error, r.first_event_ms, r.events, r.model, "
    "r.tokens_in, r.tokens_out";

/// Reads kRunColumns. Errors: internal (counts that this program did not write).
Result<Run> read_run(const Statement& row, const ProjectId& project) {
  Run run;
  run.project = project;
  run.id = RunId(row.view(0));
  run.thread = ThreadId(row.view(1));
  run.session = SessionId(row.view(2));
  run.user = row.text(3);
  run.workflow_id = row.text(4);
  run.workflow_version = row.text(5);
  run.responder = row.text(6);
  run.cause = row.text(7);
  run.traced = row.boolean(8);
  run.state = static_cast<RunState>(row.integer(9));
  run.started_at = row.time(10);
  run.ended_at = row.optional_time(11);
  run.error = row.text(12);
  RunFigures& figures = run.figures;
  if (!row.is_null(13)) figures.first_event_after = std::chrono::milliseconds(row.integer(13));
  if (!row.is_null(14)) {
    auto events = json::read_counts(row.view(14));
    if (!events) return internal_error("events of run " + run.id.str());
    figures.events = *std::move(events);
  }
  figures.model = row.text(15);
  figures.tokens_in = static_cast<std::uint64_t>(row.integer(16));
  figures.tokens_out = static_cast<std::uint64_t>(row.integer(17));
  return run;
}

/// Where a run and its items are; `last` is unset for a run that has not ended by itself.
struct RunPlace {
  std::int64_t number = 0;
  std::int64_t thread = 0;
  std::optional<std::int64_t> first;
  std::optional<std::int64_t> last;
};

Result<RunPlace> find_run(Connection& connection, const Scope& scope, const RunId& id) {
  const std::int64_t project = connection.project_number(scope.project).value_or(0);
  auto find = connection.statement(
      "SELECT r.number, r.thread, r.first_place, r.last_place, t.created_at, t.project, t.user, "
      "t.workflow_id, t.session FROM runs r CROSS JOIN threads t ON t.number = r.thread "
      "WHERE r.id = ? AND t.deleted_at IS NULL");
  find.bind(id);
  if (!find.step()) return not_found("run", id.str());
  const ThreadOwner owner{find.integer(5), find.view(6), find.view(7), find.view(8)};
  const RunPlace place{find.integer(0), find.integer(1), find.optional_integer(2),
                       find.optional_integer(3)};
  if (!owner.is_inside(scope, project)) return not_found("run", id.str());
  if (scope.newest_threads &&
      !is_among_newest(connection, scope, owner, {find.integer(4), place.thread})) {
    return not_found("run", id.str());
  }
  return place;
}

/// Where the first of the later runs of a thread begins; a place can come twice, once the items
/// that had it are gone and forgotten.
std::optional<std::int64_t> next_first_place(Connection& connection, const RunPlace& run) {
  auto find =
      connection.statement("SELECT min(first_place) FROM runs WHERE thread = ? AND number > ?");
  find.bind(run.thread, run.number);
  if (!find.step()) return std::nullopt;
  return find.optional_integer(0);
}

std::string list_sql(bool by_thread, const char* direction) {
  return std::string("SELECT ") + kRunColumns + " FROM runs r INDEXED BY " +
         (by_thread ? "runs_by_thread" : "runs_by_project") +
         " CROSS JOIN threads t ON t.number = r.thread WHERE r." +
         (by_thread ? "thread" : "project") +
         " = ? AND r.number > ? AND r.number < ? AND r.traced = 1 AND t.deleted_at IS NULL "
         "ORDER BY r.number " +
         direction + " LIMIT ?";
}

/// A run of a deleted thread serves as a cursor while it is there.
std::optional<std::int64_t> find_position(Connection& connection, std::int64_t project,
                                          std::optional<std::int64_t> thread,
                                          const std::string& id) {
  auto find = connection.statement("SELECT number, project, thread, traced FROM runs WHERE id = ?");
  find.bind(id);
  if (!find.step() || find.integer(1) != project || !find.boolean(3)) return std::nullopt;
  if (thread && find.integer(2) != *thread) return std::nullopt;
  return find.integer(0);
}

}  // namespace

Result<Run> get_run(Connection& connection, const Scope& scope, const RunId& run) {
  const auto place = find_run(connection, scope, run);
  if (!place) return place.error();
  static const std::string sql = std::string("SELECT ") + kRunColumns +
                                 " FROM runs r CROSS JOIN threads t ON t.number = r.thread "
                                 "WHERE r.number = ?";
  auto find = connection.statement(sql.c_str());
  find.bind(place->number);
  if (!find.step()) return not_found("run", run.str());
  return read_run(find, scope.project);
}

Result<std::vector<Item>> list_run_items(Connection& connection, const Scope& scope,
                                         const RunId& run) {
  const auto place = find_run(connection, scope, run);
  if (!place) return place.error();
  if (!place->first) return std::vector<Item>();
  std::int64_t end = kItemsPerThreadMax + 1;
  if (place->last) end = *place->last + 1;
  if (const auto next = next_first_place(connection, *place)) end = std::min(end, *next);
  const std::int64_t begin = key_before(place->thread);
  return items_between(connection, begin + *place->first, begin + end);
}

Result<Page<Run>> list_runs(Connection& connection, const ProjectId& project,
                            const RunQuery& query) {
  static const std::string project_up = list_sql(false, "ASC");
  static const std::string project_down = list_sql(false, "DESC");
  static const std::string thread_up = list_sql(true, "ASC");
  static const std::string thread_down = list_sql(true, "DESC");
  const std::int64_t number = connection.project_number(project).value_or(0);
  std::optional<std::int64_t> thread;
  if (query.thread) thread = thread_number(connection, number, *query.thread);
  NumberedList list{
      .of = thread.value_or(number),
      .ascending = (thread ? thread_up : project_up).c_str(),
      .descending = (thread ? thread_down : project_down).c_str(),
      .find = [&](const std::string& id) { return find_position(connection, number, thread, id); },
      .read = [&](const Statement& row) { return read_run(row, project); }};
  return read_page(connection, list, query.page);
}

}  // namespace chatkit::store::sqlite
