#include "json/rest.hpp"
#include "json/writer.hpp"

// The bodies that the client sends: only what is set.
namespace chatkit::json {
namespace {

void write_enabled(ObjectWriter& object, const std::optional<bool>& enabled) {
  if (enabled) object.boolean("enabled", *enabled);
}

void write_number(ObjectWriter& object, std::string_view name,
                  const std::optional<std::int64_t>& value) {
  if (value) object.number(name, *value);
}

void write_workflow(std::string& out, const ChatSessionWorkflowParam& workflow) {
  ObjectWriter object(out);
  object.string("id", workflow.id);
  if (!workflow.state_variables.empty()) {
    object.key("state_variables");
    write_state_variables(out, workflow.state_variables);
  }
  if (workflow.tracing) {
    object.key("tracing");
    ObjectWriter tracing(out);
    write_enabled(tracing, workflow.tracing->enabled);
    tracing.close();
  }
  if (workflow.version) object.string("version", *workflow.version);
  object.close();
}

void write_configuration(std::string& out,
                         const ChatSessionChatKitConfigurationParam& configuration) {
  ObjectWriter object(out);
  if (configuration.automatic_thread_titling) {
    object.key("automatic_thread_titling");
    ObjectWriter titling(out);
    write_enabled(titling, configuration.automatic_thread_titling->enabled);
    titling.close();
  }
  if (configuration.file_upload) {
    object.key("file_upload");
    ObjectWriter upload(out);
    write_enabled(upload, configuration.file_upload->enabled);
    write_number(upload, "max_file_size", configuration.file_upload->max_file_size);
    write_number(upload, "max_files", configuration.file_upload->max_files);
    upload.close();
  }
  if (configuration.history) {
    object.key("history");
    ObjectWriter history(out);
    write_enabled(history, configuration.history->enabled);
    write_number(history, "recent_threads", configuration.history->recent_threads);
    history.close();
  }
  object.close();
}

void write_expiry(std::string& out, const ChatSessionExpiresAfterParam& expiry) {
  ObjectWriter object(out);
  object.string("anchor", expiry.anchor).number("seconds", expiry.seconds);
  object.close();
}

}  // namespace

void write_rest(std::string& out, const SessionUpdateParams& params) {
  ObjectWriter object(out);
  if (params.state_variables) {
    object.key("workflow");
    ObjectWriter workflow(out);
    workflow.key("state_variables");
    write_state_variables(out, *params.state_variables);
    workflow.close();
  }
  if (params.expires_after) {
    object.key("expires_after");
    write_expiry(out, *params.expires_after);
  }
  object.close();
}

void write_rest(std::string& out, const SessionCreateParams& params) {
  ObjectWriter object(out);
  object.string("user", params.user).key("workflow");
  write_workflow(out, params.workflow);
  if (params.chatkit_configuration) {
    object.key("chatkit_configuration");
    write_configuration(out, *params.chatkit_configuration);
  }
  if (params.expires_after) {
    object.key("expires_after");
    write_expiry(out, *params.expires_after);
  }
  if (params.rate_limits) {
    object.key("rate_limits");
    ObjectWriter limits(out);
    // The older name goes out as the API's own, so that the hosted service understands it too.
    const auto& given = *params.rate_limits;
    write_number(
        limits, "max_requests_per_1_minute",
        given.max_requests_per_1_minute ? given.max_requests_per_1_minute : given.per_minute);
    limits.close();
  }
  if (!params.metadata.empty()) {
    object.key("metadata");
    write_metadata(out, params.metadata);
  }
  object.close();
}

void write_rest(std::string& out, const ThreadUpdateParams& params) {
  ObjectWriter object(out);
  if (params.title) object.string("title", *params.title);
  if (params.metadata) {
    object.key("metadata");
    write_metadata(out, *params.metadata);
  }
  if (params.status) {
    object.key("status");
    ObjectWriter status(out);
    status.string("type", params.status->type.text());
    if (params.status->reason) status.string("reason", *params.status->reason);
    status.close();
  }
  object.close();
}

}  // namespace chatkit::json
