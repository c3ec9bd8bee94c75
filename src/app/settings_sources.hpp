#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/settings.hpp"
#include "app/settings_table.hpp"
#include "base/result.hpp"

namespace chatkit::app {

/// A variable of the environment; nothing if it is not set.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

/// Where settings come from, strongest first: flags, variables, the file, the defaults.
struct SettingSources {
  /// By setting name, as the command line gave them.
  std::map<std::string, std::vector<std::string>, std::less<>> flags;
  Environment environment;
  /// The configuration file; empty: `CHATKIT_CONFIG`, or none.
  std::filesystem::path config_file;
};

/// A setting with its value and where that came from.
struct ResolvedSetting {
  const SettingRow* row = nullptr;
  /// Secrets masked.
  std::string value;
  /// `--listen`, `CHATKIT_LISTEN`, `chatkit.yaml:3` or `default`.
  std::string origin;
};

struct ResolvedSettings {
  Settings settings;
  std::vector<ResolvedSetting> rows;

  bool is_default(std::string_view name) const;
};

/// Errors: invalid_value (the message names flag, variable, or file, line and key), not_found (the
/// configuration file). Unknown keys of the file are errors.
Result<ResolvedSettings> resolve_settings(const SettingSources& sources);

}  // namespace chatkit::app
