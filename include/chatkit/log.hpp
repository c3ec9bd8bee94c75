#pragma once

#include <functional>
#include <string_view>

namespace chatkit {

enum class LogLevel { off, info, debug };

/// Takes one line of log, without a line end. Credentials are already masked in it.
///
/// Called from whatever thread makes the call, possibly from several at once; it must not throw.
using LogSink = std::function<void(LogLevel level, std::string_view line)>;

/// The sink of a client that was given none: a line on the standard error stream. It is used only
/// where the environment's OPENAI_LOG or the client's options ask for a log.
LogSink standard_error_log();

}  // namespace chatkit
