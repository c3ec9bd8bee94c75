#include "responder/webhook/delivery.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "base/utf8.hpp"
#include "responder/webhook/signature.hpp"

namespace chatkit::responder {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kFirstPause{250};
constexpr milliseconds kSecondPause{1000};
/// Reasons quote what a webhook sent, and that may be long.
constexpr std::size_t kReasonBytesMax = 500;

outbound::Request request_of(const WebhookContext& context, const Delivery& delivery) {
  outbound::Request request;
  request.url = delivery.settings.url;
  request.body = delivery.body;
  request.connect_timeout = delivery.settings.connect_timeout;
  request.idle_timeout = delivery.settings.idle_timeout;
  request.headers = {
      {"Content-Type", "application/json"},
      {"Accept", delivery.accept},
      {"X-ChatKit-Run", delivery.run_id},
      {"X-ChatKit-Signature",
       webhook_signature(delivery.settings.secrets, context.clock->now(), delivery.body)}};
  return request;
}

/// What came of one delivery.
struct Attempt {
  std::optional<WebhookAnswer> answer;
  std::optional<Error> error;
  /// Whether it may be delivered again, and not before this long.
  bool again = false;
  milliseconds wait{0};
};

bool may_be_repeated(int status) { return status == 429 || (status >= 502 && status <= 504); }

/// `Retry-After` in seconds; nothing where there is none, or a date.
std::optional<std::chrono::seconds> retry_after(const outbound::Head& head) {
  const std::string_view text = head.header("Retry-After");
  unsigned seconds = 0;
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, seconds);
  if (read.ec == std::errc::result_out_of_range) return std::chrono::seconds::max();
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return std::chrono::seconds(seconds);
}

Attempt judge(Result<outbound::Head> head, std::shared_ptr<outbound::Exchange> exchange) {
  Attempt attempt;
  if (!head) {
    attempt.again = head.error().code == outbound::kConnectFailed;
    attempt.error = webhook_failure(head.error());
    return attempt;
  }
  const auto patience = retry_after(*head);
  attempt.again =
      may_be_repeated(head->status) && patience.value_or(kRetryAfterMax) <= kRetryAfterMax;
  if (attempt.again && patience) attempt.wait = *patience;
  WebhookAnswer answer;
  answer.exchange = std::move(exchange);
  answer.head = *std::move(head);
  attempt.answer = std::move(answer);
  return attempt;
}

awaitable<Attempt> attempt_once(WebhookContextPtr context, const Delivery& delivery) {
  outbound::Request request = request_of(*context, delivery);
  Result<std::shared_ptr<outbound::Exchange>> sent =
      co_await context->outbound->send(std::move(request));
  if (!sent) {
    Result<outbound::Head> failed(sent.error());
    co_return judge(std::move(failed), nullptr);
  }
  Result<outbound::Head> head = co_await (*sent)->head();
  co_return judge(std::move(head), *std::move(sent));
}

}  // namespace

awaitable<Result<WebhookAnswer>> deliver(WebhookContextPtr context, Delivery delivery) {
  for (int redeliveries = 0;; ++redeliveries) {
    Attempt attempt = co_await attempt_once(context, delivery);
    if (!attempt.again || redeliveries == kRedeliveriesMax) {
      if (attempt.answer) co_return *std::move(attempt.answer);
      co_return *std::move(attempt.error);
    }
    attempt.answer.reset();  // Closes the connection: nothing of it is read.
    const milliseconds own = redeliveries == 0 ? kFirstPause : kSecondPause;
    const milliseconds wait = std::max(own, attempt.wait);
    co_await context->pause(wait);
  }
}

awaitable<Result<std::string>> read_rest(std::shared_ptr<outbound::Exchange> exchange,
                                         std::size_t bytes_max) {
  std::string body;
  while (true) {
    const Result<std::string> chunk = co_await exchange->read();
    if (!chunk) co_return webhook_failure(chunk.error());
    if (chunk->empty()) co_return body;
    if (body.size() + chunk->size() > bytes_max) {
      co_return webhook_failure("its answer is larger than " + std::to_string(bytes_max) +
                                " bytes");
    }
    body += *chunk;
  }
}

Error webhook_failure(std::string_view reason) {
  return internal_error("webhook: " + std::string(front_of(reason, kReasonBytesMax)));
}

Error webhook_failure(const Error& error) {
  if (error.code == outbound::kCancelled) return error;
  return webhook_failure(error.code + ", " +
                         (error.log_text.empty() ? error.message : error.log_text));
}

}  // namespace chatkit::responder
