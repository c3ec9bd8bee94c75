#pragma once

#include <memory>

#include "conversation/running_turns.hpp"
#include "conversation/service.hpp"
#include "telemetry/metrics.hpp"

namespace chatkit::conversation {

/// What the conversation counts of its turns.
struct TurnMetrics {
  explicit TurnMetrics(telemetry::Metrics& metrics);

  telemetry::Gauge& running;
  telemetry::Counter& completed;
  telemetry::Counter& stopped;
  telemetry::Counter& failed;
  telemetry::Counter& interrupted;
  telemetry::Histogram& first_event_seconds;
  telemetry::Histogram& seconds;

  telemetry::Counter& of(store::RunState state);
};

/// What every op and every turn shares; it lives until the last turn has ended.
struct Core {
  explicit Core(ServiceParts given)
      : parts(std::move(given)), turns(parts.limits.runs_per_user_max), metrics(*parts.metrics) {}

  ServiceParts parts;
  RunningTurns turns;
  TurnMetrics metrics;
};
using CorePtr = std::shared_ptr<Core>;

}  // namespace chatkit::conversation
