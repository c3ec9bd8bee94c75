#include "conversation/file_routes.hpp"

#include <charconv>
#include <optional>
#include <string>
#include <utility>

#include "conversation/caller.hpp"
#include "conversation/form_upload.hpp"
#include "conversation/ops.hpp"
#include "conversation/uploads.hpp"
#include "files/errors.hpp"
#include "files/file_name.hpp"

namespace chatkit::conversation {

using exchange::error_reply;
using exchange::Reply;
using files::Purpose;

namespace {

/// What a form may have around the file.
constexpr std::size_t kFormBytesMax = 128U << 10U;
/// The largest file that any session may ask for, and the form around it.
constexpr std::size_t kBodyBytesMax = (512U << 20U) + kFormBytesMax;
constexpr std::string_view kPreviewType = "image/webp";

/// Refuses by its declared length what would be refused anyway, before a byte of it is read.
Result<void> check_length(const exchange::Request& request, std::uint64_t bytes_max,
                          std::uint64_t around) {
  const std::string_view text = request.header("content-length");
  std::uint64_t bytes = 0;
  std::from_chars(text.data(), text.data() + text.size(), bytes);
  if (bytes > bytes_max + around) return files::file_too_large(bytes_max);
  return {};
}

/// `POST /v1/chatkit/files`.
awaitable<Reply> upload_form(CorePtr core, exchange::Request& request) {
  Result<access::ClientCaller> caller = co_await find_caller(core, request);
  if (!caller) co_return error_reply(caller.error());
  const Result<void> enabled = check_uploads(*core, caller->session);
  if (!enabled) co_return error_reply(enabled.error());
  const access::RateVerdict verdict = core->parts.access->count_read(caller->session);
  if (!verdict.allowed) co_return rate_limited_reply(verdict);
  Result<files::Multipart> form =
      files::Multipart::for_content_type(request.header("content-type"));
  if (!form) co_return error_reply(form.error());
  const Result<void> fits = check_length(request, file_bytes_max(caller->session), kFormBytesMax);
  if (!fits) co_return error_reply(fits.error());

  const Result<store::Attachment> row =
      co_await receive_form(core, std::move(caller->session), *std::move(form), *request.body);
  if (!row) co_return error_reply(row.error());
  Reply reply(uploaded_json(*core, *row));
  add_rate_headers(reply, verdict);
  co_return reply;
}

Result<files::Signature> signature_of(const exchange::Request& request) {
  auto query = exchange::parse_query(request.query);
  if (!query) return std::move(query).error();
  files::Signature signature;
  for (exchange::QueryParameter& parameter : *query) {
    if (parameter.name == "expires") signature.expires = std::move(parameter.value);
    if (parameter.name == "signature") signature.code = std::move(parameter.value);
  }
  return signature;
}

/// The row behind a signed address; the signature is looked at before the store is.
awaitable<Result<store::Attachment>> find_signed(CorePtr core, exchange::Request& request,
                                                 Purpose purpose) {
  const AttachmentId id(request.path_parameters.front());
  const Result<files::Signature> signature = signature_of(request);
  if (!signature) co_return signature.error();
  const Result<void> checked = core->parts.files->check(purpose, id, *signature);
  if (!checked) co_return checked.error();
  Result<store::Attachment> row = co_await core->parts.store->find_attachment(id);
  co_return row;
}

Error session_cancelled() {
  Error error;
  error.kind = ErrorKind::permission;
  error.code = "session_cancelled";
  error.message = "The session that this file was announced in has been cancelled.";
  return error;
}

Error already_uploaded() {
  Error error;
  error.kind = ErrorKind::conflict;
  error.code = "already_uploaded";
  error.message = "The bytes of this attachment came already.";
  error.permanent = true;
  return error;
}

awaitable<Result<store::Attachment>> receive_bytes(CorePtr core, store::Attachment row,
                                                   std::uint64_t bytes_max,
                                                   exchange::BodyReader& body) {
  files::UploadRules rules;
  rules.id = row.id;
  rules.declared_type = row.mime_type;
  rules.bytes_max = bytes_max;
  const auto upload = co_await core->parts.files->begin(std::move(rules));
  if (!upload) co_return upload.error();
  for (;;) {
    Result<std::string> piece = co_await body.read_some();
    if (!piece) co_return std::move(piece).error();
    if (piece->empty()) break;
    const Result<void> written = co_await (*upload)->write(*std::move(piece));
    if (!written) co_return written.error();
  }
  Result<store::Attachment> filled = co_await complete_upload(core, row.id, *upload);
  co_return filled;
}

/// `PUT` to the address that `attachments.create` gave: the file as it is.
awaitable<Reply> upload_bytes(CorePtr core, exchange::Request& request) {
  Result<store::Attachment> row = co_await find_signed(core, request, Purpose::upload);
  if (!row) co_return error_reply(row.error());
  const Result<store::Session> session = co_await core->parts.store->find_session(row->session);
  if (!session) co_return error_reply(session.error());
  if (session->cancelled_at) co_return error_reply(session_cancelled());
  const access::RateVerdict verdict = core->parts.access->count_read(*session);
  if (!verdict.allowed) co_return rate_limited_reply(verdict);
  if (!row->file.empty()) co_return error_reply(already_uploaded());
  const std::uint64_t bytes_max = file_bytes_max(*session);
  const Result<void> fits = check_length(request, bytes_max, 0);
  if (!fits) co_return error_reply(fits.error());

  const Result<store::Attachment> filled =
      co_await receive_bytes(core, *std::move(row), bytes_max, *request.body);
  if (!filled) co_return error_reply(filled.error());
  co_return Reply(uploaded_json(*core, *filled));
}

/// A file of ours as a reply's body.
class FileBody final : public exchange::ByteSource {
 public:
  explicit FileBody(std::shared_ptr<files::Download> download) : download_(std::move(download)) {}
  std::uint64_t bytes_total() const override { return download_->bytes_total(); }
  awaitable<Result<std::string>> read_some() override { return download_->read_some(); }

