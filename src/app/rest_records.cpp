#include "app/rest_records.hpp"

#include <utility>

#include "app/instance.hpp"
#include "conversation/stored_item.hpp"
#include "json/minify.hpp"
#include "json/rest.hpp"
#include "model/dialects.hpp"

namespace chatkit::app {
namespace {

std::optional<RawJson> parse(std::string_view text) {
  auto json = json::minify(text);
  if (!json) return std::nullopt;
  return *std::move(json);
}

}  // namespace

store::Thread thread_record(const ChatKitThread& thread, const std::string& workflow_id) {
  store::Thread record;
  record.id = ThreadId(thread.id);
  record.project = default_project();
  record.user = thread.user;
  record.workflow_id = workflow_id;
  if (thread.session_id) record.session = SessionId(*thread.session_id);
  record.created_at = thread.created_at;
  record.title = thread.title;
  record.title_source = thread.title ? store::TitleSource::user : store::TitleSource::none;
  record.status.type = thread.status.type;
  record.status.reason = thread.status.reason;
  if (record.status.type.known() == ThreadStatusNames::Known::unknown) {
    record.status.type = ThreadStatusNames::Known::locked;  // It took no messages there either.
  }
  std::string metadata;
  json::write_metadata(metadata, thread.metadata);
  record.metadata = RawJson(RawJson::Validated(std::move(metadata)));
  return record;
}

std::optional<store::Item> item_record(const ChatKitThreadItem& item) {
  const auto protocol_item = to_protocol(item, parse);
  if (!protocol_item) return std::nullopt;
  return conversation::to_stored(*protocol_item);
}

}  // namespace chatkit::app
