#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "chatkit/time.hpp"

namespace chatkit::telemetry {

/// A text or a whole number.
using SpanValue = std::variant<std::string, std::int64_t>;

/// Something that took time, as OpenTelemetry has it.
struct Span {
  std::string trace_id;  // 32 hex digits
  std::string span_id;   // 16 hex digits
  std::string name;
  Timestamp start{};
  Timestamp end{};
  std::vector<std::pair<std::string, SpanValue>> attributes;
  bool failed = false;
  /// Why it failed.
  std::string message;
};

/// Where spans go. Safe from any thread; never blocks: a sink that is full drops what comes.
class SpanSink {
 public:
  virtual ~SpanSink() = default;
  virtual void add(Span span) = 0;
};

}  // namespace chatkit::telemetry
