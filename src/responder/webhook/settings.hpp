#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/secret.hpp"
#include "json/widget.hpp"
#include "workflow/workflow.hpp"

namespace chatkit::responder {

/// What a workflow file says of its webhook; the defaults are those of contract/webhook.md.
struct WebhookSettings {
  std::string url;
  /// The current one first, then the previous one, if there is one.
  std::vector<Secret> secrets;
  std::chrono::milliseconds connect_timeout{5'000};
  std::chrono::milliseconds idle_timeout{60'000};
  std::size_t history_items = 200;
  json::WidgetCheck widgets = json::WidgetCheck::outline;
};

/// Errors: internal, for a workflow that was not loaded as a webhook with its secret.
Result<WebhookSettings> webhook_settings(const workflow::Workflow& workflow);

}  // namespace chatkit::responder
