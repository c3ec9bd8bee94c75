#pragma once

#include "app/arguments.hpp"
#include "app/settings_sources.hpp"
#include "app/shell.hpp"

namespace chatkit::app {

/// The settings that a command line, with its shell's environment, asks for.
/// Errors: CommandError (usage).
ResolvedSettings resolve_command_settings(const Arguments& arguments, const Shell& shell);

}  // namespace chatkit::app
