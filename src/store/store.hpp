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
  /// The session as it is then. Errors: not_found; conflict, code `session_ended`, if it is
  /// cancelled, or expired at `now`.
  virtual awaitable<Result<Session>> update_session(ProjectId project, SessionId id,
                                                    SessionChange change, Timestamp now) = 0;

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
  /// Removes every item that comes after `cut_after` and appends, in one transaction.
  /// Errors: as `add_item`; not_found (`cut_after`).
  virtual awaitable<Result<void>> add_item_after(Scope scope, ThreadId thread, ItemId cut_after,
                                                 Item item) = 0;
  /// Keeps place and time. Errors: not_found.
  virtual awaitable<Result<void>> replace_item(Scope scope, ThreadId thread, Item item) = 0;
  /// Errors: not_found.
  virtual awaitable<Result<void>> remove_item(Scope scope, ThreadId thread, ItemId id) = 0;

  // Turns.
  /// Errors: not_found (an existing thread; a replaced item; an attachment that is not there for
  /// the thread's user, or belongs to another thread), conflict (an id taken; code
  /// `thread_not_active` if the thread is locked or closed; code `idempotency_key_taken`). An item
  /// to be removed that is gone already is no error.
  virtual awaitable<Result<void>> start_turn(Scope scope, TurnStart start) = 0;
  /// A thread deleted meanwhile is no error: its items are dropped. Errors: not_found (run).
  virtual awaitable<Result<void>> end_turn(ProjectId project, RunId run, RunEnd end) = 0;
  /// Errors: not_found, for a run of a deleted thread too.
  virtual awaitable<Result<Run>> get_run(Scope scope, RunId run) = 0;
  /// What was appended to the thread from the run's start to its end (or, where it has none, to the
  /// next run's start) and is still there, oldest first, hidden items included: the user's own item
  /// comes first. Errors: not_found.
  virtual awaitable<Result<std::vector<Item>>> list_run_items(Scope scope, RunId run) = 0;
  /// Traced runs of threads that are there, newest first unless asked otherwise. A thread that is
  /// not there has none. Errors: invalid_value with param `after` or `before`.
  virtual awaitable<Result<Page<Run>>> list_runs(ProjectId project, RunQuery query) = 0;
  /// Marks every run left `running` as interrupted; returns how many.
  virtual awaitable<Result<std::uint64_t>> interrupt_runs(Timestamp now) = 0;

  // Feedback.
  /// It is kept under the thread's user. Errors: not_found (the thread, or an item of it that users
  /// see), conflict (id taken).
  virtual awaitable<Result<void>> add_feedback(Scope scope, Feedback feedback) = 0;
  /// Of threads that are there, newest first unless asked otherwise. Errors: as `list_runs`.
  virtual awaitable<Result<Page<Feedback>>> list_feedback(ProjectId project,
                                                          FeedbackQuery query) = 0;

  // Attachments: rows; the bytes are the files room's. A row dies by `delete_attachment`, with its
  // thread, or as an orphan; a dead one is gone for every call but `dead_attachments`, which names
  // the bytes to remove, and `forget_attachments`, which ends it.
  /// Errors: conflict (id taken; code `too_many_files`, if the session has `session_files_max`
  /// already), not_found (project).
  virtual awaitable<Result<void>> add_attachment(Attachment attachment,
                                                 std::uint32_t session_files_max) = 0;
  /// Outside of the scope too is one whose thread is. Errors: not_found.
  virtual awaitable<Result<Attachment>> get_attachment(Scope scope, AttachmentId id) = 0;
  /// By id alone, for a signed address. Errors: not_found.
  virtual awaitable<Result<Attachment>> find_attachment(AttachmentId id) = 0;
  /// Notes that the bytes came. Errors: not_found; conflict, code `already_uploaded`.
  virtual awaitable<Result<Attachment>> fill_attachment(AttachmentId id, UploadedFile file) = 0;
  /// The row as it was. Errors: not_found.
  virtual awaitable<Result<Attachment>> delete_attachment(Scope scope, AttachmentId id) = 0;
  /// Dead rows, oldest first, `most` of them; the same again until they are forgotten. Those
  /// without a thread that were made before `orphans_before` die by this call, so that no message
  /// can take one whose bytes are about to go. Their threads are not given.
  virtual awaitable<Result<std::vector<Attachment>>> dead_attachments(Timestamp orphans_before,
                                                                      std::size_t most) = 0;
  /// Removes these rows, as far as they are dead.
  virtual awaitable<Result<void>> forget_attachments(std::vector<AttachmentId> ids) = 0;

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
  /// Removes what retention has passed: rows of deleted threads, their runs and feedback among
  /// them, old tombstones, idempotency, and old runs where Retention says so.
  virtual awaitable<Result<void>> sweep(Timestamp now) = 0;
};

}  // namespace chatkit::store
