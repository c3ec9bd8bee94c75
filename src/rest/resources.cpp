#include "rest/resources.hpp"

#include <utility>

#include "json/protocol.hpp"
#include "model/dialects.hpp"

namespace chatkit::rest {
namespace {

ChatSessionChatKitConfiguration resolve(const ChatSessionChatKitConfigurationParam& given) {
  ChatSessionChatKitConfiguration resolved;
  if (given.automatic_thread_titling) {
    resolved.automatic_thread_titling.enabled =
        given.automatic_thread_titling->enabled.value_or(true);
  }
  if (given.file_upload) {
    ChatSessionFileUpload& upload = resolved.file_upload;
    upload.enabled = given.file_upload->enabled.value_or(false);
    if (given.file_upload->max_file_size) upload.max_file_size = given.file_upload->max_file_size;
    if (given.file_upload->max_files) upload.max_files = given.file_upload->max_files;
  }
  if (given.history) {
    resolved.history.enabled = given.history->enabled.value_or(true);
    resolved.history.recent_threads = given.history->recent_threads;
  }
  return resolved;
}

std::int64_t requests_per_minute(const SessionCreateParams& params, std::int64_t otherwise) {
  if (!params.rate_limits) return otherwise;
  return params.rate_limits->max_requests_per_1_minute.value_or(
      params.rate_limits->per_minute.value_or(otherwise));
}

ChatSessionStatus status_at(const store::Session& row, Timestamp now) {
  if (row.cancelled_at) return ChatSessionStatusNames::Known::cancelled;
  if (now >= row.expires_at) return ChatSessionStatusNames::Known::expired;
  return ChatSessionStatusNames::Known::active;
}

}  // namespace

UnixSeconds to_seconds(Timestamp time) { return std::chrono::floor<std::chrono::seconds>(time); }

store::Session session_row(const SessionCreateParams& params, const SessionDefaults& defaults,
                           Timestamp now) {
  store::Session row;
  row.user = params.user;
  row.workflow_id = params.workflow.id;
  row.requested_version = params.workflow.version;
  if (params.workflow.tracing)
    row.tracing_enabled = params.workflow.tracing->enabled.value_or(true);
  if (params.chatkit_configuration) row.configuration = resolve(*params.chatkit_configuration);
  row.max_requests_per_1_minute = requests_per_minute(params, defaults.requests_per_minute);
  row.metadata = params.metadata;
  row.created_at = now;
  row.expires_at = now + (params.expires_after ? std::chrono::seconds(params.expires_after->seconds)
                                               : defaults.lifetime);
  return row;
}

store::SessionChange session_change(SessionUpdateParams body, Timestamp now) {
  store::SessionChange change;
  change.state_variables = std::move(body.state_variables);
  if (body.expires_after) {
    change.expires_at = now + std::chrono::seconds(body.expires_after->seconds);
  }
  return change;
}

ChatSession session_resource(const store::Session& row, std::string client_secret, Timestamp now) {
  ChatSession session;
  session.id = row.id.str();
  session.chatkit_configuration = row.configuration;
  if (!row.cancelled_at) session.client_secret = std::move(client_secret);
  session.expires_at = to_seconds(row.expires_at);
  session.max_requests_per_1_minute = row.max_requests_per_1_minute;
  session.rate_limits.max_requests_per_1_minute = row.max_requests_per_1_minute;
  session.status = status_at(row, now);
  session.user = row.user;
  session.workflow.id = row.workflow_id;
  session.workflow.state_variables = row.state_variables;
  session.workflow.tracing.enabled = row.tracing_enabled;
  session.workflow.version = row.requested_version;
  return session;
}

ChatKitThread thread_resource(const store::Thread& row) {
  ChatKitThread thread;
  thread.id = row.id.str();
  thread.created_at = to_seconds(row.created_at);
  thread.title = row.title;
  thread.status = row.status;
  thread.user = row.user;
  // Metadata that is not an object has no string map to show.
  auto metadata = json::read_metadata(row.metadata.text());
  if (metadata.has_value()) thread.metadata = *std::move(metadata);
  if (row.session) thread.session_id = row.session->str();
  return thread;
}

Result<std::optional<ChatKitThreadItem>> item_resource(const store::Item& row,
                                                       const ThreadId& thread) {
  auto item = json::read_stored_item(row.body);
  if (item.has_error()) {
    return internal_error("item " + row.id.str() + " of thread " + thread.str() +
                          " cannot be read: " + item.error().message);
  }
  return to_rest(*item);
}

store::ThreadChange thread_change(const ThreadUpdateParams& params) {
  store::ThreadChange change;
  change.title = params.title;
  change.title_source = store::TitleSource::user;
  change.status = params.status;
  if (params.metadata) {
    std::string text;
    json::write_metadata(text, *params.metadata);
    change.metadata = RawJson(RawJson::Validated(std::move(text)));
  }
  return change;
}

}  // namespace chatkit::rest
