#include "store/sqlite/projects.hpp"

#include "store/sqlite/conflicts.hpp"

namespace chatkit::store::sqlite {
namespace {

/// Reads `project id, key id, name, hash, hint, created_at, revoked_at`.
ApiKey read_key(const Statement& row) {
  ApiKey key;
  key.project = ProjectId(row.view(0));
  key.id = ApiKeyId(row.view(1));
  key.name = row.text(2);
  key.hash = row.text(3);
  key.hint = row.text(4);
  key.created_at = row.time(5);
  key.revoked_at = row.optional_time(6);
  return key;
}

}  // namespace

Result<void> insert_project(Connection& connection, const Project& project) {
  connection
      .statement(
          "INSERT INTO projects (id, name, created_at) VALUES (?,?,?) "
          "ON CONFLICT DO NOTHING")
      .bind(project.id, project.name, project.created_at)
      .run();
  if (connection.changes() == 0) return id_taken("project", project.id.str());
  return {};
}

Result<std::vector<Project>> list_projects(Connection& connection) {
  auto rows = connection.statement("SELECT id, name, created_at FROM projects ORDER BY number");
  std::vector<Project> projects;
  while (rows.step()) {
    Project project;
    project.id = ProjectId(rows.view(0));
    project.name = rows.text(1);
    project.created_at = rows.time(2);
    projects.push_back(std::move(project));
  }
  return projects;
}

Result<void> insert_api_key(Connection& connection, const ApiKey& key) {
  const auto project = connection.project_number(key.project);
  if (!project) return not_found("project", key.project.str());
  connection
      .statement(
          "INSERT INTO api_keys (project, id, name, hash, hint, created_at, revoked_at) "
          "VALUES (?,?,?,?,?,?,?) ON CONFLICT DO NOTHING")
      .bind(*project, key.id, key.name, Bytes{key.hash}, key.hint, key.created_at, key.revoked_at)
      .run();
  if (connection.changes() == 0) return conflict("id_taken", "This API key exists already.");
  return {};
}

Result<ApiKey> find_api_key(Connection& connection, const std::string& hash) {
  auto find = connection.statement(
      "SELECT p.id, a.id, a.name, a.hash, a.hint, a.created_at, a.revoked_at "
      "FROM api_keys a CROSS JOIN projects p ON p.number = a.project WHERE a.hash = ?");
  find.bind(Bytes{hash});
  // The hash stays out of the text: it stands for a credential.
  if (!find.step()) return not_found("API key", "");
  return read_key(find);
}

Result<std::vector<ApiKey>> list_api_keys(Connection& connection, const ProjectId& project) {
  auto rows = connection.statement(
      "SELECT p.id, a.id, a.name, a.hash, a.hint, a.created_at, a.revoked_at "
      "FROM projects p CROSS JOIN api_keys a ON a.project = p.number WHERE p.id = ? "
      "ORDER BY a.number");
  rows.bind(project);
  std::vector<ApiKey> keys;
  while (rows.step()) keys.push_back(read_key(rows));
  return keys;
}

Result<ApiKey> revoke_api_key(Connection& connection, const ProjectId& project, const ApiKeyId& id,
                              Timestamp now) {
  const auto number = connection.project_number(project);
  if (!number) return not_found("API key", id.str());
  connection
      .statement(
          "UPDATE api_keys SET revoked_at = coalesce(revoked_at, ?) "
          "WHERE project = ? AND id = ?")
      .bind(now, *number, id)
      .run();
  if (connection.changes() == 0) return not_found("API key", id.str());
  auto find = connection.statement(
      "SELECT p.id, a.id, a.name, a.hash, a.hint, a.created_at, a.revoked_at "
      "FROM api_keys a CROSS JOIN projects p ON p.number = a.project "
      "WHERE a.project = ? AND a.id = ?");
  find.bind(*number, id);
  if (!find.step()) return not_found("API key", id.str());
  return read_key(find);
}

}  // namespace chatkit::store::sqlite
