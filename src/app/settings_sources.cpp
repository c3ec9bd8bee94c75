#include "app/settings_sources.hpp"

#include <algorithm>
#include <utility>

#include "app/config_file.hpp"

namespace chatkit::app {
namespace {

std::vector<std::string> split_commas(const std::string& text) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const auto end = std::min(text.find(',', begin), text.size());
    auto part = text.substr(begin, end - begin);
    part.erase(0, part.find_first_not_of(' '));
    part.erase(part.find_last_not_of(' ') + 1);
    if (!part.empty()) parts.push_back(std::move(part));
    begin = end + 1;
  }
  return parts;
}

std::string join(const std::vector<std::string>& values) {
  std::string text;
  for (const auto& value : values) text += (text.empty() ? "" : ", ") + value;
  return text;
}

/// The closest known key, for "did you mean"; empty if none shares enough.
std::string similar_key(const std::string& path) {
  for (const auto& row : settings_table()) {
    const auto known = row.yaml_path();
    if (row.name == path || known.substr(0, 4) == path.substr(0, 4)) return known;
  }
  return "";
}

class Resolver {
 public:
  explicit Resolver(const SettingSources& sources) : sources_(sources) {}

  Result<ResolvedSettings> resolve() {
    auto file = read_file();
    if (!file) return file.error();
    ResolvedSettings resolved;
    for (const auto& row : settings_table()) {
      auto origin = apply(row, resolved.settings);
      if (!origin) return origin.error();
      auto value = join(row.show(resolved.settings));
      if (row.secret && !value.empty()) value = "********";
      resolved.rows.push_back({&row, std::move(value), std::move(*origin)});
    }
    return resolved;
  }

 private:
  Result<void> read_file() {
    config_file_ = sources_.config_file;
    if (config_file_.empty() && sources_.environment) {
      config_file_ = sources_.environment("CHATKIT_CONFIG").value_or("");
    }
    if (config_file_.empty()) return {};
    auto entries = read_config_file(config_file_);
    if (!entries) return entries.error();
    for (auto& entry : *entries) {
      auto added = add_entry(std::move(entry));
      if (!added) return added;
    }
    return {};
  }

  Result<void> add_entry(ConfigEntry entry) {
    for (const auto& row : settings_table()) {
      if (row.yaml_path() != entry.path) continue;
      if (entry.list && !row.list) {
        return config_error(config_file_, entry, "takes one value, not a list");
      }
      entries_.emplace(entry.path, std::move(entry));
      return {};
    }
    const auto known = similar_key(entry.path);
    return config_error(
        config_file_, entry,
        "is not a setting" + (known.empty() ? std::string() : " (did you mean " + known + "?)"));
  }

  /// Takes the strongest source that has the setting; answers where it was.
  Result<std::string> apply(const SettingRow& row, Settings& settings) {
    if (const auto flag = sources_.flags.find(row.name); flag != sources_.flags.end()) {
      const auto applied = row.apply(settings, flag->second);
      if (!applied) return invalid_value(row.name, row.flag() + ": " + applied.error().message);
      return row.flag();
    }
    const auto variable =
        sources_.environment ? sources_.environment(row.variable()) : std::nullopt;
    if (variable && !variable->empty()) {
      const auto values = row.list ? split_commas(*variable) : std::vector<std::string>{*variable};
      const auto applied = row.apply(settings, values);
      if (!applied) return invalid_value(row.name, row.variable() + ": " + applied.error().message);
      return row.variable();
    }
    const auto entry = entries_.find(row.yaml_path());
    if (entry == entries_.end()) return std::string("default");
    return apply_entry(row, settings, entry->second);
  }

  Result<std::string> apply_entry(const SettingRow& row, Settings& settings, ConfigEntry entry) {
    if (row.path && !entry.values.empty() && !entry.values.front().empty()) {
      entry.values.front() = (config_file_.parent_path() / entry.values.front()).string();
    }
    const auto applied = row.apply(settings, entry.values);
    if (!applied) return config_error(config_file_, entry, applied.error().message);
    return config_file_.string() + ":" + std::to_string(entry.line);
  }

  const SettingSources& sources_;
  std::filesystem::path config_file_;
  std::map<std::string, ConfigEntry> entries_;
};

}  // namespace

bool ResolvedSettings::is_default(std::string_view name) const {
  return std::any_of(rows.begin(), rows.end(), [name](const ResolvedSetting& setting) {
    return setting.row->name == name && setting.origin == "default";
  });
}

Result<ResolvedSettings> resolve_settings(const SettingSources& sources) {
  return Resolver(sources).resolve();
}

}  // namespace chatkit::app
