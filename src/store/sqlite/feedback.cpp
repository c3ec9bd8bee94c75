#include "store/sqlite/feedback.hpp"

#include <optional>
#include <string>
#include <utility>

#include "json/columns.hpp"
#include "store/sqlite/conflicts.hpp"
#include "store/sqlite/items.hpp"
#include "store/sqlite/numbered_list.hpp"
#include "store/sqlite/threads.hpp"

namespace chatkit::store::sqlite {
namespace {

std::string list_sql(bool by_thread, const char* direction) {
  return std::string(
             "SELECT f.id, t.id, f.session, t.user, f.item_ids, f.kind, f.created_at "
             "FROM feedback f INDEXED BY ") +
         (by_thread ? "feedback_by_thread" : "feedback_by_project") +
         " CROSS JOIN threads t ON t.number = f.thread WHERE f." +
         (by_thread ? "thread" : "project") +
         " = ? AND f.number > ? AND f.number < ? AND t.deleted_at IS NULL ORDER BY f.number " +
         direction + " LIMIT ?";
}

/// Reads the columns of `list_sql`. Errors: internal (item ids that this program did not write).
Result<Feedback> read_feedback(const Statement& row, const ProjectId& project) {
  Feedback feedback;
  feedback.project = project;
  feedback.id = FeedbackId(row.view(0));
  feedback.thread = ThreadId(row.view(1));
  feedback.session = SessionId(row.view(2));
  feedback.user = row.text(3);
  auto item_ids = json::read_texts(row.view(4));
  if (!item_ids) return internal_error("item ids of feedback " + feedback.id.str());
  feedback.item_ids = *std::move(item_ids);
  feedback.kind = row.text(5);
  feedback.created_at = row.time(6);
  return feedback;
}

/// Feedback on a deleted thread serves as a cursor while it is there.
std::optional<std::int64_t> find_position(Connection& connection, std::int64_t project,
                                          std::optional<std::int64_t> thread,
                                          const std::string& id) {
  auto find = connection.statement("SELECT number, project, thread FROM feedback WHERE id = ?");
  find.bind(id);
  if (!find.step() || find.integer(1) != project) return std::nullopt;
  if (thread && find.integer(2) != *thread) return std::nullopt;
  return find.integer(0);
}

}  // namespace

Result<void> insert_feedback(Connection& connection, const Scope& scope, const Feedback& feedback) {
  const auto place = find_thread(connection, scope, feedback.thread);
  if (!place) return place.error();
  for (const std::string& item : feedback.item_ids) {
    if (!is_seen_by_users(connection, place->number, item)) return not_found("item", item);
  }
  std::string item_ids;
  json::write_texts(item_ids, feedback.item_ids);
  connection
      .statement(
          "INSERT INTO feedback (id, project, thread, session, item_ids, kind, created_at) "
          "VALUES (?,?,?,?,?,?,?) ON CONFLICT DO NOTHING")
      .bind(feedback.id, connection.project_number(scope.project), place->number, feedback.session,
            item_ids, feedback.kind, feedback.created_at)
      .run();
  if (connection.changes() == 0) return id_taken("feedback", feedback.id.str());
  return {};
}

Result<Page<Feedback>> list_feedback(Connection& connection, const ProjectId& project,
                                     const FeedbackQuery& query) {
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
      .read = [&](const Statement& row) { return read_feedback(row, project); }};
  return read_page(connection, list, query.page);
}

}  // namespace chatkit::store::sqlite
