#include "outbound/outbound.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstdlib>
#include <mutex>
#include <utility>

#include "outbound/curl_loop.hpp"
#include "outbound/request_check.hpp"
#include "outbound/transfer.hpp"

namespace chatkit::outbound {

namespace asio = boost::asio;

namespace {

using TransferPtr = std::shared_ptr<Transfer>;
using ExchangePtr = std::shared_ptr<Exchange>;
using TrustPtr = std::shared_ptr<const TrustFiles>;

/// Until something comes, the transfer ends, its peer was silent for too long or the coroutine is
/// cancelled; the last two end the transfer.
awaitable<void> wait(TransferPtr transfer) {
  const std::uint64_t arrivals = transfer->arrivals();
  Transfer::Clock::time_point silent_since = Transfer::Clock::now();
  while (transfer->arrivals() == arrivals) {
    boost::system::error_code ec;
    transfer->alarm().expires_at(silent_since + transfer->idle_timeout());
    co_await transfer->alarm().async_wait(asio::redirect_error(asio::use_awaitable, ec));
    const asio::cancellation_state state = co_await asio::this_coro::cancellation_state;
    if (state.cancelled() != asio::cancellation_type::none) {
      transfer->abandon(kCancelled, "cancelled");
    } else if (!ec && transfer->arrivals() == arrivals && transfer->last_sent() <= silent_since) {
      transfer->abandon(kTimedOut, "silent for too long");
    }
    silent_since = std::max(silent_since, transfer->last_sent());
  }
}

awaitable<Result<Head>> wait_for_head(TransferPtr transfer) {
  while (!transfer->has_head() && !transfer->has_ended()) co_await wait(transfer);
  if (transfer->has_head()) co_return transfer->head();
  co_return *transfer->failure();
}

awaitable<Result<std::string>> wait_for_body(TransferPtr transfer) {
  while (!transfer->has_body() && !transfer->has_ended()) co_await wait(transfer);
  if (transfer->has_body()) co_return transfer->take_body();
  if (transfer->failure()) co_return *transfer->failure();
  co_return std::string();
}

class CurlExchange final : public Exchange {
 public:
  explicit CurlExchange(TransferPtr transfer) : transfer_(std::move(transfer)) {}
  ~CurlExchange() override { transfer_->abandon(kCancelled, "dropped"); }
  CurlExchange(const CurlExchange&) = delete;
  CurlExchange& operator=(const CurlExchange&) = delete;

  awaitable<Result<Head>> head() override { return wait_for_head(transfer_); }
  awaitable<Result<std::string>> read() override { return wait_for_body(transfer_); }

 private:
  TransferPtr transfer_;
};

awaitable<Result<ExchangePtr>> start(Request request, TrustPtr trust) {
  Result<void> done = check_request(request);
  if (!done) co_return done.error();
  const asio::any_io_executor executor = co_await asio::this_coro::executor;
  auto transfer = std::make_shared<Transfer>(executor, std::move(request));
  done = transfer->prepare(*trust);
  if (!done) co_return done.error();
  done = CurlLoop::of(executor).start(*transfer);
  if (!done) co_return done.error();
  ExchangePtr exchange = std::make_shared<CurlExchange>(std::move(transfer));
  co_return exchange;
}

Error too_long(std::size_t body_bytes_max) {
  Error error = unavailable("an answer of more than " + std::to_string(body_bytes_max) + " bytes");
  error.kind = ErrorKind::too_large;
  error.code = kTooLarge;
  return error;
}

awaitable<Result<Response>> collect(Request request, TrustPtr trust, std::size_t body_bytes_max) {
  Result<ExchangePtr> exchange = co_await start(std::move(request), std::move(trust));
  if (!exchange) co_return exchange.error();
  Result<Head> head = co_await (*exchange)->head();
  if (!head) co_return head.error();
  Response response;
  response.head = *std::move(head);
  while (true) {
    Result<std::string> bytes = co_await (*exchange)->read();
    if (!bytes) co_return bytes.error();
    if (bytes->empty()) co_return response;
    if (bytes->size() > body_bytes_max - response.body.size()) co_return too_long(body_bytes_max);
    response.body += *bytes;
  }
}

class CurlOutbound final : public Outbound {
 public:
  explicit CurlOutbound(TrustFiles trust)
      : trust_(std::make_shared<const TrustFiles>(std::move(trust))) {}

  awaitable<Result<ExchangePtr>> send(Request request) override {
    return start(std::move(request), trust_);
  }
  awaitable<Result<Response>> fetch(Request request, std::size_t body_bytes_max) override {
    return collect(std::move(request), trust_, body_bytes_max);
  }

 private:
  TrustPtr trust_;
};

/// libcurl itself, unlike its command, does not look at these two.
std::string from_environment(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): at start.
  return value == nullptr ? std::string() : std::string(value);
}

}  // namespace

std::shared_ptr<Outbound> Outbound::make() {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  TrustFiles trust;
  trust.file = from_environment("SSL_CERT_FILE");
  trust.folder = from_environment("SSL_CERT_DIR");
  return std::make_shared<CurlOutbound>(std::move(trust));
}

}  // namespace chatkit::outbound
