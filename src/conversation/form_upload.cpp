#include "conversation/form_upload.hpp"

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "conversation/uploads.hpp"

namespace chatkit::conversation {
namespace {

using files::Multipart;

constexpr std::string_view kField = "file";
/// Of fields that are not asked for.
constexpr std::size_t kOtherBytesMax = 64U << 10U;

/// What came of the form so far.
struct Arrival {
  CorePtr core;
  store::Session session;
  std::optional<store::Attachment> row;
  std::shared_ptr<files::Upload> upload;
  bool in_file = false;
  std::size_t other_bytes = 0;
};

Error too_much() {
  return invalid_request("invalid_multipart", "", "The form has too much beside the file.");
}

awaitable<Result<void>> begin_file(Arrival& arrival, files::PartHead head) {
  if (arrival.row) co_return invalid_value("file", "The form has more than one file.");
  NewFile file;
  file.name = head.file_name.value_or("");
  file.mime_type = head.content_type;
  Result<store::Attachment> row =
      co_await add_attachment(arrival.core, arrival.session, std::move(file));
  if (!row) co_return std::move(row).error();
  arrival.row = *std::move(row);
  files::UploadRules rules;
  rules.id = arrival.row->id;
  rules.declared_type = std::move(head.content_type);
  rules.bytes_max = file_bytes_max(arrival.session);
  auto upload = co_await arrival.core->parts.files->begin(std::move(rules));
  if (!upload) co_return std::move(upload).error();
  arrival.upload = *std::move(upload);
  arrival.in_file = true;
  co_return Result<void>();
}

awaitable<Result<void>> take(Arrival& arrival, Multipart::Event event) {
  if (event.kind == Multipart::Kind::part) {
    arrival.in_file = false;
    if (event.head.name != kField || !event.head.file_name) co_return Result<void>();
    Result<void> begun = co_await begin_file(arrival, std::move(event.head));
    co_return begun;
  }
  if (event.kind != Multipart::Kind::data) co_return Result<void>();
  if (arrival.in_file) {
    std::string bytes(event.data);
    Result<void> written = co_await arrival.upload->write(std::move(bytes));
    co_return written;
  }
  arrival.other_bytes += event.data.size();
  if (arrival.other_bytes > kOtherBytesMax) co_return too_much();
  co_return Result<void>();
}

/// Reads the body to its end.
awaitable<Result<void>> read_form(Arrival& arrival, Multipart& form, exchange::BodyReader& body) {
  for (;;) {
    const Result<std::string> piece = co_await body.read_some();
    if (!piece) co_return piece.error();
    if (piece->empty()) break;
    // What stands behind the last boundary is nobody's.
    if (form.ended()) arrival.other_bytes += piece->size();
    if (arrival.other_bytes > kOtherBytesMax) co_return too_much();
    form.add(*piece);
    for (;;) {
      Result<std::optional<Multipart::Event>> event = form.next();
      if (!event) co_return std::move(event).error();
      if (!*event) break;
      const Result<void> taken = co_await take(arrival, **std::move(event));
      if (!taken) co_return taken.error();
    }
  }
  if (!form.ended()) {
    co_return invalid_request("invalid_multipart", "", "The form ends before its last boundary.");
  }
  if (!arrival.upload) co_return missing_parameter(kField);
  co_return Result<void>();
}

awaitable<void> forget(Arrival& arrival) {
  if (!arrival.row) co_return;
  store::Scope scope;
  scope.project = arrival.session.project;
  // Should this fail, the row is an upload that no message names, and is swept as such.
  co_await arrival.core->parts.store->delete_attachment(std::move(scope), arrival.row->id);
}

}  // namespace

awaitable<Result<store::Attachment>> receive_form(CorePtr core, store::Session session,
                                                  files::Multipart form,
                                                  exchange::BodyReader& body) {
  Arrival arrival;
  arrival.core = core;
  arrival.session = std::move(session);
  const Result<void> read = co_await read_form(arrival, form, body);
  if (!read) {
    co_await forget(arrival);
    co_return read.error();
  }
  Result<store::Attachment> row =
      co_await complete_upload(core, arrival.row->id, std::move(arrival.upload));
  if (!row) co_await forget(arrival);
  co_return row;
}

}  // namespace chatkit::conversation
