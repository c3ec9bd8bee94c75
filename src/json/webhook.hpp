#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "chatkit/protocol/thread.hpp"
#include "chatkit/protocol/thread_item.hpp"
#include "chatkit/session.hpp"
#include "json/responder_event.hpp"

// What goes to a webhook and what it answers in JSON. Source: contract/webhook.md.
namespace chatkit::json {

/// A session as a webhook is told of it.
struct WebhookSession {
  std::string id;
  std::string user;
  /// Empty: unknown, written as null.
  std::string locale;
  std::string workflow_id;
  std::string workflow_version;
  StateVariables state_variables;
};

struct WebhookAction {
  std::string type;
  RawJson payload;
  std::optional<protocol::ThreadItem> sender;
};

/// One request. What is unset is written as null where every request has it, and left out where
/// only some have it.
struct WebhookRequest {
  std::string type;
  std::string run_id;
  WebhookSession session;
  std::optional<protocol::Thread> thread;
  RawJson thread_metadata;
  std::optional<protocol::ThreadItem> input;
  /// Oldest first.
  std::vector<protocol::ThreadItem> items;
  RawJson metadata;
  std::optional<WebhookAction> action;
  std::optional<std::string> audio_base64;
  std::optional<std::string> mime_type;
  std::optional<std::vector<std::string>> item_ids;
  std::optional<std::string> kind;
  /// The address of an attachment's bytes.
  std::function<std::string(const protocol::Attachment&)> download_url;
};

/// The request's body. Of items that are more than `items_bytes_max` together the newest are
/// written.
std::string write_webhook_request(const WebhookRequest& request, std::size_t items_bytes_max);

/// `{"updated_item"?}`; the item as `read_responder_item` takes it. Errors: as that.
Result<std::optional<protocol::ThreadItem>> read_action_answer(std::string_view json,
                                                               const ItemDefaults& defaults,
                                                               WidgetCheck widgets);
/// `{"text"}`. Errors: invalid_json, invalid_type, missing_required_parameter.
Result<std::string> read_transcript(std::string_view json);
/// `{"title"?}`. Errors: as above.
Result<std::optional<std::string>> read_title(std::string_view json);

}  // namespace chatkit::json
