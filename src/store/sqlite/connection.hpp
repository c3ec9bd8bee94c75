#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/ids.hpp"
#include "chatkit/time.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace chatkit::store::sqlite {

/// A value to bind as a blob.
struct Bytes {
  std::string_view bytes;
};

/// A prepared statement while it is in use; it goes back to its connection's cache at the end of
/// its scope. What is bound must live until then: texts are not copied.
/// Every call throws Failure where SQLite fails.
class Statement {
 public:
  struct Cached {
    sqlite3_stmt* handle = nullptr;
    bool in_use = false;
  };

  explicit Statement(Cached& cached);
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement();

  /// Binds the next parameters, in order.
  template <class... Values>
  Statement& bind(const Values&... values) {
    (bind_next(values), ...);
    return *this;
  }
  /// True while there is a row.
  bool step();
  /// Runs a statement that gives no rows, and makes it ready to run again.
  void run();
  /// Ready to be bound and stepped anew.
  void reset();

  std::int64_t integer(int column) const;
  bool boolean(int column) const { return integer(column) != 0; }
  bool is_null(int column) const;
  /// Valid until the next step.
  std::string_view view(int column) const;
  std::string text(int column) const { return std::string(view(column)); }
  Timestamp time(int column) const { return Timestamp(std::chrono::microseconds(integer(column))); }
  std::optional<std::string> optional_text(int column) const;
  std::optional<std::int64_t> optional_integer(int column) const;
  std::optional<Timestamp> optional_time(int column) const;

 private:
  void bind_next(std::int64_t value);
  void bind_next(int value) { bind_next(static_cast<std::int64_t>(value)); }
  void bind_next(std::uint32_t value) { bind_next(static_cast<std::int64_t>(value)); }
  void bind_next(bool value) { bind_next(static_cast<std::int64_t>(value)); }
  void bind_next(std::string_view value);
  void bind_next(Bytes value);
  void bind_next(const std::string& value) { bind_next(std::string_view(value)); }
  void bind_next(const char* value) { bind_next(std::string_view(value)); }
  void bind_next(Timestamp value) {
    bind_next(static_cast<std::int64_t>(value.time_since_epoch().count()));
  }
  void bind_next(std::nullopt_t);
  template <class Tag>
  void bind_next(const Id<Tag>& value) {
    bind_next(std::string_view(value.str()));
  }
  template <class T>
  void bind_next(const std::optional<T>& value) {
    if (value) {
      bind_next(*value);
    } else {
      bind_next(std::nullopt);
    }
  }

  Cached& cached_;
  int bound_ = 0;
};

/// How the rows of the counted tables change; written once a commit.
struct CountChanges {
  std::int64_t sessions = 0;
  std::int64_t threads = 0;
  std::int64_t items = 0;
  friend bool operator==(const CountChanges&, const CountChanges&) = default;
};

/// One SQLite connection with its prepared statements. Used by one thread at a time.
class Connection {
 public:
  struct Options {
    std::string file;
    std::string vfs;
    std::size_t mmap_bytes = 0;
    bool may_create = false;
    bool reads_only = false;
  };
  /// Throws Failure.
  explicit Connection(const Options& options);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  /// The cached statement of `sql`, which lives as long as the program: the cache goes by address.
  /// A statement is not used twice at a time.
  Statement statement(const char* sql);
  /// Runs statements without parameters and rows.
  void execute(const char* sql);
  /// The integer that a pragma or a one-row query gives.
  std::int64_t integer_of(const char* sql);
  /// Rows that the last insert, update or delete touched.
  std::int64_t changes() const;
  std::int64_t last_number() const;
  bool in_transaction() const;
  sqlite3* handle() const { return database_; }

  /// The row number of a project; nothing if there is no such project.
  std::optional<std::int64_t> project_number(const ProjectId& project);
  /// After a rollback: a number that was looked up may never have been committed.
  void forget_projects() { projects_.clear(); }
  CountChanges& count_changes() { return count_changes_; }

 private:
  sqlite3* database_ = nullptr;
  std::unordered_map<const char*, Statement::Cached> statements_;
  std::unordered_map<std::string, std::int64_t> projects_;
  CountChanges count_changes_;
};

}  // namespace chatkit::store::sqlite
