#include "store/sqlite/runs.hpp"

#include <optional>
#include <string>

#include "json/columns.hpp"
#include "store/sqlite/attachments.hpp"
#include "store/sqlite/conflicts.hpp"
#include "store/sqlite/items.hpp"
#include "store/sqlite/keys.hpp"
#include "store/sqlite/sessions.hpp"
#include "store/sqlite/threads.hpp"

namespace chatkit::store::sqlite {
namespace {

Result<ThreadPlace> place_of_turn(Connection& connection, const Scope& scope,
                                  const TurnStart& start) {
  if (start.new_thread) return insert_thread(connection, *start.new_thread);
  auto place = find_thread(connection, scope, start.run.thread);
  if (place && !place->active) {
    return conflict("thread_not_active", "The thread does not take new messages.");
  }
  return place;
}

Result<void> take_idempotency_key(Connection& connection, const TurnStart& start) {
  if (!start.idempotency) return {};
  IdempotencyRecord record = *start.idempotency;
  record.target = start.run.id.str();
  return insert_idempotency(connection, start.run.project, record);
}

/// What the user's input changes of what is there.
Result<void> change_items(Connection& connection, std::int64_t thread, const TurnStart& start) {
  for (const Item& item : start.replaced_items) {
    const auto replaced = replace_item(connection, thread, item);
    if (!replaced) return replaced.error();
  }
  for (const ItemId& item : start.removed_items) {
    const auto removed = remove_item(connection, thread, item, start.run.started_at);
    if (!removed && removed.error().kind != ErrorKind::not_found) return removed.error();
  }
  return {};
}

/// The key of the run's first item, which is the user's if there is one.
Result<std::int64_t> first_key(Connection& connection, std::int64_t thread,
                               const TurnStart& start) {
  if (start.user_item) return append_item(connection, thread, *start.user_item);
  return next_item_key(connection, thread);
}

Result<void> insert_run(Connection& connection, std::int64_t thread, std::int64_t key,
                        const Run& run) {
  const auto project = connection.project_number(run.project);
  if (!project) return not_found("project", run.project.str());
  connection
      .statement(
          "INSERT INTO runs (id, project, thread, session, workflow_version, state, started_at, "
          "responder, cause, traced, first_place) VALUES (?,?,?,?,?,?,?,?,?,?,?) "
          "ON CONFLICT DO NOTHING")
      .bind(run.id, *project, thread, run.session, run.workflow_version,
            static_cast<int>(run.state), run.started_at, run.responder, run.cause, run.traced,
            key - key_before(thread))
      .run();
  if (connection.changes() == 0) return id_taken("run", run.id.str());
  return {};
}

/// Gives the key of the last item that is, or lately was, in the thread.
Result<std::int64_t> append_last_items(Connection& connection, std::int64_t thread,
                                       const RunEnd& end) {
  if (end.cut_after && !end.last_items.empty()) {
    const auto cut = remove_items_after(connection, thread, *end.cut_after, end.ended_at);
    if (!cut && cut.error().kind != ErrorKind::not_found) return cut.error();
  }
  for (const Item& item : end.last_items) {
    if (replace_item(connection, thread, item)) continue;
    const auto appended = append_item(connection, thread, item);
    if (!appended) return appended.error();
  }
  return next_item_key(connection, thread) - 1;
}

std::optional<std::string_view> text_or_null(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return text;
}

void update_ended(Connection& connection, std::int64_t number,
                  std::optional<std::int64_t> last_place, const RunEnd& end) {
  const RunFigures& figures = end.figures;
  std::optional<std::int64_t> first_event_ms;
  if (figures.first_event_after) first_event_ms = figures.first_event_after->count();
  std::string events;
  if (!figures.events.empty()) json::write_counts(events, figures.events);
  connection
      .statement(
          "UPDATE runs SET state = ?, ended_at = ?, error = ?, last_place = ?, "
          "first_event_ms = ?, events = ?, model = ?, tokens_in = ?, tokens_out = ? "
          "WHERE number = ?")
      .bind(static_cast<int>(end.state), end.ended_at, text_or_null(end.error), last_place,
            first_event_ms, text_or_null(events), text_or_null(figures.model),
            static_cast<std::int64_t>(figures.tokens_in),
            static_cast<std::int64_t>(figures.tokens_out), number)
      .run();
}

}  // namespace

Result<void> start_turn(Connection& connection, const Scope& scope, const TurnStart& start) {
  const auto key_taken = take_idempotency_key(connection, start);
  if (!key_taken) return key_taken.error();
  const auto place = place_of_turn(connection, scope, start);
  if (!place) return place.error();
  const std::int64_t thread = place->number;
  const auto changed = change_items(connection, thread, start);
  if (!changed) return changed.error();
  const auto first = first_key(connection, thread, start);
  if (!first) return first.error();
  for (const AttachmentId& attachment : start.attachments) {
    const auto given = give_to_thread(connection, scope, attachment, thread);
    if (!given) return given.error();
  }
  return insert_run(connection, thread, *first, start.run);
}

Result<void> end_turn(Connection& connection, const ProjectId& project, const RunId& run,
                      const RunEnd& end) {
  std::int64_t number = 0;
  std::int64_t thread = 0;
  bool deleted = false;
  {
    auto find = connection.statement(
        "SELECT r.number, r.thread, t.deleted_at FROM runs r "
        "CROSS JOIN threads t ON t.number = r.thread WHERE r.id = ? AND r.project = ?");
    find.bind(run, connection.project_number(project).value_or(0));
    if (!find.step()) return not_found("run", run.str());
    number = find.integer(0);
    thread = find.integer(1);
    deleted = !find.is_null(2);
  }
  std::optional<std::int64_t> last_place;
  if (!deleted) {
    const auto last = append_last_items(connection, thread, end);
    if (!last) return last.error();
    last_place = *last - key_before(thread);
  }
  update_ended(connection, number, last_place, end);
  return {};
}

Result<std::uint64_t> interrupt_runs(Connection& connection, Timestamp now) {
  connection.statement("UPDATE runs SET state = ?, ended_at = ? WHERE state = 0")
      .bind(static_cast<int>(RunState::interrupted), now)
      .run();
  return static_cast<std::uint64_t>(connection.changes());
}

}  // namespace chatkit::store::sqlite
