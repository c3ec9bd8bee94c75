#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "outbound/outbound.hpp"
#include "responder/webhook/settings.hpp"

// How a request reaches a webhook. Source: contract/webhook.md, "Request".
namespace chatkit::responder {

using boost::asio::awaitable;

/// How a coroutine waits; injected, so that tests do not.
using Pause = std::function<awaitable<void>(std::chrono::milliseconds)>;

/// What every request needs; it outlives them all.
struct WebhookContext {
  std::shared_ptr<outbound::Outbound> outbound;
  const Clock* clock = nullptr;
  Pause pause;
};
using WebhookContextPtr = std::shared_ptr<const WebhookContext>;

/// One request, the same however often it is delivered, but for its signature's time.
struct Delivery {
  WebhookSettings settings;
  std::string run_id;
  std::string body;
  /// What the answer should be, such as `text/event-stream`.
  std::string accept;
};

/// An answer whose head has come; its body is still to be read.
struct WebhookAnswer {
  std::shared_ptr<outbound::Exchange> exchange;
  outbound::Head head;
};

/// Deliveries after the first one.
inline constexpr int kRedeliveriesMax = 2;
/// A webhook that asks for more patience than this is not asked again.
inline constexpr std::chrono::seconds kRetryAfterMax{5};

/// Sends the request until the head of an answer comes. It is delivered again after a failed
/// connection, a 429 or a 502 to 504, at most twice; any other status, and the last of these, is
/// the caller's. Errors: internal, saying why nothing came; as the Exchange when cancelled.
awaitable<Result<WebhookAnswer>> deliver(WebhookContextPtr context, Delivery delivery);

/// The rest of an answer. Errors: internal, also past `bytes_max`.
awaitable<Result<std::string>> read_rest(std::shared_ptr<outbound::Exchange> exchange,
                                         std::size_t bytes_max);

/// A failure of a webhook: the user is told nothing of it, the log `reason`.
Error webhook_failure(std::string_view reason);
/// The same for what an Exchange reports; a cancellation stays what it is.
Error webhook_failure(const Error& error);

}  // namespace chatkit::responder
