#pragma once

#include <boost/asio/awaitable.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "store/query.hpp"
#include "store/records.hpp"

namespace chatkit::store {

using boost::asio::awaitable;

/// Durable home of projects, keys, sessions, threads and items; one serves the whole process.
///
/// A write returns once it is durable. Every call on a user's rows is scoped: another project's or
/// user's row is `not_found`. Arguments are values because implementations suspend. Safe from any
/// thread; a call resumes on the executor it was awaited on.
/// Errors, all calls: `unavailable` (the disk is full or gone). tests/contract proves each promise.
class Store {
 public:
  virtual ~Store() = default;

  // Projects and API keys.
  virtual awaitable<Result<void>> add_project(Project project) = 0;
  virtual awaitable<Result<std::vector<Project>>> list_projects() = 0;
  /// Errors: conflict (hash taken), not_found (project).
  virtual awaitable<Result<void>> add_api_key(ApiKey key) = 0;
  /// By hash, revoked ones included. Errors: not_found.
  virtual awaitable<Result<ApiKey>> find_api_key(std::string hash) = 0;
  virtual awaitable<Result<std::vector<ApiKey>>> list_api_keys(ProjectId project) = 0;
  /// Repeatable; the first time stays. Errors: not_found.
  virtual awaitable<Result<ApiKey>> revoke_api_key(ProjectId project, ApiKeyId id,
                                                   Timestamp now) = 0;

  // Sessions.
  /// With `idempotency`, both are written in one transaction.
  /// Errors: conflict (session id or idempotency key taken).
  virtual awaitable<Result<void>> add_session(Session session,
                                              std::optional<IdempotencyRecord> idempotency) = 0;
  /// Errors: not_found.
  virtual awaitable<Result<Session>> get_session(ProjectId project, SessionId id) = 0;
  /// For a client secret, which names its session and no project. Errors: not_found.
  virtual awaitable<Result<Session>> find_session(SessionId id) = 0;
  /// Repeatable; the first time stays; a session expired at `now` is left as it is.
  /// Errors: not_found.
  virtual awaitable<Result<Session>> cancel_session(ProjectId project, SessionId id,
                                                    Timestamp now) = 0;

  // Threads.
  /// Errors: not_found.
  virtual awaitable<Result<Thread>> get_thread(Scope scope, ThreadId id) = 0;
  /// Newest first by (created_at, number) unless asked otherwise. Errors: invalid_value with param
  /// `after` or `before`.
  virtual awaitable<Result<Page<Thread>>> list_threads(Scope scope, PageQuery query) = 0;
  /// The thread as it is then. Errors: not_found.
  virtual awaitable<Result<Thread>> update_thread(Scope scope, ThreadId id,
                                                  ThreadChange change) = 0;
  /// Gone for every reader when it returns; rows go later. Errors: not_found (already deleted too).
  virtual awaitable<Result<void>> delete_thread(Scope scope, ThreadId id) = 0;

  // Items.
  /// Errors: not_found (thread), invalid_value with param `after` or `before`.
  virtual awaitable<Result<Page<Item>>> list_items(Scope scope, ThreadId thread,
                                                   ItemPageQuery query) = 0;
  /// Errors: not_found.
  virtual awaitable<Result<Item>> get_item(Scope scope, ThreadId thread, ItemId id) = 0;
  /// Appends. Errors: not_found (thread), conflict (item id taken in that thread).
  virtual awaitable<Result<void>> add_item(Scope scope, ThreadId thread, Item item) = 0;
  /// Keeps place and time. Errors: not_found.
  virtual awaitable<Result<void>> replace_item(Scope scope, ThreadId thread, Item item) = 0;
  /// Errors: not_found.
  virtual awaitable<Result<void>> remove_item(Scope scope, ThreadId thread, ItemId id) = 0;

  // Turns.
  /// Errors: not_found (an existing thread), conflict (an id taken; code `thread_not_active` if the
  /// thread is locked or closed).
  virtual awaitable<Result<void>> start_turn(Scope scope, TurnStart start) = 0;
  /// A thread deleted meanwhile is no error: its items are dropped. Errors: not_found (run).
  virtual awaitable<Result<void>> end_turn(ProjectId project, RunId run, RunEnd end) = 0;
  /// Marks every run left `running` as interrupted; returns how many.
  virtual awaitable<Result<std::uint64_t>> interrupt_runs(Timestamp now) = 0;

  // Idempotency. Errors: not_found.
  virtual awaitable<Result<IdempotencyRecord>> find_idempotency(ProjectId project,
                                                                std::string key) = 0;

  // Bulk import: what is there already, by id, is left as it is; so it can be repeated.
  virtual awaitable<Result<void>> import_session(Session session) = 0;
  /// Returns how many items were new. Errors: conflict (the thread id is another project's).
  virtual awaitable<Result<std::uint64_t>> import_thread(Thread thread,
                                                         std::vector<Item> items) = 0;
  /// Newest first; for export and the command line.
  virtual awaitable<Result<Page<Session>>> list_sessions(ProjectId project, PageQuery query) = 0;

  // The store itself.
  /// A small note of the program's own, such as how far a migration came. Unset: not_found.
  virtual awaitable<Result<std::string>> get_note(std::string name) = 0;
  virtual awaitable<Result<void>> set_note(std::string name, std::string value) = 0;
  virtual awaitable<Result<StoreCounts>> counts() = 0;
  /// Ready to write: the probe behind `/readyz`.
  virtual awaitable<Result<void>> check() = 0;
  /// A consistent copy while serving. Errors: invalid_value (the target exists).
  virtual awaitable<Result<void>> backup(std::filesystem::path target) = 0;
  /// Removes what retention has passed: dead rows of deleted threads, old tombstones, idempotency.
  virtual awaitable<Result<void>> sweep(Timestamp now) = 0;
};

}  // namespace chatkit::store
