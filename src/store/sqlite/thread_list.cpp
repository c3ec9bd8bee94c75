#include <array>
#include <limits>
#include <string>

#include "store/sqlite/pages.hpp"
#include "store/sqlite/thread_rows.hpp"
#include "store/sqlite/thread_scope.hpp"
#include "store/sqlite/threads.hpp"

namespace chatkit::store::sqlite {
namespace {

/// The narrowest index that a scope can use.
enum class ListKind { by_project, by_user, by_workflow };

ListKind kind_of(const Scope& scope) {
  if (!scope.user) return ListKind::by_project;
  return scope.workflow_id ? ListKind::by_workflow : ListKind::by_user;
}

/// ?1 to ?4 are the scope, ?5 to ?8 the bounds, ?9 the limit.
std::string list_sql(ListKind kind, bool ascending) {
  static constexpr std::array kWhere = {
      "INDEXED BY threads_by_project WHERE project = ?1 AND (?2 IS NULL OR user = ?2) "
      "AND (?3 IS NULL OR workflow_id = ?3)",
      "INDEXED BY threads_by_user WHERE project = ?1 AND user = ?2 "
      "AND (?3 IS NULL OR workflow_id = ?3)",
      "INDEXED BY threads_by_workflow WHERE project = ?1 AND user = ?2 AND workflow_id = ?3"};
  const std::string direction = ascending ? "ASC" : "DESC";
  return std::string("SELECT ") + kThreadColumns + " FROM threads " +
         kWhere[static_cast<std::size_t>(kind)] +
         " AND (?4 IS NULL OR session = ?4) AND deleted_at IS NULL "
         "AND (created_at, number) > (?5, ?6) AND (created_at, number) < (?7, ?8) "
         "ORDER BY created_at " +
         direction + ", number " + direction + " LIMIT ?9";
}

const char* list_statement(ListKind kind, bool ascending) {
  static const std::array<std::string, 6> sql = {
      list_sql(ListKind::by_project, false),  list_sql(ListKind::by_project, true),
      list_sql(ListKind::by_user, false),     list_sql(ListKind::by_user, true),
      list_sql(ListKind::by_workflow, false), list_sql(ListKind::by_workflow, true)};
  return sql[static_cast<std::size_t>(kind) * 2 + (ascending ? 1 : 0)].c_str();
}

/// Where the thread that a cursor names is, or was: deleted threads and those that newer ones have
/// pushed out of `newest_threads` were in this list once, and stay good as places in it.
std::optional<ThreadPosition> find_position(Connection& connection, const Scope& scope,
                                            std::int64_t project, const std::string& id) {
  auto find = connection.statement(
      "SELECT created_at, number, project, user, workflow_id, session FROM threads WHERE id = ?");
  find.bind(id);
  if (!find.step()) return std::nullopt;
  const ThreadOwner owner{find.integer(2), find.view(3), find.view(4), find.view(5)};
  if (!owner.is_inside(scope, project)) return std::nullopt;
  return ThreadPosition{find.integer(0), find.integer(1)};
}

/// All threads of the scope: from the oldest of the newest, if it says so.
std::pair<ThreadPosition, ThreadPosition> whole_list(Connection& connection, const Scope& scope,
                                                     std::int64_t project) {
  constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  std::pair<ThreadPosition, ThreadPosition> all{{kLeast, kLeast}, {kMost, kMost}};
  if (!scope.newest_threads || !scope.user || !scope.workflow_id) return all;
  if (*scope.newest_threads == 0) {
    all.first = all.second;
    return all;
  }
  const ThreadOwner owner{project, *scope.user, *scope.workflow_id, {}};
  if (const auto oldest = oldest_of_newest(connection, scope, owner)) {
    all.first = {oldest->created_at, oldest->number - 1};
  }
  return all;
}

}  // namespace

Result<Page<Thread>> list_threads(Connection& connection, const Scope& scope,
                                  const PageQuery& query) {
  const auto number = connection.project_number(scope.project);
  const std::int64_t project = number.value_or(0);
  auto find = [&](const std::string& id) { return find_position(connection, scope, project, id); };
  const auto after = find_cursor(query.after, "after", find);
  if (!after) return after.error();
  const auto before = find_cursor(query.before, "before", find);
  if (!before) return before.error();

  const auto all = whole_list(connection, scope, project);
  const auto scan = plan_scan(all, query.order, *after, *before);
  auto rows = connection.statement(list_statement(kind_of(scope), scan.ascending));
  rows.bind(project, scope.user, scope.workflow_id, scope.session, scan.lower.created_at,
            scan.lower.number, scan.upper.created_at, scan.upper.number, rows_to_read(query));
  Page<Thread> page;
  while (rows.step()) page.data.push_back(read_thread(rows, scope.project));
  finish_page(page, query, scan.reversed);
  return page;
}

}  // namespace chatkit::store::sqlite
