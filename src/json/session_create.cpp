#include "json/rest.hpp"
#include "json/session_parts.hpp"
#include "json/strict.hpp"

namespace chatkit::json {
namespace {

constexpr std::int64_t kUploadMegabytesMax = 512;
constexpr IntegerRange kPositive{.min = 1};

void read_enabled(Value& value, std::optional<bool>& enabled) {
  each_optional_field(value, [&](std::string_view name, Value& field) {
    if (name == "enabled") return read(field, enabled);
    fail_unknown(field);
  });
}

void read_given_variables(Value& value, const SessionCreateLimits& limits, SessionCreateBody& out) {
  out.has_state_variables = !value.is_null();
  read_session_variables(value, limits, out.params.workflow.state_variables);
}

void read_workflow(Value& value, const SessionCreateLimits& limits, SessionCreateBody& out) {
  ChatSessionWorkflowParam& workflow = out.params.workflow;
  bool has_id = false;
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "id") {
      has_id = true;
      return read_text(field, {}, workflow.id);
    }
    if (name == "version") return read_optional_text(field, {}, workflow.version);
    if (name == "state_variables") return read_given_variables(field, limits, out);
    if (name == "tracing") {
      workflow.tracing.reset();
      if (field.is_null()) return;
      return read_enabled(field, workflow.tracing.emplace().enabled);
    }
    fail_unknown(field);
  });
  if (value.is_object()) require(value, "id", has_id);
}

void read_upload(Value& value, FileUploadParam& out) {
  each_optional_field(value, [&](std::string_view name, Value& field) {
    if (name == "enabled") return read(field, out.enabled);
    if (name == "max_file_size") {
      return read_optional_integer(field, {.min = 1, .max = kUploadMegabytesMax},
                                   out.max_file_size);
    }
    if (name == "max_files") return read_optional_integer(field, kPositive, out.max_files);
    fail_unknown(field);
  });
}

void read_history(Value& value, HistoryParam& out) {
  each_optional_field(value, [&](std::string_view name, Value& field) {
    if (name == "enabled") return read(field, out.enabled);
    if (name == "recent_threads")
      return read_optional_integer(field, kPositive, out.recent_threads);
    fail_unknown(field);
  });
}

void read_configuration(Value& value, SessionCreateParams& params) {
  params.chatkit_configuration.reset();
  if (value.is_null()) return;
  auto& out = params.chatkit_configuration.emplace();
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "automatic_thread_titling") {
      return read_enabled(field, out.automatic_thread_titling.emplace().enabled);
    }
    if (name == "file_upload") return read_upload(field, out.file_upload.emplace());
    if (name == "history") return read_history(field, out.history.emplace());
    fail_unknown(field);
  });
}

/// The older name is taken where the API's own is not given, and comes out under the latter.
void read_rate_limits(Value& value, SessionCreateParams& params) {
  params.rate_limits.reset();
  if (value.is_null()) return;
  auto& out = params.rate_limits.emplace();
  std::optional<std::int64_t> per_minute;
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "max_requests_per_1_minute") {
      return read_optional_integer(field, kPositive, out.max_requests_per_1_minute);
    }
    if (name == "per_minute") return read_optional_integer(field, kPositive, per_minute);
    fail_unknown(field);
  });
  if (!out.max_requests_per_1_minute) out.max_requests_per_1_minute = per_minute;
}

MapLimits metadata_limits(const SessionCreateLimits& limits) {
  return {.pairs_max = limits.metadata_pairs_max,
          .key_chars_max = limits.metadata_key_chars_max,
          .value_chars_max = limits.metadata_value_chars_max};
}

void read_create_body(Value& value, const SessionCreateLimits& limits, SessionCreateBody& out) {
  SessionCreateParams& params = out.params;
  bool has_user = false;
  bool has_workflow = false;
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "user") {
      has_user = true;
      return read_text(field, {.min = 1, .max = limits.user_chars_max}, params.user);
    }
    if (name == "workflow") {
      has_workflow = true;
      params.workflow = {};
      return read_workflow(field, limits, out);
    }
    if (name == "chatkit_configuration") return read_configuration(field, params);
    if (name == "expires_after") return read_expiry(field, limits, params.expires_after);
    if (name == "rate_limits") return read_rate_limits(field, params);
    if (name == "metadata") return read_string_map(field, metadata_limits(limits), params.metadata);
    fail_unknown(field);
  });
  require(value, "user", has_user);
  require(value, "workflow", has_workflow);
}

}  // namespace

Result<SessionCreateBody> read_session_create(std::string_view json,
                                              const SessionCreateLimits& limits) {
  return read_body<SessionCreateBody>(
      json, Reading::Nul::refuse,
      [&limits](Value& value, SessionCreateBody& out) { read_create_body(value, limits, out); });
}

}  // namespace chatkit::json
