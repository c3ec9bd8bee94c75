#include "json/rest_run.hpp"

#include "json/columns.hpp"
#include "json/rest_write.hpp"

namespace chatkit::json {
namespace {

void write_usage(std::string& out, const RestUsage& usage) {
  ObjectWriter object(out);
  object.string("model", usage.model);
  object.number("input_tokens", static_cast<std::int64_t>(usage.input_tokens));
  object.number("output_tokens", static_cast<std::int64_t>(usage.output_tokens));
  object.close();
}

void time_or_null(ObjectWriter& object, std::string_view name,
                  const std::optional<UnixSeconds>& time) {
  if (time) {
    object.number(name, time->time_since_epoch().count());
  } else {
    object.null(name);
  }
}

}  // namespace

void write_rest(std::string& out, const RestRun& run) {
  ObjectWriter object(out);
  object.string("id", run.id).string("object", "chatkit.run");
  object.number("created_at", run.created_at.time_since_epoch().count());
  time_or_null(object, "ended_at", run.ended_at);
  object.string("status", run.status).string("cause", run.cause);
  object.string("responder", run.responder).key("workflow");
  ObjectWriter workflow(out);
  workflow.string("id", run.workflow_id).string("version", run.workflow_version);
  workflow.close();
  object.string("thread_id", run.thread_id).string("session_id", run.session_id);
  object.string("user", run.user);
  string_or_null(object, "error", run.error);
  number_or_null(object, "first_event_ms", run.first_event_ms);
  number_or_null(object, "duration_ms", run.duration_ms);
  object.key("events");
  write_counts(out, run.events);
  object.key("usage");
  if (run.usage) {
    write_usage(out, *run.usage);
  } else {
    out.append("null");
  }
  object.close();
}

void write_rest(std::string& out, const RestFeedback& feedback) {
  ObjectWriter object(out);
  object.string("id", feedback.id).string("object", "chatkit.feedback");
  object.number("created_at", feedback.created_at.time_since_epoch().count());
  object.string("thread_id", feedback.thread_id).string("session_id", feedback.session_id);
  object.string("user", feedback.user).key("item_ids");
  write_texts(out, feedback.item_ids);
  object.string("kind", feedback.kind);
  object.close();
}

void write_rest(std::string& out, const RestPage<RestRun>& page) { write_page(out, page); }
void write_rest(std::string& out, const RestPage<RestFeedback>& page) { write_page(out, page); }

}  // namespace chatkit::json