 private:
  std::shared_ptr<files::Download> download_;
};

void add_header(Reply& reply, const char* name, std::string value) {
  exchange::ReplyHeader header;
  header.name = name;
  header.value = std::move(value);
  reply.headers.push_back(std::move(header));
}

/// Nothing of a file runs in a page, whatever it is; what is no raster image is saved, not shown.
void add_file_headers(Reply& reply, const std::string& name) {
  const bool shown = files::is_raster_image(reply.content_type);
  add_header(reply, "X-Content-Type-Options", "nosniff");
  add_header(reply, "Content-Disposition",
             files::content_disposition(shown ? "inline" : "attachment", name));
  add_header(reply, "Content-Security-Policy", "default-src 'none'; sandbox");
  add_header(reply, "Cross-Origin-Resource-Policy", "cross-origin");
  // Addresses change before this has passed, and a cache must not outlive a deletion by much.
  add_header(reply, "Cache-Control", "private, max-age=300");
}

/// `GET …/content` and `GET …/preview`.
awaitable<Reply> download(CorePtr core, exchange::Request& request, Purpose purpose) {
  Result<store::Attachment> row = co_await find_signed(core, request, purpose);
  if (!row) co_return error_reply(row.error());
  const bool is_preview = purpose == Purpose::preview;
  std::string file = is_preview ? row->preview : row->file;
  if (file.empty()) co_return error_reply(not_found("file", row->id.str()));
  Result<std::shared_ptr<files::Download>> opened =
      co_await core->parts.files->open(std::move(file));
  if (!opened) co_return error_reply(opened.error());
  Reply reply;
  reply.content_type = is_preview ? std::string(kPreviewType) : row->mime_type;
  reply.file = std::make_shared<FileBody>(*std::move(opened));
  add_file_headers(reply, row->name);
  co_return reply;
}

}  // namespace

void add_file_routes(const CorePtr& core, std::vector<exchange::Route>& routes) {
  using exchange::Method;
  const auto add = [&routes](Method method, const char* pattern, exchange::Handler handler) {
    exchange::Route route;
    route.method = method;
    route.pattern = pattern;
    route.handler = std::move(handler);
    if (method != Method::get) route.body_bytes_max = kBodyBytesMax;
    routes.push_back(std::move(route));
  };
  const char* const content = "/v1/chatkit/files/{file_id}/content";
  add(Method::post, "/v1/chatkit/files",
      [core](exchange::Request& request) { return upload_form(core, request); });
  // Without files nothing was ever signed; the form's own answer says that there are no uploads.
  if (core->parts.files == nullptr) return;
  add(Method::put, content,
      [core](exchange::Request& request) { return upload_bytes(core, request); });
  add(Method::get, content,
      [core](exchange::Request& request) { return download(core, request, Purpose::download); });
  add(Method::get, "/v1/chatkit/files/{file_id}/preview",
      [core](exchange::Request& request) { return download(core, request, Purpose::preview); });
}

}  // namespace chatkit::conversation
