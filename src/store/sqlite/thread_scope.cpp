#include "store/sqlite/thread_scope.hpp"

namespace chatkit::store::sqlite {

bool ThreadOwner::is_inside(const Scope& scope, std::int64_t project_number) const {
  return project == project_number && (!scope.user || *scope.user == user) &&
         (!scope.workflow_id || *scope.workflow_id == workflow_id) &&
         (!scope.session || scope.session->str() == session);
}

std::optional<ThreadPosition> oldest_of_newest(Connection& connection, const Scope& scope,
                                               const ThreadOwner& owner) {
  auto find = connection.statement(
      "SELECT created_at, number FROM threads INDEXED BY threads_by_workflow "
      "WHERE project = ? AND user = ? AND workflow_id = ? AND deleted_at IS NULL "
      "ORDER BY created_at DESC, number DESC LIMIT 1 OFFSET ?");
  find.bind(owner.project, owner.user, owner.workflow_id,
            static_cast<std::int64_t>(*scope.newest_threads) - 1);
  if (!find.step()) return std::nullopt;
  return ThreadPosition{find.integer(0), find.integer(1)};
}

bool is_among_newest(Connection& connection, const Scope& scope, const ThreadOwner& owner,
                     const ThreadPosition& position) {
  if (*scope.newest_threads == 0) return false;
  const auto oldest = oldest_of_newest(connection, scope, owner);
  return !oldest || position >= *oldest;
}

}  // namespace chatkit::store::sqlite
