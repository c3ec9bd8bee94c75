#include "rest/run_resources.hpp"

#include <chrono>

#include "rest/resources.hpp"
#include "store/run_state.hpp"

namespace chatkit::rest {
namespace {

std::optional<json::RestUsage> usage_of(const store::RunFigures& figures) {
  if (figures.model.empty() && figures.tokens_in == 0 && figures.tokens_out == 0) {
    return std::nullopt;
  }
  json::RestUsage usage;
  usage.model = figures.model;
  usage.input_tokens = figures.tokens_in;
  usage.output_tokens = figures.tokens_out;
  return usage;
}

}  // namespace

json::RestRun run_resource(const store::Run& row) {
  json::RestRun run;
  run.id = row.id.str();
  run.created_at = to_seconds(row.started_at);
  if (row.ended_at) {
    run.ended_at = to_seconds(*row.ended_at);
    const auto took = *row.ended_at - row.started_at;
    run.duration_ms = std::chrono::floor<std::chrono::milliseconds>(took).count();
  }
  run.status = name_of(row.state);
  run.cause = row.cause;
  run.responder = row.responder;
  run.workflow_id = row.workflow_id;
  run.workflow_version = row.workflow_version;
  run.thread_id = row.thread.str();
  run.session_id = row.session.str();
  run.user = row.user;
  if (!row.error.empty()) run.error = row.error;
  if (row.figures.first_event_after) run.first_event_ms = row.figures.first_event_after->count();
  run.events = row.figures.events;
  run.usage = usage_of(row.figures);
  return run;
}

json::RestFeedback feedback_resource(const store::Feedback& row) {
  json::RestFeedback feedback;
  feedback.id = row.id.str();
  feedback.created_at = to_seconds(row.created_at);
  feedback.thread_id = row.thread.str();
  feedback.session_id = row.session.str();
  feedback.user = row.user;
  feedback.item_ids = row.item_ids;
  feedback.kind = row.kind;
  return feedback;
}

}  // namespace chatkit::rest
