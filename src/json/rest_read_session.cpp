#include "json/maps.hpp"
#include "json/rest.hpp"
#include "json/rest_read.hpp"

namespace chatkit::json {
namespace {

void read(Value& value, ChatSessionAutomaticThreadTitling& out) {
  if (value.is_null()) return;
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "enabled") return read(field, out.enabled);
    keep(field, out.extra);
  });
}

void read(Value& value, ChatSessionFileUpload& out) {
  if (value.is_null()) return;
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "enabled") return read(field, out.enabled);
    if (name == "max_file_size") return read(field, out.max_file_size);
    if (name == "max_files") return read(field, out.max_files);
    keep(field, out.extra);
  });
}

void read(Value& value, ChatSessionHistory& out) {
  if (value.is_null()) return;
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "enabled") return read(field, out.enabled);
    if (name == "recent_threads") return read(field, out.recent_threads);
    keep(field, out.extra);
  });
}

void read(Value& value, ChatSessionChatKitConfiguration& out) {
  if (value.is_null()) return;
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "automatic_thread_titling") return read(field, out.automatic_thread_titling);
    if (name == "file_upload") return read(field, out.file_upload);
    if (name == "history") return read(field, out.history);
    keep(field, out.extra);
  });
}

void read(Value& value, ChatSessionRateLimits& out) {
  if (value.is_null()) return;
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "max_requests_per_1_minute") {
      return read(field, out.max_requests_per_1_minute);
    }
    keep(field, out.extra);
  });
}

void read(Value& value, ChatKitWorkflowTracing& out) {
  if (value.is_null()) return;
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "enabled") return read(field, out.enabled);
    keep(field, out.extra);
  });
}

void read(Value& value, ChatKitWorkflow& out) {
  if (value.is_null()) return;
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "id") return read(field, out.id);
    if (name == "version") return read(field, out.version);
    if (name == "state_variables") return read(field, out.state_variables);
    if (name == "tracing") return read(field, out.tracing);
    keep(field, out.extra);
  });
}

void read(Value& value, ChatSession& out) {
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "id") return read(field, out.id);
    if (name == "object") return read(field, out.object);
    if (name == "expires_at") return read(field, out.expires_at);
    if (name == "client_secret") return read(field, out.client_secret);
    if (name == "workflow") return read(field, out.workflow);
    if (name == "user") return read(field, out.user);
    if (name == "rate_limits") return read(field, out.rate_limits);
    if (name == "max_requests_per_1_minute") {
      return read(field, out.max_requests_per_1_minute);
    }
    if (name == "status") return read(field, out.status);
    if (name == "chatkit_configuration") return read(field, out.chatkit_configuration);
    keep(field, out.extra);
  });
  require(value, "id", !out.id.empty());
}

}  // namespace

Result<ChatSession> read_session(std::string_view json) {
  return read_body<ChatSession>(json, Reading::Nul::accept,
                                [](Value& value, ChatSession& out) { read(value, out); });
}

}  // namespace chatkit::json
