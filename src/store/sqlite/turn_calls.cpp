#include <utility>

#include "store/sqlite/attachments.hpp"
#include "store/sqlite/calls.hpp"
#include "store/sqlite/feedback.hpp"
#include "store/sqlite/runs.hpp"

// Turns, and what users leave beside them.
namespace chatkit::store::sqlite {

awaitable<Result<void>> SqliteStore::start_turn(Scope scope, TurnStart start) {
  return writer_.write<void>(
      [scope = std::move(scope), start = std::move(start)](Connection& connection) {
        return sqlite::start_turn(connection, scope, start);
      });
}

awaitable<Result<void>> SqliteStore::end_turn(ProjectId project, RunId run, RunEnd end) {
  return writer_.write<void>([project = std::move(project), run = std::move(run),
                              end = std::move(end)](Connection& connection) {
    return sqlite::end_turn(connection, project, run, end);
  });
}

awaitable<Result<Run>> SqliteStore::get_run(Scope scope, RunId run) {
  co_return readers_.run(
      [&](Connection& connection) { return sqlite::get_run(connection, scope, run); });
}

awaitable<Result<std::vector<Item>>> SqliteStore::list_run_items(Scope scope, RunId run) {
  co_return readers_.run(
      [&](Connection& connection) { return sqlite::list_run_items(connection, scope, run); });
}

awaitable<Result<Page<Run>>> SqliteStore::list_runs(ProjectId project, RunQuery query) {
  co_return readers_.run(
      [&](Connection& connection) { return sqlite::list_runs(connection, project, query); });
}

awaitable<Result<std::uint64_t>> SqliteStore::interrupt_runs(Timestamp now) {
  return writer_.write<std::uint64_t>(
      [now](Connection& connection) { return sqlite::interrupt_runs(connection, now); });
}

awaitable<Result<void>> SqliteStore::add_feedback(Scope scope, Feedback feedback) {
  return writer_.write<void>(
      [scope = std::move(scope), feedback = std::move(feedback)](Connection& connection) {
        return sqlite::insert_feedback(connection, scope, feedback);
      });
}

awaitable<Result<Page<Feedback>>> SqliteStore::list_feedback(ProjectId project,
                                                             FeedbackQuery query) {
  co_return readers_.run(
      [&](Connection& connection) { return sqlite::list_feedback(connection, project, query); });
}

awaitable<Result<void>> SqliteStore::add_attachment(Attachment attachment,
                                                    std::uint32_t session_files_max) {
  return writer_.write<void>(
      [attachment = std::move(attachment), session_files_max](Connection& connection) {
        return sqlite::insert_attachment(connection, attachment, session_files_max);
      });
}

awaitable<Result<Attachment>> SqliteStore::get_attachment(Scope scope, AttachmentId id) {
  co_return readers_.run(
      [&](Connection& connection) { return sqlite::get_attachment(connection, scope, id); });
}

awaitable<Result<Attachment>> SqliteStore::find_attachment(AttachmentId id) {
  co_return readers_.run(
      [&](Connection& connection) { return sqlite::find_attachment(connection, id); });
}

awaitable<Result<Attachment>> SqliteStore::fill_attachment(AttachmentId id, UploadedFile file) {
  return writer_.write<Attachment>(
      [id = std::move(id), file = std::move(file)](Connection& connection) {
        return sqlite::fill_attachment(connection, id, file);
      });
}

awaitable<Result<Attachment>> SqliteStore::delete_attachment(Scope scope, AttachmentId id) {
  return writer_.write<Attachment>(
      [scope = std::move(scope), id = std::move(id)](Connection& connection) {
        return sqlite::delete_attachment(connection, scope, id);
      });
}

awaitable<Result<std::vector<Attachment>>> SqliteStore::dead_attachments(Timestamp orphans_before,
                                                                         std::size_t most) {
  return writer_.write<std::vector<Attachment>>(
      [orphans_before, most](Connection& connection) -> Result<std::vector<Attachment>> {
        return sqlite::dead_attachments(connection, orphans_before, most);
      });
}

awaitable<Result<void>> SqliteStore::forget_attachments(std::vector<AttachmentId> ids) {
  return writer_.write<void>([ids = std::move(ids)](Connection& connection) -> Result<void> {
    sqlite::forget_attachments(connection, ids);
    return {};
  });
}

}  // namespace chatkit::store::sqlite
