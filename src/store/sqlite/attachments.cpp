#include "store/sqlite/attachments.hpp"

#include <string>
#include <utility>

#include "store/sqlite/conflicts.hpp"
#include "store/sqlite/threads.hpp"

namespace chatkit::store::sqlite {
namespace {

// The thread's id comes last: a dead attachment is read without it.
constexpr char kAttachmentColumns[] =
    "a.id, p.id, a.user, a.session, a.type, a.name, a.mime_type, a.size, a.file, a.preview, "
    "a.created_at, ";

/// Reads kAttachmentColumns and the thread's id.
Attachment read_attachment(const Statement& row) {
  Attachment attachment;
  attachment.id = AttachmentId(row.view(0));
  attachment.project = ProjectId(row.view(1));
  attachment.user = row.text(2);
  attachment.session = SessionId(row.view(3));
  attachment.type = row.text(4);
  attachment.name = row.text(5);
  attachment.mime_type = row.text(6);
  attachment.size = static_cast<std::uint64_t>(row.integer(7));
  attachment.file = row.text(8);
  attachment.preview = row.text(9);
  attachment.created_at = row.time(10);
  if (!row.is_null(11)) attachment.thread = ThreadId(row.view(11));
  return attachment;
}

/// Whether the attachment, and the thread that it is in, are inside of `scope`.
bool is_inside(Connection& connection, const Scope& scope, const Attachment& attachment) {
  if (scope.project != attachment.project) return false;
  if (scope.user && *scope.user != attachment.user) return false;
  if (scope.session && *scope.session != attachment.session) return false;
  return !attachment.thread || find_thread(connection, scope, *attachment.thread).has_value();
}

/// Whether the session has `most` already; counts no further.
bool has_enough(Connection& connection, std::int64_t project, const SessionId& session,
                std::uint32_t most) {
  auto count = connection.statement(
      "SELECT count(*) FROM (SELECT 1 FROM attachments INDEXED BY attachments_by_session "
      "WHERE project = ? AND session = ? AND dead = 0 LIMIT ?)");
  count.bind(project, session, most);
  return count.step() && count.integer(0) >= most;
}

}  // namespace

Result<void> insert_attachment(Connection& connection, const Attachment& attachment,
                               std::uint32_t session_files_max) {
  const auto project = connection.project_number(attachment.project);
  if (!project) return not_found("project", attachment.project.str());
  if (has_enough(connection, *project, attachment.session, session_files_max)) {
    return conflict("too_many_files", "The session has as many files as it may have, " +
                                          std::to_string(session_files_max) + ".");
  }
  std::optional<std::int64_t> thread;
  if (attachment.thread) {
    Scope owner;
    owner.project = attachment.project;
    owner.user = attachment.user;
    const auto found = find_thread(connection, owner, *attachment.thread);
    if (!found) return not_found("thread", attachment.thread->str());
    thread = found->number;
  }
  connection
      .statement(
          "INSERT INTO attachments (id, project, user, session, type, name, mime_type, size, file, "
          "preview, created_at, thread) VALUES (?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING")
      .bind(attachment.id, *project, attachment.user, attachment.session, attachment.type,
            attachment.name, attachment.mime_type, static_cast<std::int64_t>(attachment.size),
            attachment.file, attachment.preview, attachment.created_at, thread)
      .run();
  if (connection.changes() == 0) return id_taken("attachment", attachment.id.str());
  return {};
}

Result<Attachment> find_attachment(Connection& connection, const AttachmentId& id) {
  static const std::string sql = std::string("SELECT ") + kAttachmentColumns +
                                 "t.id FROM attachments a CROSS JOIN projects p "
                                 "ON p.number = a.project LEFT JOIN threads t "
                                 "ON t.number = a.thread WHERE a.id = ? AND a.dead = 0";
  auto find = connection.statement(sql.c_str());
  find.bind(id);
  if (!find.step()) return not_found("attachment", id.str());
  return read_attachment(find);
}

Result<Attachment> get_attachment(Connection& connection, const Scope& scope,
                                  const AttachmentId& id) {
  auto attachment = find_attachment(connection, id);
  if (!attachment) return attachment.error();
  if (!is_inside(connection, scope, *attachment)) return not_found("attachment", id.str());
  return attachment;
}

Result<Attachment> fill_attachment(Connection& connection, const AttachmentId& id,
                                   const UploadedFile& file) {
  connection
      .statement(
          "UPDATE attachments SET type = ?, mime_type = ?, size = ?, file = ?, preview = ? "
          "WHERE id = ? AND dead = 0 AND file = ''")
      .bind(file.type, file.mime_type, static_cast<std::int64_t>(file.size), file.file,
            file.preview, id)
      .run();
  const bool filled = connection.changes() > 0;
  auto attachment = find_attachment(connection, id);
  if (attachment && !filled) {
    return conflict("already_uploaded", "The bytes of this attachment came already.");
  }
  return attachment;
}

Result<Attachment> delete_attachment(Connection& connection, const Scope& scope,
                                     const AttachmentId& id) {
  auto attachment = get_attachment(connection, scope, id);
  if (!attachment) return attachment.error();
  connection.statement("UPDATE attachments SET dead = 1 WHERE id = ?").bind(id).run();
  return attachment;
}

Result<void> give_to_thread(Connection& connection, const Scope& scope, const AttachmentId& id,
                            std::int64_t thread) {
  connection
      .statement(
          "UPDATE attachments SET thread = ?1 WHERE id = ?2 AND dead = 0 "
          "AND (thread IS NULL OR thread = ?1) AND (?3 IS NULL OR session = ?3) "
          "AND (project, user) = (SELECT project, user FROM threads WHERE number = ?1)")
      .bind(thread, id, scope.session)
      .run();
  if (connection.changes() == 0) return not_found("attachment", id.str());
  return {};
}

void end_attachments_of(Connection& connection, std::int64_t thread) {
  connection
      .statement(
          "UPDATE attachments INDEXED BY attachments_by_thread SET dead = 1 "
          "WHERE thread = ? AND thread IS NOT NULL AND dead = 0")
      .bind(thread)
      .run();
}

std::vector<Attachment> dead_attachments(Connection& connection, Timestamp orphans_before,
                                         std::size_t most) {
  const auto limit = static_cast<std::int64_t>(most);
  connection
      .statement(
          "UPDATE attachments SET dead = 1 WHERE number IN "
          "(SELECT number FROM attachments INDEXED BY attachments_without_thread "
          "WHERE dead = 0 AND thread IS NULL AND created_at < ? ORDER BY created_at LIMIT ?)")
      .bind(orphans_before, limit)
      .run();
  static const std::string sql =
      std::string("SELECT ") + kAttachmentColumns +
      "NULL FROM attachments a INDEXED BY attachments_dead CROSS JOIN projects p "
      "ON p.number = a.project WHERE a.dead = 1 ORDER BY a.number LIMIT ?";
  auto rows = connection.statement(sql.c_str());
  rows.bind(limit);
  std::vector<Attachment> dead;
  while (rows.step()) dead.push_back(read_attachment(rows));
  return dead;
}

void forget_attachments(Connection& connection, const std::vector<AttachmentId>& ids) {
  for (const AttachmentId& id : ids) {
    connection.statement("DELETE FROM attachments WHERE id = ? AND dead = 1").bind(id).run();
  }
}

}  // namespace chatkit::store::sqlite
