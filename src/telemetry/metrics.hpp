#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace chatkit::telemetry {

/// A number that only grows. Safe from any thread, lock-free.
class Counter {
 public:
  void add(std::uint64_t amount = 1) noexcept {
    value_.fetch_add(amount, std::memory_order_relaxed);
  }
  std::uint64_t value() const noexcept { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_{0};
};

/// A number that goes up and down.
class Gauge {
 public:
  void add(std::int64_t amount) noexcept { value_.fetch_add(amount, std::memory_order_relaxed); }
  std::int64_t value() const noexcept { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::int64_t> value_{0};
};

/// Durations in seconds, in fixed buckets from 100 µs to 100 s.
class Histogram {
 public:
  static constexpr std::array<double, 13> kBounds = {0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1,
                                                     0.5,    1,      5,     10,    60,   100};
  void observe(double seconds) noexcept;

 private:
  friend class Metrics;
  std::array<std::atomic<std::uint64_t>, kBounds.size() + 1> buckets_{};
  std::atomic<std::uint64_t> sum_nanoseconds_{0};
};

/// Every metric of the process, by name; what `/metrics` prints.
///
/// Metrics are made at start-up and live as long as the registry; references stay valid. Labels are
/// written as Prometheus wants them: `method="GET",status="200"`.
class Metrics {
 public:
  Counter& counter(std::string_view name, std::string_view help, std::string_view labels = "");
  Gauge& gauge(std::string_view name, std::string_view help, std::string_view labels = "");
  Histogram& histogram(std::string_view name, std::string_view help, std::string_view labels = "");
  /// A gauge that is asked for its value when it is printed.
  void callback(std::string_view name, std::string_view help, std::function<double()> read);

  /// The Prometheus text exposition format, version 0.0.4.
  std::string text() const;

 private:
  struct Entry {
    std::string name;
    std::string help;
    std::string labels;
    Counter* counter = nullptr;
    Gauge* gauge = nullptr;
    Histogram* histogram = nullptr;
    std::function<double()> read;
  };
  /// The entry of that name and labels, made if it is not there.
  Entry& entry(std::string_view name, std::string_view help, std::string_view labels);
  static void append_entry(std::string& out, const Entry& entry);
  static void append_histogram(std::string& out, const Entry& entry);

  mutable std::mutex mutex_;
  std::deque<Counter> counters_;
  std::deque<Gauge> gauges_;
  std::deque<Histogram> histograms_;
  std::deque<Entry> entries_;
};

}  // namespace chatkit::telemetry
