#include "responder/webhook/settings.hpp"

#include <charconv>
#include <cstdint>
#include <string_view>

namespace chatkit::responder {
namespace {

/// Options were checked when the file was read: a number is digits within its range.
std::int64_t number_or(const workflow::Workflow& workflow, const std::string& key,
                       std::int64_t otherwise) {
  const auto option = workflow.responder_options.find(key);
  if (option == workflow.responder_options.end()) return otherwise;
  const std::string& text = option->second;
  std::int64_t value = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

Result<WebhookSettings> webhook_settings(const workflow::Workflow& workflow) {
  WebhookSettings settings;
  const auto url = workflow.responder_options.find("url");
  const auto secret = workflow.secrets.find("secret");
  if (url == workflow.responder_options.end() || secret == workflow.secrets.end()) {
    return internal_error("workflow '" + workflow.id + "' has no webhook with a secret");
  }
  settings.url = url->second;
  settings.secrets.push_back(secret->second);
  const auto previous = workflow.secrets.find("previous_secret");
  if (previous != workflow.secrets.end()) settings.secrets.push_back(previous->second);
  using std::chrono::milliseconds;
  settings.connect_timeout =
      milliseconds(number_or(workflow, "connect_timeout", settings.connect_timeout.count()));
  settings.idle_timeout =
      milliseconds(number_or(workflow, "idle_timeout", settings.idle_timeout.count()));
  settings.history_items = static_cast<std::size_t>(
      number_or(workflow, "history_items", static_cast<std::int64_t>(settings.history_items)));
  if (workflow.strict_widgets) settings.widgets = json::WidgetCheck::whole;
  return settings;
}

}  // namespace chatkit::responder
