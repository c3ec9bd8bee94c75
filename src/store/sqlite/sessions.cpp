#include "store/sqlite/sessions.hpp"

#include <limits>
#include <utility>

#include "json/rest.hpp"
#include "store/retention.hpp"
#include "store/sqlite/conflicts.hpp"
#include "store/sqlite/pages.hpp"

namespace chatkit::store::sqlite {
namespace {

constexpr char kSessionColumns[] =
    "s.number, p.id, s.id, s.user, s.workflow_id, s.requested_version, s.resolved_version, "
    "s.state_variables, s.tracing, s.titling, s.upload, s.upload_size_max, s.upload_files_max, "
    "s.history, s.history_recent, s.requests_per_minute_max, s.metadata, s.created_at, "
    "s.expires_at, s.cancelled_at";

/// Reads kSessionColumns. Errors: internal (a JSON column that this program did not write).
Result<Session> read_session(const Statement& row) {
  Session session;
  session.project = ProjectId(row.view(1));
  session.id = SessionId(row.view(2));
  session.user = row.text(3);
  session.workflow_id = row.text(4);
  session.requested_version = row.optional_text(5);
  session.resolved_version = row.text(6);
  if (!row.is_null(7)) {
    auto variables = json::read_state_variables(row.view(7));
    if (!variables) return internal_error("state variables of session " + session.id.str());
    session.state_variables = std::move(*variables);
  }
  session.tracing_enabled = row.boolean(8);
  auto& configuration = session.configuration;
  configuration.automatic_thread_titling.enabled = row.boolean(9);
  configuration.file_upload.enabled = row.boolean(10);
  configuration.file_upload.max_file_size = row.optional_integer(11);
  configuration.file_upload.max_files = row.optional_integer(12);
  configuration.history.enabled = row.boolean(13);
  configuration.history.recent_threads = row.optional_integer(14);
  session.max_requests_per_1_minute = row.integer(15);
  if (!row.is_null(16)) {
    auto metadata = json::read_metadata(row.view(16));
    if (!metadata) return internal_error("metadata of session " + session.id.str());
    session.metadata = std::move(*metadata);
  }
  session.created_at = row.time(17);
  session.expires_at = row.time(18);
  session.cancelled_at = row.optional_time(19);
  return session;
}

std::optional<std::string> state_variables_column(const std::optional<StateVariables>& variables) {
  if (!variables) return std::nullopt;
  std::string json;
  json::write_state_variables(json, *variables);
  return json;
}

std::optional<std::string> metadata_column(const Session& session) {
  if (session.metadata.empty()) return std::nullopt;
  std::string json;
  json::write_metadata(json, session.metadata);
  return json;
}

using SessionPosition = std::pair<std::int64_t, std::int64_t>;

std::optional<SessionPosition> find_position(Connection& connection, std::int64_t project,
                                             const std::string& id) {
  auto find = connection.statement("SELECT created_at, number, project FROM sessions WHERE id = ?");
  find.bind(id);
  if (!find.step() || find.integer(2) != project) return std::nullopt;
  return SessionPosition(find.integer(0), find.integer(1));
}

const char* list_statement(bool ascending) {
  static const std::string begin =
      std::string("SELECT ") + kSessionColumns +
      " FROM projects p CROSS JOIN sessions s INDEXED BY sessions_by_project "
      "ON s.project = p.number WHERE p.number = ? AND (s.created_at, s.number) > (?, ?) "
      "AND (s.created_at, s.number) < (?, ?) ORDER BY s.created_at ";
  static const std::string up = begin + "ASC, s.number ASC LIMIT ?";
  static const std::string down = begin + "DESC, s.number DESC LIMIT ?";
  return ascending ? up.c_str() : down.c_str();
}

}  // namespace

Result<void> insert_session(Connection& connection, const Session& session) {
  const auto project = connection.project_number(session.project);
  if (!project) return not_found("project", session.project.str());
  const auto state_variables = state_variables_column(session.state_variables);
  const auto metadata = metadata_column(session);
  const auto& configuration = session.configuration;
  connection
      .statement(
          "INSERT INTO sessions (id, project, user, workflow_id, requested_version, "
          "resolved_version, state_variables, tracing, titling, upload, upload_size_max, "
          "upload_files_max, history, history_recent, requests_per_minute_max, metadata, "
          "created_at, expires_at, cancelled_at) "
          "VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING")
      .bind(session.id, *project, session.user, session.workflow_id, session.requested_version,
            session.resolved_version, state_variables, session.tracing_enabled,
            configuration.automatic_thread_titling.enabled, configuration.file_upload.enabled,
            configuration.file_upload.max_file_size, configuration.file_upload.max_files,
            configuration.history.enabled, configuration.history.recent_threads,
            session.max_requests_per_1_minute, metadata, session.created_at, session.expires_at,
            session.cancelled_at)
      .run();
  if (connection.changes() == 0) return id_taken("session", session.id.str());
  ++connection.count_changes().sessions;
  return {};
}

Result<Session> find_session(Connection& connection, const std::optional<ProjectId>& project,
                             const SessionId& id) {
  static const std::string sql = std::string("SELECT ") + kSessionColumns +
                                 " FROM sessions s CROSS JOIN projects p ON p.number = s.project "
                                 "WHERE s.id = ?";
  auto find = connection.statement(sql.c_str());
  find.bind(id);
  if (!find.step()) return not_found("session", id.str());
  if (project && project->str() != find.view(1)) return not_found("session", id.str());
  return read_session(find);
}

Result<Session> cancel_session(Connection& connection, const ProjectId& project,
                               const SessionId& id, Timestamp now) {
  const auto number = connection.project_number(project);
  if (!number) return not_found("session", id.str());
  connection
      .statement(
          "UPDATE sessions SET cancelled_at = ?1 WHERE id = ?2 AND project = ?3 "
          "AND cancelled_at IS NULL AND expires_at > ?1")
      .bind(now, id, *number)
      .run();
  return find_session(connection, project, id);
}

Result<Session> update_session(Connection& connection, const ProjectId& project,
                               const SessionUpdate& update) {
  const auto& [id, change, now] = update;
  const auto session = find_session(connection, project, id);
  if (!session) return session.error();
  if (session->cancelled_at || session->expires_at <= now) {
    return conflict("session_ended", "The session has ended.");
  }
  if (change.state_variables) {
    const auto variables = state_variables_column(change.state_variables);
    connection.statement("UPDATE sessions SET state_variables = ? WHERE id = ?")
        .bind(variables, id)
        .run();
  }
  if (change.expires_at) {
    connection.statement("UPDATE sessions SET expires_at = ? WHERE id = ?")
        .bind(*change.expires_at, id)
        .run();
  }
  return find_session(connection, project, id);
}

Result<Page<Session>> list_sessions(Connection& connection, const ProjectId& project,
                                    const PageQuery& query) {
  const std::int64_t number = connection.project_number(project).value_or(0);
  auto find = [&](const std::string& id) { return find_position(connection, number, id); };
  const auto after = find_cursor(query.after, "after", find);
  if (!after) return after.error();
  const auto before = find_cursor(query.before, "before", find);
  if (!before) return before.error();

  constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  const std::pair all(SessionPosition(kLeast, kLeast), SessionPosition(kMost, kMost));
  const auto scan = plan_scan(all, query.order, *after, *before);
  auto rows = connection.statement(list_statement(scan.ascending));
  rows.bind(number, scan.lower.first, scan.lower.second, scan.upper.first, scan.upper.second,
            rows_to_read(query));
  Page<Session> page;
  while (rows.step()) {
    auto session = read_session(rows);
    if (!session) return session.error();
    page.data.push_back(std::move(*session));
  }
  finish_page(page, query, scan.reversed);
  return page;
}

/// A key past its lifetime answers no more, whether the sweep has come by or not.
Result<void> insert_idempotency(Connection& connection, const ProjectId& project,
                                const IdempotencyRecord& record) {
  const auto number = connection.project_number(project);
  if (!number) return not_found("project", project.str());
  connection
      .statement(
          "INSERT INTO idempotency (project, key, body_hash, target, created_at) "
          "VALUES (?,?,?,?,?) ON CONFLICT (project, key) DO UPDATE SET "
          "body_hash = excluded.body_hash, target = excluded.target, "
          "created_at = excluded.created_at WHERE idempotency.created_at <= ?")
      .bind(*number, record.key, Bytes{record.body_hash}, record.target, record.created_at,
            record.created_at - kIdempotencyLifetime)
      .run();
  if (connection.changes() == 0) {
    return conflict("idempotency_key_taken", "This idempotency key is in use already.");
  }
  return {};
}

Result<IdempotencyRecord> find_idempotency(Connection& connection, const ProjectId& project,
                                           const std::string& key) {
  const std::int64_t number = connection.project_number(project).value_or(0);
  auto find = connection.statement(
      "SELECT key, body_hash, target, created_at FROM idempotency WHERE project = ? AND key = ?");
  find.bind(number, key);
  if (!find.step()) return not_found("idempotency key", key);
  IdempotencyRecord record;
  record.key = find.text(0);
  record.body_hash = find.text(1);
  record.target = find.text(2);
  record.created_at = find.time(3);
  return record;
}

}  // namespace chatkit::store::sqlite
