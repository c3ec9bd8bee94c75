#include "chatkit/conversation.hpp"
#include "chatkit/errors.hpp"
#include "client/base64.hpp"
#include "client/conversation_calls.hpp"
#include "client/upload_body.hpp"
#include "json/protocol_replies.hpp"

// The calls of a Conversation that carry files and sound.
namespace chatkit {
namespace {

using client::CallSpec;
using client::UploadFile;

void set_form(CallSpec& spec, const UploadFile& file) {
  const std::string boundary = client::new_boundary();
  spec.body_source = client::form_body(file, boundary);
  spec.content_type = "multipart/form-data; boundary=" + boundary;
}

/// Sends the file to an address that says itself who may use it, such as a signed one.
CallSpec spec_of(const protocol::AttachmentUploadDescriptor& target, const UploadFile& file,
                 const client::BaseUrl& base) {
  const auto url = client::resolve_url(base.root + "/", target.url);
  if (!url) throw UsageError("the address of the upload is not an http or https URL");
  CallSpec spec{.method = target.method};
  spec.url = *url;
  if (target.method == "POST") {
    set_form(spec, file);
  } else {
    spec.body_source = file.source;
    spec.content_type = file.mime_type;
  }
  for (const auto& [name, value] : target.headers) spec.headers[name] = value;
  client::check_overrides(spec.headers);
  return spec;
}

}  // namespace

Response<protocol::CreatedAttachment> Conversation::upload(const AttachmentUpload& upload,
                                                           const RequestOptions& options) const {
  CallSpec spec{.method = "POST", .path = "/chatkit/files"};
  set_form(spec, client::open_upload(upload));
  return client::read_response<protocol::CreatedAttachment>(*core_->execute(spec, options),
                                                            json::read_created_attachment);
}

Response<protocol::CreatedAttachment> Conversation::create_attachment(
    const protocol::AttachmentCreateParams& params, const RequestOptions& options) const {
  return client::call_op<protocol::CreatedAttachment>(
      *core_, json::AttachmentsCreate{params.name, params.size, params.mime_type}, options,
      json::read_created_attachment);
}

void Conversation::upload(const protocol::CreatedAttachment& attachment,
                          const AttachmentUpload& upload, const RequestOptions& options) const {
  if (!attachment.upload_descriptor) throw UsageError("the attachment has its bytes already");
  AttachmentUpload named = upload;
  if (named.name.empty()) named.name = attachment.name;
  if (named.mime_type.empty()) named.mime_type = attachment.mime_type;
  core_->execute(spec_of(*attachment.upload_descriptor, client::open_upload(named),
                         core_->settings().base_url),
                 options);
}

void Conversation::delete_attachment(std::string_view attachment_id,
                                     const RequestOptions& options) const {
  core_->execute(
      client::op_spec(json::AttachmentsDelete{client::checked_id("attachment_id", attachment_id)}),
      options);
}

Response<protocol::TranscriptionResult> Conversation::transcribe(
    std::string_view audio, std::string_view mime_type, const RequestOptions& options) const {
  return client::call_op<protocol::TranscriptionResult>(
      *core_, json::InputTranscribe{client::to_base64(audio), std::string(mime_type)}, options,
      json::read_transcription);
}

}  // namespace chatkit
