#include "app/otlp_exporter.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <iterator>
#include <utility>

#include "chatkit/version.hpp"
#include "json/writer.hpp"

namespace chatkit::app {

namespace asio = boost::asio;

namespace {

using namespace std::chrono_literals;

constexpr auto kPause = 5s;
constexpr std::chrono::milliseconds kConnectTimeout = 2s;
constexpr std::chrono::milliseconds kIdleTimeout = 5s;
constexpr std::size_t kAnswerBytesMax = 64U << 10U;
constexpr std::string_view kHelp = "Spans for the collector, by what became of them";

std::string traces_url(std::string endpoint) {
  while (endpoint.ends_with('/')) endpoint.pop_back();
  const std::size_t host = endpoint.find("://");
  const bool has_path = host != std::string::npos && endpoint.find('/', host + 3) != endpoint.npos;
  return has_path ? endpoint : endpoint + "/v1/traces";
}

std::string nanoseconds(Timestamp time) {
  return std::to_string(
      std::chrono::duration_cast<std::chrono::nanoseconds>(time.time_since_epoch()).count());
}

/// As in protobuf's JSON, a 64-bit number is a string of digits.
void write_attribute(std::string& out, std::string_view key, const telemetry::SpanValue& value) {
  json::ObjectWriter attribute(out);
  attribute.string("key", key).key("value");
  json::ObjectWriter typed(out);
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    typed.string("intValue", std::to_string(*number));
  } else {
    typed.string("stringValue", std::get<std::string>(value));
  }
  typed.close();
  attribute.close();
}

void write_span(std::string& out, const telemetry::Span& span) {
  constexpr std::int64_t kServerKind = 2;
  constexpr std::int64_t kOk = 1;
  constexpr std::int64_t kError = 2;
  json::ObjectWriter object(out);
  object.string("traceId", span.trace_id).string("spanId", span.span_id);
  object.string("name", span.name).number("kind", kServerKind);
  object.string("startTimeUnixNano", nanoseconds(span.start));
  object.string("endTimeUnixNano", nanoseconds(span.end)).key("attributes");
  json::ArrayWriter attributes(out);
  for (const auto& [key, value] : span.attributes) {
    attributes.next();
    write_attribute(out, key, value);
  }
  attributes.close();
  object.key("status");
  json::ObjectWriter status(out);
  status.number("code", span.failed ? kError : kOk);
  if (span.failed) status.string("message", span.message);
  status.close();
  object.close();
}

}  // namespace

std::string otlp_json(const std::vector<telemetry::Span>& spans) {
  std::string out = R"({"resourceSpans":[{"resource":{"attributes":[)";
  write_attribute(out, "service.name", "chatkit");
  out += ',';
  write_attribute(out, "service.version", std::string(version));
  out += R"(]},"scopeSpans":[{"scope":{"name":"chatkit"},"spans":)";
  json::ArrayWriter array(out);
  for (const telemetry::Span& span : spans) {
    array.next();
    write_span(out, span);
  }
  array.close();
  return out + "}]}]}";
}

OtlpExporter::OtlpExporter(std::string endpoint, std::shared_ptr<outbound::Outbound> outbound,
                           telemetry::Log& log, telemetry::Metrics& metrics)
    : url_(traces_url(std::move(endpoint))),
      outbound_(std::move(outbound)),
      log_(log),
      sent_(metrics.counter("chatkit_spans_total", kHelp, R"(result="sent")")),
      dropped_(metrics.counter("chatkit_spans_total", kHelp, R"(result="dropped")")) {
  asio::co_spawn(context_, work(), asio::detached);
  thread_ = std::thread([this] { context_.run(); });
}

OtlpExporter::~OtlpExporter() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  asio::post(context_, [this] { pause_.cancel(); });
  thread_.join();
}

void OtlpExporter::add(telemetry::Span span) {
  const std::lock_guard lock(mutex_);
  if (waiting_.size() >= kWaitingMax) {
    dropped_.add();
    return;
  }
  waiting_.push_back(std::move(span));
}

std::vector<telemetry::Span> OtlpExporter::take() {
  const std::lock_guard lock(mutex_);
  const auto end =
      waiting_.begin() + static_cast<std::ptrdiff_t>(std::min(waiting_.size(), kBatchMax));
  std::vector<telemetry::Span> batch(std::make_move_iterator(waiting_.begin()),
                                     std::make_move_iterator(end));
  waiting_.erase(waiting_.begin(), end);
  return batch;
}

asio::awaitable<void> OtlpExporter::work() {
  for (bool last = false; !last;) {
    pause_.expires_after(kPause);
    boost::system::error_code ignored;
    co_await pause_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    {
      const std::lock_guard lock(mutex_);
      last = ending_;
    }
    for (std::vector<telemetry::Span> batch = take(); !batch.empty(); batch = take()) {
      co_await send(std::move(batch));
      if (last) break;
    }
  }
}

asio::awaitable<void> OtlpExporter::send(std::vector<telemetry::Span> batch) {
  outbound::Request request;
  request.url = url_;
  request.headers.push_back({"Content-Type", "application/json"});
  request.body = otlp_json(batch);
  request.connect_timeout = kConnectTimeout;
  request.idle_timeout = kIdleTimeout;
  const Result<outbound::Response> response =
      co_await outbound_->fetch(std::move(request), kAnswerBytesMax);
  if (response && response->head.status < 300) {
    sent_.add(batch.size());
    co_return;
  }
  dropped_.add(batch.size());
  log_.warn("spans_not_sent",
            {{"count", std::to_string(batch.size())},
             {"reason", response ? "status " + std::to_string(response->head.status)
                                 : response.error().log_text}});
}

}  // namespace chatkit::app
