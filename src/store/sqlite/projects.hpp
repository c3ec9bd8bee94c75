#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "store/records.hpp"
#include "store/sqlite/connection.hpp"

// Projects and their API keys in SQL. Each call runs inside the transaction of its caller and
// throws Failure.
namespace chatkit::store::sqlite {

/// Errors: conflict (id taken).
Result<void> insert_project(Connection& connection, const Project& project);
Result<std::vector<Project>> list_projects(Connection& connection);
/// Errors: not_found (project), conflict (hash or id taken).
Result<void> insert_api_key(Connection& connection, const ApiKey& key);
Result<ApiKey> find_api_key(Connection& connection, const std::string& hash);
Result<std::vector<ApiKey>> list_api_keys(Connection& connection, const ProjectId& project);
Result<ApiKey> revoke_api_key(Connection& connection, const ProjectId& project, const ApiKeyId& id,
                              Timestamp now);

}  // namespace chatkit::store::sqlite
