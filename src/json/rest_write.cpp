#include "json/rest_write.hpp"

#include "json/rest.hpp"

namespace chatkit::json {
namespace {

void write_configuration(std::string& out, const ChatSessionChatKitConfiguration& configuration) {
  ObjectWriter object(out);
  const auto& titling = configuration.automatic_thread_titling;
  object.key("automatic_thread_titling");
  ObjectWriter titling_object(out);
  titling_object.boolean("enabled", titling.enabled);
  write_extra(titling_object, titling.extra);
  titling_object.close();

  const auto& upload = configuration.file_upload;
  object.key("file_upload");
  ObjectWriter upload_object(out);
  upload_object.boolean("enabled", upload.enabled);
  number_or_null(upload_object, "max_file_size", upload.max_file_size);
  number_or_null(upload_object, "max_files", upload.max_files);
  write_extra(upload_object, upload.extra);
  upload_object.close();

  const auto& history = configuration.history;
  object.key("history");
  ObjectWriter history_object(out);
  history_object.boolean("enabled", history.enabled);
  number_or_null(history_object, "recent_threads", history.recent_threads);
  write_extra(history_object, history.extra);
  history_object.close();

  write_extra(object, configuration.extra);
  object.close();
}

void write_workflow(std::string& out, const ChatKitWorkflow& workflow) {
  ObjectWriter object(out);
  object.string("id", workflow.id);
  string_or_null(object, "version", workflow.version);
  object.key("state_variables");
  if (workflow.state_variables) {
    write_state_variables(out, *workflow.state_variables);
  } else {
    out.append("null");
  }
  object.key("tracing");
  ObjectWriter tracing(out);
  tracing.boolean("enabled", workflow.tracing.enabled);
  write_extra(tracing, workflow.tracing.extra);
  tracing.close();
  write_extra(object, workflow.extra);
  object.close();
}

void write_status(std::string& out, const ThreadStatus& status) {
  ObjectWriter object(out);
  object.string("type", status.type.text());
  const bool active = status.type == ThreadStatusType::Known::active;
  if (!active || status.reason) string_or_null(object, "reason", status.reason);
  write_extra(object, status.extra);
  object.close();
}

}  // namespace

void write_rest(std::string& out, const ChatSession& session) {
  ObjectWriter object(out);
  object.string("id", session.id).string("object", session.object);
  object.number("expires_at", session.expires_at.time_since_epoch().count());
  object.string("client_secret", session.client_secret);
  object.key("workflow");
  write_workflow(out, session.workflow);
  object.string("user", session.user).key("rate_limits");
  ObjectWriter limits(out);
  limits.number("max_requests_per_1_minute", session.rate_limits.max_requests_per_1_minute);
  write_extra(limits, session.rate_limits.extra);
  limits.close();
  object.number("max_requests_per_1_minute", session.max_requests_per_1_minute);
  object.string("status", session.status.text()).key("chatkit_configuration");
  write_configuration(out, session.chatkit_configuration);
  write_extra(object, session.extra);
  object.close();
}

void write_rest(std::string& out, const ChatKitThread& thread) {
  ObjectWriter object(out);
  object.string("id", thread.id).string("object", thread.object);
  object.number("created_at", thread.created_at.time_since_epoch().count());
  string_or_null(object, "title", thread.title);
  object.key("status");
  write_status(out, thread.status);
  object.string("user", thread.user).key("metadata");
  write_metadata(out, thread.metadata);
  string_or_null(object, "session_id", thread.session_id);
  write_extra(object, thread.extra);
  object.close();
}

void write_rest(std::string& out, const ThreadDeleteResponse& response) {
  ObjectWriter object(out);
  object.string("id", response.id).string("object", response.object);
  object.boolean("deleted", response.deleted);
  write_extra(object, response.extra);
  object.close();
}

void write_rest(std::string& out, const RestPage<ChatKitThread>& page) { write_page(out, page); }
void write_rest(std::string& out, const RestPage<ChatKitThreadItem>& page) {
  write_page(out, page);
}

void write_error(std::string& out, const Error& error) {
  ObjectWriter object(out);
  object.key("error");
  ObjectWriter inner(out);
  inner.string("message", error.message).string("type", type_of(error.kind));
  string_or_null(inner, "param", error.param);
  if (error.code.empty()) {
    inner.null("code");
  } else {
    inner.string("code", error.code);
  }
  inner.close();
  object.close();
}

}  // namespace chatkit::json
