#include "store/sqlite/connection.hpp"

#include <sqlite3.h>

#include <cassert>

#include "store/sqlite/failure.hpp"

namespace chatkit::store::sqlite {

Statement::Statement(Cached& cached) : cached_(cached) {
  assert(!cached.in_use && "a cached statement is used by one scope at a time");
  cached_.in_use = true;
}

Statement::~Statement() {
  sqlite3_reset(cached_.handle);
  cached_.in_use = false;
}

bool Statement::step() {
  const int code = sqlite3_step(cached_.handle);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  raise_failure(sqlite3_db_handle(cached_.handle), sqlite3_sql(cached_.handle));
}

void Statement::run() {
  while (step()) {
  }
  reset();
}

void Statement::reset() {
  sqlite3_reset(cached_.handle);
  bound_ = 0;
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(cached_.handle, column);
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(cached_.handle, column) == SQLITE_NULL;
}

std::string_view Statement::view(int column) const {
  const auto* data = static_cast<const char*>(sqlite3_column_blob(cached_.handle, column));
  if (data == nullptr) return {};
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(cached_.handle, column))};
}

std::optional<std::string> Statement::optional_text(int column) const {
  if (is_null(column)) return std::nullopt;
  return text(column);
}

std::optional<std::int64_t> Statement::optional_integer(int column) const {
  if (is_null(column)) return std::nullopt;
  return integer(column);
}

std::optional<Timestamp> Statement::optional_time(int column) const {
  if (is_null(column)) return std::nullopt;
  return time(column);
}

void Statement::bind_next(std::int64_t value) {
  if (sqlite3_bind_int64(cached_.handle, ++bound_, value) != SQLITE_OK) {
    raise_failure(sqlite3_db_handle(cached_.handle), "bind");
  }
}

void Statement::bind_next(std::string_view value) {
  const char* data = value.data() == nullptr ? "" : value.data();
  if (sqlite3_bind_text64(cached_.handle, ++bound_, data, value.size(), SQLITE_STATIC,
                          SQLITE_UTF8) != SQLITE_OK) {
    raise_failure(sqlite3_db_handle(cached_.handle), "bind");
  }
}

void Statement::bind_next(Bytes value) {
  const char* data = value.bytes.data() == nullptr ? "" : value.bytes.data();
  if (sqlite3_bind_blob64(cached_.handle, ++bound_, data, value.bytes.size(), SQLITE_STATIC) !=
      SQLITE_OK) {
    raise_failure(sqlite3_db_handle(cached_.handle), "bind");
  }
}

void Statement::bind_next(std::nullopt_t) {
  if (sqlite3_bind_null(cached_.handle, ++bound_) != SQLITE_OK) {
    raise_failure(sqlite3_db_handle(cached_.handle), "bind");
  }
}

namespace {

/// Debian's SQLite zeroes what is deleted at the price of extra writes; FAST zeroes where the page
/// is written anyway. Checkpoints are the writer's own business, never a reader's.
constexpr char kSettings[] =
    "PRAGMA synchronous=FULL;"
    "PRAGMA foreign_keys=OFF;"
    "PRAGMA trusted_schema=OFF;"
    "PRAGMA temp_store=MEMORY;"
    "PRAGMA secure_delete=FAST;"
    "PRAGMA wal_autocheckpoint=0;"
    "PRAGMA journal_size_limit=67108864;";

constexpr int kBusyTimeoutMs = 5000;

}  // namespace

Connection::Connection(const Options& options) {
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  if (options.may_create) flags |= SQLITE_OPEN_CREATE;
  const char* vfs = options.vfs.empty() ? nullptr : options.vfs.c_str();
  if (sqlite3_open_v2(options.file.c_str(), &database_, flags, vfs) != SQLITE_OK) {
    const int code = sqlite3_extended_errcode(database_);
    std::string text = "SQLite cannot open " + options.file + ": " + sqlite3_errmsg(database_);
    sqlite3_close_v2(database_);
    throw Failure(code, std::move(text));
  }
  try {
    sqlite3_busy_timeout(database_, kBusyTimeoutMs);
    execute(kSettings);
    const std::string mmap = "PRAGMA mmap_size=" + std::to_string(options.mmap_bytes);
    execute(mmap.c_str());
    if (options.reads_only) execute("PRAGMA query_only=ON");
  } catch (...) {
    sqlite3_close_v2(database_);
    throw;
  }
}

Connection::~Connection() {
  for (auto& [sql, cached] : statements_) sqlite3_finalize(cached.handle);
  sqlite3_close_v2(database_);
}

Statement Connection::statement(const char* sql) {
  Statement::Cached& cached = statements_[sql];
  if (cached.handle == nullptr && sqlite3_prepare_v3(database_, sql, -1, SQLITE_PREPARE_PERSISTENT,
                                                     &cached.handle, nullptr) != SQLITE_OK) {
    raise_failure(database_, sql);
  }
  return Statement(cached);
}

void Connection::execute(const char* sql) {
  if (sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
    raise_failure(database_, sql);
  }
}

std::int64_t Connection::integer_of(const char* sql) {
  sqlite3_stmt* handle = nullptr;
  if (sqlite3_prepare_v2(database_, sql, -1, &handle, nullptr) != SQLITE_OK) {
    raise_failure(database_, sql);
  }
  const int code = sqlite3_step(handle);
  const std::int64_t value = code == SQLITE_ROW ? sqlite3_column_int64(handle, 0) : 0;
  const bool failed = sqlite3_finalize(handle) != SQLITE_OK;
  if (failed) raise_failure(database_, sql);
  return value;
}

std::int64_t Connection::changes() const { return sqlite3_changes64(database_); }

std::int64_t Connection::last_number() const { return sqlite3_last_insert_rowid(database_); }

bool Connection::in_transaction() const { return sqlite3_get_autocommit(database_) == 0; }

std::optional<std::int64_t> Connection::project_number(const ProjectId& project) {
  const auto known = projects_.find(project.str());
  if (known != projects_.end()) return known->second;
  auto find = statement("SELECT number FROM projects WHERE id = ?");
  find.bind(project);
  if (!find.step()) return std::nullopt;
  const std::int64_t number = find.integer(0);
  projects_.emplace(project.str(), number);
  return number;
}

}  // namespace chatkit::store::sqlite
