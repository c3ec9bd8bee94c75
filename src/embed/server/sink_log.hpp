#pragma once

#include <memory>

#include "chatkit/server/options.hpp"
#include "telemetry/log.hpp"

namespace chatkit::server {

/// Hands each line to `sink`, as in `warn runs_interrupted count="2"`; to nobody where that is
/// null.
std::shared_ptr<telemetry::Log> make_sink_log(LogSink sink, telemetry::Level least);

}  // namespace chatkit::server
