#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "store/retention.hpp"
#include "store/sqlite/backups.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/readers.hpp"
#include "store/sqlite/writer.hpp"
#include "store/store.hpp"

namespace chatkit::store::sqlite {

/// Reads run where they are awaited; writes become jobs of the writer.
class SqliteStore final : public Store {
 public:
  SqliteStore(const Connection::Options& reading, std::unique_ptr<Connection> writing,
              const Retention& retention, const Clock& clock)
      : retention_(retention),
        clock_(clock),
        readers_(reading, clock),
        backups_(reading),
        writer_(std::move(writing), readers_) {}

  awaitable<Result<void>> add_project(Project project) override;
  awaitable<Result<std::vector<Project>>> list_projects() override;
  awaitable<Result<void>> add_api_key(ApiKey key) override;
  awaitable<Result<ApiKey>> find_api_key(std::string hash) override;
  awaitable<Result<std::vector<ApiKey>>> list_api_keys(ProjectId project) override;
  awaitable<Result<ApiKey>> revoke_api_key(ProjectId project, ApiKeyId id, Timestamp now) override;

  awaitable<Result<void>> add_session(Session session,
                                      std::optional<IdempotencyRecord> idempotency) override;
  awaitable<Result<Session>> get_session(ProjectId project, SessionId id) override;
  awaitable<Result<Session>> find_session(SessionId id) override;
  awaitable<Result<Session>> cancel_session(ProjectId project, SessionId id,
                                            Timestamp now) override;
  awaitable<Result<Session>> update_session(ProjectId project, SessionId id, SessionChange change,
                                            Timestamp now) override;

  awaitable<Result<Thread>> get_thread(Scope scope, ThreadId id) override;
  awaitable<Result<Page<Thread>>> list_threads(Scope scope, PageQuery query) override;
  awaitable<Result<Thread>> update_thread(Scope scope, ThreadId id, ThreadChange change) override;
  awaitable<Result<void>> delete_thread(Scope scope, ThreadId id) override;

  awaitable<Result<Page<Item>>> list_items(Scope scope, ThreadId thread,
                                           ItemPageQuery query) override;
  awaitable<Result<Item>> get_item(Scope scope, ThreadId thread, ItemId id) override;
  awaitable<Result<void>> add_item(Scope scope, ThreadId thread, Item item) override;
  awaitable<Result<void>> add_item_after(Scope scope, ThreadId thread, ItemId cut_after,
                                         Item item) override;
  awaitable<Result<void>> replace_item(Scope scope, ThreadId thread, Item item) override;
  awaitable<Result<void>> remove_item(Scope scope, ThreadId thread, ItemId id) override;

  awaitable<Result<void>> start_turn(Scope scope, TurnStart start) override;
  awaitable<Result<void>> end_turn(ProjectId project, RunId run, RunEnd end) override;
  awaitable<Result<Run>> get_run(Scope scope, RunId run) override;
  awaitable<Result<std::vector<Item>>> list_run_items(Scope scope, RunId run) override;
  awaitable<Result<Page<Run>>> list_runs(ProjectId project, RunQuery query) override;
  awaitable<Result<std::uint64_t>> interrupt_runs(Timestamp now) override;

  awaitable<Result<void>> add_feedback(Scope scope, Feedback feedback) override;
  awaitable<Result<Page<Feedback>>> list_feedback(ProjectId project, FeedbackQuery query) override;

  awaitable<Result<void>> add_attachment(Attachment attachment,
                                         std::uint32_t session_files_max) override;
  awaitable<Result<Attachment>> get_attachment(Scope scope, AttachmentId id) override;
  awaitable<Result<Attachment>> find_attachment(AttachmentId id) override;
  awaitable<Result<Attachment>> fill_attachment(AttachmentId id, UploadedFile file) override;
  awaitable<Result<Attachment>> delete_attachment(Scope scope, AttachmentId id) override;
  awaitable<Result<std::vector<Attachment>>> dead_attachments(Timestamp orphans_before,
                                                              std::size_t most) override;
  awaitable<Result<void>> forget_attachments(std::vector<AttachmentId> ids) override;

  awaitable<Result<IdempotencyRecord>> find_idempotency(ProjectId project,
                                                        std::string key) override;

  awaitable<Result<void>> import_session(Session session) override;
  awaitable<Result<std::uint64_t>> import_thread(Thread thread, std::vector<Item> items) override;
  awaitable<Result<Page<Session>>> list_sessions(ProjectId project, PageQuery query) override;

  awaitable<Result<std::string>> get_note(std::string name) override;
  awaitable<Result<void>> set_note(std::string name, std::string value) override;
  awaitable<Result<StoreCounts>> counts() override;
  awaitable<Result<void>> check() override;
  awaitable<Result<void>> backup(std::filesystem::path target) override;
  awaitable<Result<void>> sweep(Timestamp now) override;

 private:
  awaitable<Result<bool>> sweep_some(Timestamp now);

  const Retention retention_;
  const Clock& clock_;
  Readers readers_;
  Backups backups_;
  Writer writer_;
};

}  // namespace chatkit::store::sqlite
