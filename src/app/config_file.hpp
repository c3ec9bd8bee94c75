#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace chatkit::app {

/// One value of the configuration file, with where it stands.
struct ConfigEntry {
  std::string path;  // limits.body_bytes_max
  std::vector<std::string> values;
  bool list = false;
  int line = 0;
};

/// Reads a configuration file: a mapping of settings, one level of groups.
/// Errors: not_found (no such file), invalid_value (not YAML, a key twice, a shape that is none of
/// a setting's); the message names file, line and key.
Result<std::vector<ConfigEntry>> read_config_file(const std::filesystem::path& file);

/// `chatkit.yaml:3: listen: must be …`
Error config_error(const std::filesystem::path& file, const ConfigEntry& entry,
                   const std::string& problem);

}  // namespace chatkit::app
