#pragma once

#include <vector>

#include "json/webhook.hpp"
#include "responder/responder.hpp"
#include "responder/turn.hpp"

namespace chatkit::responder {

/// Items of one request together; of more the newest are sent.
inline constexpr std::size_t kWebhookItemsBytesMax = 8U << 20U;

/// What a turn asks a webhook. Holds the turn's `download_url`: it must not outlive the turn.
json::WebhookRequest webhook_request(const Turn& turn, std::vector<protocol::ThreadItem> items);
/// What a question outside a turn asks it; its members beyond the thread are the caller's.
json::WebhookRequest webhook_request(const Question& question, std::string_view type);

json::WebhookAction webhook_action(const Action& action);

}  // namespace chatkit::responder
