#include <string>

#include "app/command_settings.hpp"
#include "app/commands.hpp"
#include "app/terminal_text.hpp"
#include "json/writer.hpp"
#include "workflow/registry.hpp"

namespace chatkit::app {

ResolvedSettings resolve_command_settings(const Arguments& arguments, const Shell& shell) {
  SettingSources sources;
  sources.flags = arguments.settings;
  sources.environment = shell.environment;
  sources.config_file = arguments.config_file;
  auto resolved = resolve_settings(sources);
  if (!resolved) throw CommandError(ExitCode::usage, resolved.error().message);
  return *std::move(resolved);
}

namespace {

void print_json(Shell& shell, const ResolvedSettings& resolved) {
  std::string json;
  json::ObjectWriter object(json);
  for (const auto& setting : resolved.rows) {
    std::string value;
    json::ObjectWriter inner(value);
    inner.string("value", setting.value).string("origin", setting.origin);
    inner.close();
    object.raw(setting.row->yaml_path(), value);
  }
  object.close();
  shell.out << json << "\n";
}

}  // namespace

ExitCode check_config(const Arguments& arguments, Shell& shell) {
  ResolvedSettings resolved;
  try {
    resolved = resolve_command_settings(arguments, shell);
  } catch (const CommandError& error) {
    throw CommandError(ExitCode::failure, error.what());
  }
  if (arguments.json) {
    print_json(shell, resolved);
  } else {
    TextTable table({"SETTING", "VALUE", "FROM"});
    for (const auto& setting : resolved.rows) {
      table.add({setting.row->yaml_path(), setting.value, setting.origin});
    }
    shell.out << table.text();
  }
  const auto& folder = resolved.settings.workflows;
  if (!folder.empty()) {
    const auto workflows = workflow::Registry::load(folder);
    if (!workflows) throw CommandError(ExitCode::failure, workflows.error().message);
  }
  return ExitCode::ok;
}

}  // namespace chatkit::app
