#pragma once

#include <stdlib.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "store/store.hpp"
#include "support/manual_clock.hpp"
#include "support/run.hpp"

// Rows for tests of stores, and what turns their results into plain values.
namespace chatkit::test {

/// A directory that is gone again at the end.
class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    std::string pattern = (std::filesystem::temp_directory_path() / "chatkit-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp " + pattern);
    path_ = pattern;
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// What a call gives; throws what went wrong, which fails the test.
template <class T>
T must(boost::asio::awaitable<Result<T>> call) {
  Result<T> result = run(std::move(call));
  if (!result) {
    throw std::runtime_error(result.error().code + ": " + result.error().message + " " +
                             result.error().log_text);
  }
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// The error of a call that has to fail.
template <class T>
Error failure_of(boost::asio::awaitable<Result<T>> call) {
  Result<T> result = run(std::move(call));
  if (result) throw std::runtime_error("the call should have failed");
  return result.error();
}

inline store::Project sample_project(const char* id = "proj_1") {
  store::Project project;
  project.id = ProjectId(id);
  project.name = "Sample";
  project.created_at = Timestamp(std::chrono::seconds(1'700'000'000));
  return project;
}

inline store::Scope project_scope(const char* id = "proj_1") {
  store::Scope scope;
  scope.project = ProjectId(id);
  return scope;
}

inline store::Scope user_scope(const char* user, const char* workflow = "wf_1") {
  store::Scope scope = project_scope();
  scope.user = user;
  scope.workflow_id = workflow;
  return scope;
}

inline store::Thread sample_thread(std::string id, std::int64_t created_at_us = 1'000'000) {
  store::Thread thread;
  thread.id = ThreadId(std::move(id));
  thread.project = ProjectId("proj_1");
  thread.user = "user_1";
  thread.workflow_id = "wf_1";
  thread.session = SessionId("sess_1");
  thread.created_at = Timestamp(std::chrono::microseconds(created_at_us));
  return thread;
}

inline store::Item sample_item(std::string id,
                               store::Visibility visibility = store::Visibility::everywhere) {
  store::Item item;
  item.body = R"({"id":")" + id + R"("})";
  item.id = ItemId(std::move(id));
  item.visibility = visibility;
  item.created_at = Timestamp(std::chrono::microseconds(2'000'000));
  return item;
}

inline store::Session sample_session(const char* id = "sess_1") {
  store::Session session;
  session.id = SessionId(id);
  session.project = ProjectId("proj_1");
  session.user = "user_1";
  session.workflow_id = "wf_1";
  session.resolved_version = "v2";
  session.created_at = Timestamp(std::chrono::seconds(1000));
  session.expires_at = Timestamp(std::chrono::seconds(1600));
  return session;
}

inline store::TurnStart sample_turn(const char* run, const char* thread) {
  store::TurnStart start;
  start.run.id = RunId(run);
  start.run.project = ProjectId("proj_1");
  start.run.thread = ThreadId(thread);
  start.run.session = SessionId("sess_1");
  start.run.started_at = Timestamp(std::chrono::seconds(1000));
  return start;
}

inline store::Feedback sample_feedback(const char* id, const char* thread,
                                       std::vector<std::string> items) {
  store::Feedback feedback;
  feedback.id = FeedbackId(id);
  feedback.project = ProjectId("proj_1");
  feedback.thread = ThreadId(thread);
  feedback.session = SessionId("sess_1");
  feedback.user = "user_1";
  feedback.item_ids = std::move(items);
  feedback.kind = "positive";
  feedback.created_at = Timestamp(std::chrono::seconds(3000));
  return feedback;
}

inline store::Attachment sample_attachment(std::string id) {
  store::Attachment attachment;
  attachment.id = AttachmentId(std::move(id));
  attachment.project = ProjectId("proj_1");
  attachment.user = "user_1";
  attachment.session = SessionId("sess_1");
  attachment.name = "notes.txt";
  attachment.mime_type = "text/plain";
  attachment.size = 12;
  attachment.created_at = Timestamp(std::chrono::seconds(1000));
  return attachment;
}

template <class Rows>
std::vector<std::string> ids_in(const Rows& rows) {
  std::vector<std::string> ids;
  for (const auto& row : rows) ids.push_back(row.id.str());
  return ids;
}

template <class T>
std::vector<std::string> ids_of(const store::Page<T>& page) {
  return ids_in(page.data);
}

}  // namespace chatkit::test
