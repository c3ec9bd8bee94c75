#include <utility>

#include "app/archive.hpp"
#include "app/json_fields.hpp"
#include "base/iso_time.hpp"
#include "json/protocol.hpp"
#include "json/rest.hpp"

namespace chatkit::app {
namespace {

/// Collects the first problem of a line, so that a record is read member by member.
class Line {
 public:
  explicit Line(const JsonFields& fields) : fields_(fields) {}

  std::string text(std::string_view name) {
    auto value = fields_.required_text(name);
    if (!value) return fail(value.error()), std::string();
    return std::move(*value);
  }

  std::optional<Timestamp> optional_time(std::string_view name) {
    const auto value = fields_.text(name);
    if (!value) return std::nullopt;
    const auto time = parse_iso(*value);
    if (!time) fail(invalid_value(name, "must be an ISO 8601 time"));
    return time;
  }

  Timestamp time(std::string_view name) {
    const auto value = optional_time(name);
    if (!value) fail(missing_parameter(name));
    return value.value_or(Timestamp());
  }

  void fail(Error error) {
    if (!problem_) problem_ = std::move(error);
  }

  template <class Record>
  Result<ArchiveRecord> finish(Record record) {
    if (problem_) return *problem_;
    return ArchiveRecord(std::move(record));
  }

 private:
  const JsonFields& fields_;
  std::optional<Error> problem_;
};

ChatSessionChatKitConfiguration read_configuration(std::string_view json) {
  ChatSessionChatKitConfiguration configuration;
  const auto fields = JsonFields::read(json);
  if (!fields) return configuration;
  configuration.automatic_thread_titling.enabled = fields->boolean("titling").value_or(true);
  configuration.file_upload.enabled = fields->boolean("uploads").value_or(false);
  configuration.file_upload.max_file_size = fields->number("upload_file_size_max");
  configuration.file_upload.max_files = fields->number("upload_files_max");
  configuration.history.enabled = fields->boolean("history").value_or(true);
  configuration.history.recent_threads = fields->number("recent_threads");
  return configuration;
}

Result<ArchiveRecord> read_head(const JsonFields& fields) {
  const auto version = fields.number("version").value_or(0);
  if (version < 1 || version > kArchiveVersion) {
    return invalid_value("version", "this archive is of version " + std::to_string(version) +
                                        "; this program reads version " +
                                        std::to_string(kArchiveVersion));
  }
  return ArchiveRecord(ArchiveHead{version});
}

Result<ArchiveRecord> read_project(const JsonFields& fields) {
  Line line(fields);
  store::Project project;
  project.id = ProjectId(line.text("id"));
  project.name = line.text("name");
  project.created_at = line.time("created_at");
  return line.finish(std::move(project));
}

Result<ArchiveRecord> read_session(const JsonFields& fields) {
  Line line(fields);
  store::Session session;
  session.id = SessionId(line.text("id"));
  session.project = ProjectId(line.text("project"));
  session.user = line.text("user");
  session.workflow_id = line.text("workflow_id");
  session.requested_version = fields.text("requested_version");
  session.resolved_version = fields.text("resolved_version").value_or("");
  if (const auto json = fields.raw("state_variables")) {
    auto variables = json::read_state_variables(*json);
    if (!variables) return variables.error();
    session.state_variables = std::move(*variables);
  }
  session.tracing_enabled = fields.boolean("tracing_enabled").value_or(true);
  session.configuration = read_configuration(fields.raw("configuration").value_or("{}"));
  session.max_requests_per_1_minute = fields.number("max_requests_per_1_minute").value_or(10);
  auto metadata = json::read_metadata(fields.raw("metadata").value_or("{}"));
  if (!metadata) return metadata.error();
  session.metadata = std::move(*metadata);
  session.created_at = line.time("created_at");
  session.expires_at = line.time("expires_at");
  session.cancelled_at = line.optional_time("cancelled_at");
  return line.finish(std::move(session));
}

store::TitleSource read_title_source(const std::optional<std::string>& name) {
  if (name == "generated") return store::TitleSource::generated;
  if (name == "user") return store::TitleSource::user;
  return store::TitleSource::none;
}

Result<ArchiveRecord> read_thread(const JsonFields& fields) {
  Line line(fields);
  store::Thread thread;
  thread.id = ThreadId(line.text("id"));
  thread.project = ProjectId(line.text("project"));
  thread.user = line.text("user");
  thread.workflow_id = line.text("workflow_id");
  if (auto session = fields.text("session_id")) thread.session = SessionId(*std::move(session));
  thread.created_at = line.time("created_at");
  thread.title = fields.text("title");
  thread.title_source = read_title_source(fields.text("title_source"));
  thread.status.type = ThreadStatusType::from_text(fields.text("status").value_or("active"));
  thread.status.reason = fields.text("status_reason");
  if (thread.status.type.known() == ThreadStatusNames::Known::unknown) {
    line.fail(invalid_value("status", "must be active, locked or closed"));
  }
  const auto metadata = JsonFields::read(fields.raw("metadata").value_or("{}"));
  if (!metadata) line.fail(invalid_type("metadata", "an object", "another value"));
  if (auto json = fields.value("metadata")) thread.metadata = *std::move(json);
  thread.allowed_image_domains = json_texts(fields.raw("allowed_image_domains").value_or("[]"));
  return line.finish(std::move(thread));
}

Result<ArchiveRecord> read_item(const JsonFields& fields) {
  Line line(fields);
  ArchivedItem archived;
  archived.thread = ThreadId(line.text("thread_id"));
  archived.item.id = ItemId(line.text("id"));
  archived.item.created_at = line.time("created_at");
  const auto visibility = line.text("visibility");
  if (visibility == "hidden") {
    archived.item.visibility = store::Visibility::hidden;
  } else if (visibility == "conversation_only") {
    archived.item.visibility = store::Visibility::conversation_only;
  } else if (visibility != "everywhere") {
    line.fail(invalid_value("visibility", "must be hidden, conversation_only or everywhere"));
  }
  const auto body = fields.raw("item");
  const auto item = JsonFields::read(body.value_or("null"));
  if (!item || item->text("id") != archived.item.id.str() || !item->text("type")) {
    line.fail(invalid_value("item", "must be an item with the line's own id, and a type"));
  } else if (const auto readable = json::read_protocol_item(*body); !readable) {
    line.fail(invalid_value("item", readable.error().message));
  }
  archived.item.body = std::string(body.value_or(""));
  return line.finish(std::move(archived));
}

}  // namespace

Result<ArchiveRecord> read_archive(std::string_view line) {
  const auto fields = JsonFields::read(line);
  if (!fields) return fields.error();
  const auto object = fields->text("object");
  if (object == "chatkit.archive") return read_head(*fields);
  if (object == "chatkit.archive.project") return read_project(*fields);
  if (object == "chatkit.archive.session") return read_session(*fields);
  if (object == "chatkit.archive.thread") return read_thread(*fields);
  if (object == "chatkit.archive.item") return read_item(*fields);
  return invalid_value("object", "is not an archive line: object is " + object.value_or("absent"));
}

}  // namespace chatkit::app
