#pragma once

#include <memory>

#include "conversation/asides.hpp"
#include "conversation/run_logs.hpp"
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
      : parts(std::move(given)),
        turns(parts.limits.runs_per_user_max),
        logs(log_limits(parts.limits)),
        metrics(*parts.metrics) {}

  ServiceParts parts;
  RunningTurns turns;
  RunLogs logs;
  Asides asides;
  TurnMetrics metrics;

 private:
  static RunLogLimits log_limits(const Limits& limits);
};
using CorePtr = std::shared_ptr<Core>;

TurnOwner owner_of(const store::Session& session);

/// Errors: internal; a workflow whose responder this server does not have.
Result<std::shared_ptr<responder::Responder>> responder_of(const Core& core,
                                                           const workflow::Workflow& workflow);

}  // namespace chatkit::conversation
