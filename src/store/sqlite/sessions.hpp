#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "store/query.hpp"
#include "store/records.hpp"
#include "store/sqlite/connection.hpp"

// Sessions and idempotency keys in SQL. Each call runs inside the transaction of its caller and
// throws Failure.
namespace chatkit::store::sqlite {

/// Errors: not_found (project), conflict (id taken).
Result<void> insert_session(Connection& connection, const Session& session);
/// Within `project`, if it is given. Errors: not_found.
Result<Session> find_session(Connection& connection, const std::optional<ProjectId>& project,
                             const SessionId& id);
Result<Session> cancel_session(Connection& connection, const ProjectId& project,
                               const SessionId& id, Timestamp now);
struct SessionUpdate {
  SessionId id;
  SessionChange change;
  Timestamp now;
};
/// Errors: not_found, conflict (`session_ended`).
Result<Session> update_session(Connection& connection, const ProjectId& project,
                               const SessionUpdate& update);
Result<Page<Session>> list_sessions(Connection& connection, const ProjectId& project,
                                    const PageQuery& query);

/// Errors: not_found (project), conflict (key taken).
Result<void> insert_idempotency(Connection& connection, const ProjectId& project,
                                const IdempotencyRecord& record);
Result<IdempotencyRecord> find_idempotency(Connection& connection, const ProjectId& project,
                                           const std::string& key);

}  // namespace chatkit::store::sqlite
