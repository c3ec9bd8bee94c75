#include "app/archive.hpp"
#include "base/iso_time.hpp"
#include "json/rest.hpp"
#include "json/writer.hpp"

namespace chatkit::app {
namespace {

using json::ObjectWriter;

void optional_string(ObjectWriter& object, std::string_view name,
                     const std::optional<std::string>& value) {
  if (value) object.string(name, *value);
}

void optional_time(ObjectWriter& object, std::string_view name,
                   const std::optional<Timestamp>& value) {
  if (value) object.string(name, format_iso(*value));
}

void optional_number(ObjectWriter& object, std::string_view name,
                     const std::optional<std::int64_t>& value) {
  if (value) object.number(name, *value);
}

std::string configuration_json(const ChatSessionChatKitConfiguration& configuration) {
  std::string out;
  ObjectWriter object(out);
  object.boolean("titling", configuration.automatic_thread_titling.enabled);
  object.boolean("uploads", configuration.file_upload.enabled);
  optional_number(object, "upload_file_size_max", configuration.file_upload.max_file_size);
  optional_number(object, "upload_files_max", configuration.file_upload.max_files);
  object.boolean("history", configuration.history.enabled);
  optional_number(object, "recent_threads", configuration.history.recent_threads);
  object.close();
  return out;
}

std::string metadata_json(const Metadata& metadata) {
  std::string out;
  json::write_metadata(out, metadata);
  return out;
}

std::string texts_json(const std::vector<std::string>& texts) {
  std::string out;
  json::ArrayWriter array(out);
  for (const auto& text : texts) {
    array.next();
    json::append_string(out, text);
  }
  array.close();
  return out;
}

std::string_view title_source_name(store::TitleSource source) {
  switch (source) {
    case store::TitleSource::generated:
      return "generated";
    case store::TitleSource::user:
      return "user";
    case store::TitleSource::none:
      break;
  }
  return "none";
}

std::string_view visibility_name(store::Visibility visibility) {
  switch (visibility) {
    case store::Visibility::hidden:
      return "hidden";
    case store::Visibility::conversation_only:
      return "conversation_only";
    case store::Visibility::everywhere:
      break;
  }
  return "everywhere";
}

void write(ObjectWriter& object, const ArchiveHead& head) {
  object.string("object", "chatkit.archive").number("version", head.version);
}

void write(ObjectWriter& object, const store::Project& project) {
  object.string("object", "chatkit.archive.project").string("id", project.id.str());
  object.string("name", project.name).string("created_at", format_iso(project.created_at));
}

void write(ObjectWriter& object, const store::Session& session) {
  object.string("object", "chatkit.archive.session").string("id", session.id.str());
  object.string("project", session.project.str()).string("user", session.user);
  object.string("workflow_id", session.workflow_id);
  optional_string(object, "requested_version", session.requested_version);
  object.string("resolved_version", session.resolved_version);
  if (session.state_variables) {
    std::string variables;
    json::write_state_variables(variables, *session.state_variables);
    object.raw("state_variables", variables);
  }
  object.boolean("tracing_enabled", session.tracing_enabled);
  object.raw("configuration", configuration_json(session.configuration));
  object.number("max_requests_per_1_minute", session.max_requests_per_1_minute);
  object.raw("metadata", metadata_json(session.metadata));
  object.string("created_at", format_iso(session.created_at));
  object.string("expires_at", format_iso(session.expires_at));
  optional_time(object, "cancelled_at", session.cancelled_at);
}

void write(ObjectWriter& object, const store::Thread& thread) {
  object.string("object", "chatkit.archive.thread").string("id", thread.id.str());
  object.string("project", thread.project.str()).string("user", thread.user);
  object.string("workflow_id", thread.workflow_id);
  if (thread.session) object.string("session_id", thread.session->str());
  object.string("created_at", format_iso(thread.created_at));
  optional_string(object, "title", thread.title);
  object.string("title_source", title_source_name(thread.title_source));
  object.string("status", thread.status.type.text());
  optional_string(object, "status_reason", thread.status.reason);
  object.raw("metadata", thread.metadata.is_null() ? "{}" : thread.metadata.view());
  object.raw("allowed_image_domains", texts_json(thread.allowed_image_domains));
}

void write(ObjectWriter& object, const ArchivedItem& archived) {
  object.string("object", "chatkit.archive.item").string("id", archived.item.id.str());
  object.string("thread_id", archived.thread.str());
  object.string("created_at", format_iso(archived.item.created_at));
  object.string("visibility", visibility_name(archived.item.visibility));
  object.raw("item", archived.item.body);
}

}  // namespace

void write_archive(std::string& out, const ArchiveRecord& record) {
  ObjectWriter object(out);
  std::visit([&object](const auto& value) { write(object, value); }, record);
  object.close();
  out.push_back('\n');
}

}  // namespace chatkit::app
