#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "outbound/outbound.hpp"
#include "telemetry/log.hpp"
#include "telemetry/metrics.hpp"
#include "telemetry/spans.hpp"

namespace chatkit::app {

/// Sends spans to an OpenTelemetry collector over HTTP, as JSON, from a thread of its own.
///
/// Batches go out every few seconds; past `kWaitingMax` spans what comes is dropped and counted,
/// and so is a batch that the collector does not take. Destroying it sends what waits, briefly.
/// Source: OTLP 1.3, "OTLP/HTTP", JSON encoding.
class OtlpExporter final : public telemetry::SpanSink {
 public:
  static constexpr std::size_t kWaitingMax = 4096;
  static constexpr std::size_t kBatchMax = 512;

  /// `endpoint` is the collector's base address; `/v1/traces` is appended where it has no path.
  OtlpExporter(std::string endpoint, std::shared_ptr<outbound::Outbound> outbound,
               telemetry::Log& log, telemetry::Metrics& metrics);
  ~OtlpExporter() override;
  OtlpExporter(const OtlpExporter&) = delete;
  OtlpExporter& operator=(const OtlpExporter&) = delete;

  void add(telemetry::Span span) override;

 private:
  boost::asio::awaitable<void> work();
  boost::asio::awaitable<void> send(std::vector<telemetry::Span> batch);
  std::vector<telemetry::Span> take();

  const std::string url_;
  const std::shared_ptr<outbound::Outbound> outbound_;
  telemetry::Log& log_;
  telemetry::Counter& sent_;
  telemetry::Counter& dropped_;
  std::mutex mutex_;
  std::vector<telemetry::Span> waiting_;
  bool ending_ = false;  // Guarded by the mutex.
  boost::asio::io_context context_{1};
  boost::asio::steady_timer pause_{context_};
  std::thread thread_;
};

/// A batch as the body of an OTLP request.
std::string otlp_json(const std::vector<telemetry::Span>& spans);

}  // namespace chatkit::app
