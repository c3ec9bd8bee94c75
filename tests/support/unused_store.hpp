#pragma once

#include "store/store.hpp"

namespace chatkit::test {

/// A store whose every call fails with `internal`: a base for fakes that serve a few calls, so that
/// a call that a test does not expect is seen.
class UnusedStore : public store::Store {
 public:
  using IdempotencyRecord = store::IdempotencyRecord;
  template <class T>
  using Answer = store::awaitable<Result<T>>;

  Answer<void> add_project(store::Project) override { return unused<void>(); }
  Answer<std::vector<store::Project>> list_projects() override {
    return unused<std::vector<store::Project>>();
  }
  Answer<void> add_api_key(store::ApiKey) override { return unused<void>(); }
  Answer<store::ApiKey> find_api_key(std::string) override { return unused<store::ApiKey>(); }
  Answer<std::vector<store::ApiKey>> list_api_keys(ProjectId) override {
    return unused<std::vector<store::ApiKey>>();
  }
  Answer<store::ApiKey> revoke_api_key(ProjectId, ApiKeyId, Timestamp) override {
    return unused<store::ApiKey>();
  }
  Answer<void> add_session(store::Session, std::optional<IdempotencyRecord>) override {
    return unused<void>();
  }
  Answer<store::Session> get_session(ProjectId, SessionId) override {
    return unused<store::Session>();
  }
  Answer<store::Session> find_session(SessionId) override { return unused<store::Session>(); }
  Answer<store::Session> cancel_session(ProjectId, SessionId, Timestamp) override {
    return unused<store::Session>();
  }
  Answer<store::Session> update_session(ProjectId, SessionId, store::SessionChange,
                                        Timestamp) override {
    return unused<store::Session>();
  }
  Answer<store::Thread> get_thread(store::Scope, ThreadId) override {
    return unused<store::Thread>();
  }
  Answer<store::Page<store::Thread>> list_threads(store::Scope, store::PageQuery) override {
    return unused<store::Page<store::Thread>>();
  }
  Answer<store::Thread> update_thread(store::Scope, ThreadId, store::ThreadChange) override {
    return unused<store::Thread>();
  }
  Answer<void> delete_thread(store::Scope, ThreadId) override { return unused<void>(); }
  Answer<store::Page<store::Item>> list_items(store::Scope, ThreadId,
                                              store::ItemPageQuery) override {
    return unused<store::Page<store::Item>>();
  }
  Answer<store::Item> get_item(store::Scope, ThreadId, ItemId) override {
    return unused<store::Item>();
  }
  Answer<void> add_item(store::Scope, ThreadId, store::Item) override { return unused<void>(); }
  Answer<void> add_item_after(store::Scope, ThreadId, ItemId, store::Item) override {
    return unused<void>();
  }
  Answer<void> replace_item(store::Scope, ThreadId, store::Item) override { return unused<void>(); }
  Answer<void> remove_item(store::Scope, ThreadId, ItemId) override { return unused<void>(); }
  Answer<void> start_turn(store::Scope, store::TurnStart) override { return unused<void>(); }
  Answer<void> end_turn(ProjectId, RunId, store::RunEnd) override { return unused<void>(); }
  Answer<store::Run> get_run(store::Scope, RunId) override { return unused<store::Run>(); }
  Answer<std::vector<store::Item>> list_run_items(store::Scope, RunId) override {
    return unused<std::vector<store::Item>>();
  }
  Answer<store::Page<store::Run>> list_runs(ProjectId, store::RunQuery) override {
    return unused<store::Page<store::Run>>();
  }
  Answer<std::uint64_t> interrupt_runs(Timestamp) override { return unused<std::uint64_t>(); }
  Answer<void> add_feedback(store::Scope, store::Feedback) override { return unused<void>(); }
  Answer<store::Page<store::Feedback>> list_feedback(ProjectId, store::FeedbackQuery) override {
    return unused<store::Page<store::Feedback>>();
  }
  Answer<void> add_attachment(store::Attachment, std::uint32_t) override { return unused<void>(); }
  Answer<store::Attachment> get_attachment(store::Scope, AttachmentId) override {
    return unused<store::Attachment>();
  }
  Answer<store::Attachment> find_attachment(AttachmentId) override {
    return unused<store::Attachment>();
  }
  Answer<store::Attachment> fill_attachment(AttachmentId, store::UploadedFile) override {
    return unused<store::Attachment>();
  }
  Answer<store::Attachment> delete_attachment(store::Scope, AttachmentId) override {
    return unused<store::Attachment>();
  }
  Answer<std::vector<store::Attachment>> dead_attachments(Timestamp, std::size_t) override {
    return unused<std::vector<store::Attachment>>();
  }
  Answer<void> forget_attachments(std::vector<AttachmentId>) override { return unused<void>(); }
  Answer<IdempotencyRecord> find_idempotency(ProjectId, std::string) override {
    return unused<IdempotencyRecord>();
  }
  Answer<void> import_session(store::Session) override { return unused<void>(); }
  Answer<std::uint64_t> import_thread(store::Thread, std::vector<store::Item>) override {
    return unused<std::uint64_t>();
  }
  Answer<store::Page<store::Session>> list_sessions(ProjectId, store::PageQuery) override {
    return unused<store::Page<store::Session>>();
  }
  Answer<std::string> get_note(std::string) override { return unused<std::string>(); }
  Answer<void> set_note(std::string, std::string) override { return unused<void>(); }
  Answer<store::StoreCounts> counts() override { return unused<store::StoreCounts>(); }
  Answer<void> check() override { return unused<void>(); }
  Answer<void> backup(std::filesystem::path) override { return unused<void>(); }
  Answer<void> sweep(Timestamp) override { return unused<void>(); }

 protected:
  template <class T>
  static Answer<T> unused() {
    co_return internal_error("a call that this test does not expect");
  }
};

}  // namespace chatkit::test
