#include "json/protocol_replies.hpp"

#include "json/protocol_read.hpp"

namespace chatkit::json {
namespace {

void read_descriptor(Value& value, std::optional<protocol::AttachmentUploadDescriptor>& out) {
  out.reset();
  if (value.is_null()) return;
  auto& descriptor = out.emplace();
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "url") return read(field, descriptor.url);
    if (name == "method") return read(field, descriptor.method);
    if (name == "headers") return read(field, descriptor.headers);
  });
  if (value.is_object()) require(value, "url", !descriptor.url.empty());
}

void read_reply(Value& value, protocol::CreatedAttachment& out) {
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "upload_descriptor") return read_descriptor(field, out.upload_descriptor);
    read_attachment_field(name, field, out);
  });
  require(value, "id", !out.id.empty());
}

void read_reply(Value& value, protocol::SyncCustomActionResponse& out) {
  each_field(value, [&](std::string_view name, Value& field) {
    if (name == "updated_item") return read(field, out.updated_item);
  });
}

void read_reply(Value& value, protocol::TranscriptionResult& out) {
  bool has_text = false;
  each_field(value, [&](std::string_view name, Value& field) {
    if (name != "text") return;
    has_text = true;
    read(field, out.text);
  });
  require(value, "text", has_text);
}

template <class Reply>
Result<Reply> read_as(std::string_view json) {
  return read_body<Reply>(json, Reading::Nul::accept,
                          [](Value& value, Reply& out) { read_reply(value, out); });
}

}  // namespace

Result<protocol::CreatedAttachment> read_created_attachment(std::string_view json) {
  return read_as<protocol::CreatedAttachment>(json);
}

Result<protocol::SyncCustomActionResponse> read_sync_custom_action(std::string_view json) {
  return read_as<protocol::SyncCustomActionResponse>(json);
}

Result<protocol::TranscriptionResult> read_transcription(std::string_view json) {
  return read_as<protocol::TranscriptionResult>(json);
}

}  // namespace chatkit::json
