#include "store/sqlite/schema.hpp"

#include <sqlite3.h>

#include <array>
#include <string>

#include "store/sqlite/copy.hpp"

namespace chatkit::store::sqlite {
namespace {

/// "CKit", in the file's header: how a store of ours is told from another SQLite file.
constexpr std::int64_t kApplicationId = 0x434B6974;

// Times are microseconds since 1970. Deleted threads stay as rows without content while they serve
// as cursors; partial indexes keep them out of every list. `counters` is one row.
constexpr char kVersion1[] = R"sql(
CREATE TABLE projects (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
  created_at INTEGER NOT NULL) STRICT;

CREATE TABLE api_keys (
  number INTEGER PRIMARY KEY, project INTEGER NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL,
  hash BLOB NOT NULL UNIQUE, hint TEXT NOT NULL, created_at INTEGER NOT NULL,
  revoked_at INTEGER, UNIQUE (project, id)) STRICT;

CREATE TABLE sessions (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, project INTEGER NOT NULL,
  user TEXT NOT NULL, workflow_id TEXT NOT NULL, requested_version TEXT,
  resolved_version TEXT NOT NULL, state_variables TEXT, tracing INTEGER NOT NULL,
  titling INTEGER NOT NULL, upload INTEGER NOT NULL, upload_size_max INTEGER,
  upload_files_max INTEGER, history INTEGER NOT NULL, history_recent INTEGER,
  requests_per_minute_max INTEGER NOT NULL, metadata TEXT, created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL, cancelled_at INTEGER) STRICT;
CREATE INDEX sessions_by_project ON sessions (project, created_at, number);

CREATE TABLE threads (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, project INTEGER NOT NULL,
  user TEXT NOT NULL, workflow_id TEXT NOT NULL, session TEXT, created_at INTEGER NOT NULL,
  status TEXT NOT NULL, status_reason TEXT, title TEXT, title_source INTEGER NOT NULL,
  metadata TEXT, image_domains TEXT, deleted_at INTEGER, purged INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX threads_by_project ON threads (project, created_at, number)
  WHERE deleted_at IS NULL;
CREATE INDEX threads_by_user ON threads (project, user, created_at, number)
  WHERE deleted_at IS NULL;
CREATE INDEX threads_by_workflow ON threads (project, user, workflow_id, created_at, number)
  WHERE deleted_at IS NULL;
CREATE INDEX threads_deleted ON threads (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX threads_to_purge ON threads (number) WHERE deleted_at IS NOT NULL AND purged = 0;

-- k is the thread's number << 24 | the item's place in it.
CREATE TABLE items (
  k INTEGER PRIMARY KEY, id TEXT NOT NULL, visibility INTEGER NOT NULL,
  created_at INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
CREATE UNIQUE INDEX items_by_id ON items (k >> 24, id);

-- Removed items, while they serve as cursors.
CREATE TABLE tombstones (
  k INTEGER PRIMARY KEY, id TEXT NOT NULL, removed_at INTEGER NOT NULL) STRICT;
CREATE INDEX tombstones_by_id ON tombstones (k >> 24, id);
CREATE INDEX tombstones_by_time ON tombstones (removed_at);

-- A run's user and workflow are its thread's.
CREATE TABLE runs (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, project INTEGER NOT NULL,
  thread INTEGER NOT NULL, session TEXT NOT NULL, workflow_version TEXT NOT NULL,
  state INTEGER NOT NULL, started_at INTEGER NOT NULL, ended_at INTEGER,
  error TEXT) STRICT;
CREATE INDEX runs_by_thread ON runs (thread);
CREATE INDEX runs_running ON runs (number) WHERE state = 0;

CREATE TABLE idempotency (
  project INTEGER NOT NULL, key TEXT NOT NULL, body_hash BLOB NOT NULL, target TEXT NOT NULL,
  created_at INTEGER NOT NULL, PRIMARY KEY (project, key)) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_by_time ON idempotency (created_at);

CREATE TABLE notes (
  name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE counters (
  number INTEGER PRIMARY KEY, sessions INTEGER NOT NULL, threads INTEGER NOT NULL,
  items INTEGER NOT NULL) STRICT;
INSERT INTO counters VALUES (1, 0, 0, 0);
)sql";

// A run's items have the places from first_place to last_place; without the latter, up to the next
// run's first. Runs of version 1 say nothing of themselves, so they count as not traced. Lists of
// runs and of feedback go by number: rows are never inserted in between, and an index on one short
// column is all that a turn pays for them. The user of feedback is its thread's.
// A dead attachment waits for its bytes to go; its thread's number may be another's by then.
constexpr char kVersion2[] = R"sql(
ALTER TABLE runs ADD COLUMN responder TEXT NOT NULL DEFAULT '';
ALTER TABLE runs ADD COLUMN cause TEXT NOT NULL DEFAULT '';
ALTER TABLE runs ADD COLUMN traced INTEGER NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN first_place INTEGER;
ALTER TABLE runs ADD COLUMN last_place INTEGER;
ALTER TABLE runs ADD COLUMN first_event_ms INTEGER;
ALTER TABLE runs ADD COLUMN events TEXT;
ALTER TABLE runs ADD COLUMN model TEXT;
ALTER TABLE runs ADD COLUMN tokens_in INTEGER NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN tokens_out INTEGER NOT NULL DEFAULT 0;
CREATE INDEX runs_by_project ON runs (project) WHERE traced = 1;

CREATE TABLE feedback (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, project INTEGER NOT NULL,
  thread INTEGER NOT NULL, session TEXT NOT NULL, item_ids TEXT NOT NULL, kind TEXT NOT NULL,
  created_at INTEGER NOT NULL) STRICT;
CREATE INDEX feedback_by_project ON feedback (project);
CREATE INDEX feedback_by_thread ON feedback (thread);

CREATE TABLE attachments (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, project INTEGER NOT NULL,
  user TEXT NOT NULL, session TEXT NOT NULL, thread INTEGER, type TEXT NOT NULL,
  name TEXT NOT NULL, mime_type TEXT NOT NULL, size INTEGER NOT NULL, file TEXT NOT NULL,
  preview TEXT NOT NULL, created_at INTEGER NOT NULL, dead INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX attachments_by_session ON attachments (project, session) WHERE dead = 0;
CREATE INDEX attachments_by_thread ON attachments (thread) WHERE dead = 0 AND thread IS NOT NULL;
CREATE INDEX attachments_without_thread ON attachments (created_at)
  WHERE dead = 0 AND thread IS NULL;
CREATE INDEX attachments_dead ON attachments (number) WHERE dead = 1;
)sql";

constexpr std::array kMigrations = {Migration{1, kVersion1}, Migration{2, kVersion2}};

/// The version of the store in the file; 0 for a file without one. Errors: as `migrate`.
Result<int> check_version(Connection& connection, const std::filesystem::path& file, int newest) {
  const std::int64_t application = connection.integer_of("PRAGMA application_id");
  const std::int64_t tables = connection.integer_of("SELECT count(*) FROM sqlite_schema");
  if (application == 0 && tables == 0) return 0;
  if (application != kApplicationId) {
    return unavailable(file.string() + " is not a chatkit store but another program's SQLite " +
                       "file: name another data directory");
  }
  const std::int64_t version = connection.integer_of("PRAGMA user_version");
  if (version > newest) {
    return unavailable(file.string() + " has schema version " + std::to_string(version) +
                       ", newer than this program's " + std::to_string(newest) +
                       ": start the newer program, or restore a backup of the older one");
  }
  return static_cast<int>(version);
}

void apply(Connection& connection, int from, std::span<const Migration> steps) {
  connection.execute("BEGIN IMMEDIATE");
  try {
    for (const Migration& step : steps) {
      if (step.to > from) connection.execute(step.sql);
    }
    const std::string marks = "PRAGMA application_id=" + std::to_string(kApplicationId) +
                              ";PRAGMA user_version=" + std::to_string(steps.back().to);
    connection.execute(marks.c_str());
    connection.execute("COMMIT");
  } catch (const Failure&) {
    if (connection.in_transaction()) connection.execute("ROLLBACK");
    throw;
  }
}

}  // namespace

std::span<const Migration> migrations() { return kMigrations; }

Result<void> prepare_store(Connection& connection, const std::filesystem::path& file) {
  const auto version = check_version(connection, file, migrations().back().to);
  if (!version) return version.error();
  connection.execute("PRAGMA journal_mode=WAL");
  connection.execute("PRAGMA cache_size=-16384");
  const auto migrated = migrate(connection, file, migrations());
  if (!migrated) return migrated.error();
  if (*version == 0) sync_directory(file.has_parent_path() ? file.parent_path() : ".");
  return {};
}

Error opening_error(const Failure& failure, const std::filesystem::path& file) {
  switch (failure.code() & 0xff) {
    case SQLITE_NOTADB:
      return unavailable(file.string() + " is not a chatkit store: name another data directory (" +
                         failure.what() + ")");
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return unavailable(file.string() +
                         " cannot be opened for writing: the directory must exist "
                         "and this user must be able to write in it (" +
                         failure.what() + ")");
    default:
      return unavailable(file.string() + " cannot be opened: " + failure.what());
  }
}

Result<void> migrate(Connection& connection, const std::filesystem::path& file,
                     std::span<const Migration> steps) {
  const int newest = steps.back().to;
  const auto version = check_version(connection, file, newest);
  if (!version) return version.error();
  if (*version == newest) return {};
  if (*version > 0) {
    const std::filesystem::path copy = file.string() + ".before-v" + std::to_string(newest);
    // An earlier try changed nothing, but much may have been written since.
    std::filesystem::remove(copy);
    copy_database(connection, copy, nullptr);
  }
  apply(connection, *version, steps);
  return {};
}

}  // namespace chatkit::store::sqlite
