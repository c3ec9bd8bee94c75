#include "conversation/core.hpp"

#include <string_view>

namespace chatkit::conversation {
namespace {

constexpr std::string_view kTurnsHelp = "Turns that have ended, by how they ended";

}  // namespace

TurnMetrics::TurnMetrics(telemetry::Metrics& metrics)
    : running(metrics.gauge("chatkit_turns_running", "Turns that run at this moment")),
      completed(metrics.counter("chatkit_turns_total", kTurnsHelp, R"(state="completed")")),
      stopped(metrics.counter("chatkit_turns_total", kTurnsHelp, R"(state="stopped")")),
      failed(metrics.counter("chatkit_turns_total", kTurnsHelp, R"(state="failed")")),
      interrupted(metrics.counter("chatkit_turns_total", kTurnsHelp, R"(state="interrupted")")),
      first_event_seconds(metrics.histogram("chatkit_turn_first_event_seconds",
                                            "From the request to the responder's first event")),
      seconds(metrics.histogram("chatkit_turn_seconds", "From the request to the turn's end")) {}

RunLogLimits Core::log_limits(const Limits& limits) {
  RunLogLimits out;
  out.lifetime = limits.run_log_lifetime;
  out.bytes_max = limits.run_logs_bytes_max;
  return out;
}

TurnOwner owner_of(const store::Session& session) {
  TurnOwner owner;
  owner.project = session.project;
  owner.user = session.user;
  return owner;
}

Result<std::shared_ptr<responder::Responder>> responder_of(const Core& core,
                                                           const workflow::Workflow& workflow) {
  const auto found = core.parts.responders.find(workflow.responder_kind);
  if (found != core.parts.responders.end()) return found->second;
  return internal_error("no responder of the kind '" + workflow.responder_kind + "'");
}

telemetry::Counter& TurnMetrics::of(store::RunState state) {
  switch (state) {
    case store::RunState::completed:
      return completed;
    case store::RunState::stopped:
      return stopped;
    case store::RunState::interrupted:
      return interrupted;
    case store::RunState::running:
    case store::RunState::failed:
      break;
  }
  return failed;
}

}  // namespace chatkit::conversation
