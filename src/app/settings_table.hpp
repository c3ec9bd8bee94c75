#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/settings.hpp"
#include "base/result.hpp"

namespace chatkit::app {

/// One setting. The command line, the environment, the configuration file, `--help` and
/// `config check` are all made from these rows, so that they cannot drift apart.
struct SettingRow {
  /// Also the last part of the YAML path; the flag and the variable follow from it.
  std::string_view name;
  /// `limits` for what stands under that key of the file; empty at the top.
  std::string_view group = "";
  /// What a value looks like: `HOST:PORT`, `SIZE`.
  std::string_view value_form;
  std::string_view help;
  /// What the flag means without a value; empty: it needs one.
  std::string_view bare_value = "";
  bool secret = false;
  /// More than one value: a repeated flag, a YAML list, commas in a variable.
  bool list = false;
  /// A path: relative to the configuration file where it stands in one.
  bool path = false;
  /// Errors: invalid_value with what the value must be.
  std::function<Result<void>(Settings&, const std::vector<std::string>& values)> apply{};
  /// The value in the form that `apply` reads; secrets as they are.
  std::function<std::vector<std::string>(const Settings&)> show{};

  std::string flag() const;       // --body-bytes-max
  std::string variable() const;   // CHATKIT_BODY_BYTES_MAX
  std::string yaml_path() const;  // limits.body_bytes_max
  /// The default as people read it; empty: none.
  std::string default_text() const;
};

/// Every setting, in the order in which people should meet them.
std::span<const SettingRow> settings_table();

/// The row of that name, or null.
const SettingRow* find_setting(std::string_view name);

}  // namespace chatkit::app
