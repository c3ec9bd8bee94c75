#include "app/config_file.hpp"

#include <yaml-cpp/yaml.h>

#include <fstream>
#include <set>
#include <sstream>
#include <utility>

namespace chatkit::app {
namespace {

constexpr std::size_t kConfigBytesMax = 1U << 20U;

/// Walks one file's mapping; keeps what is needed to say where a mistake stands.
class Reader {
 public:
  explicit Reader(const std::filesystem::path& file) : file_(file) {}

  Result<std::vector<ConfigEntry>> read(const YAML::Node& root) {
    if (root.IsNull()) return std::vector<ConfigEntry>();
    ConfigEntry top;
    top.line = line_of(root);
    if (!root.IsMap()) return config_error(file_, top, "must be a mapping of settings");
    auto read = read_mapping(root, "");
    if (!read) return read.error();
    return std::move(entries_);
  }

 private:
  static int line_of(const YAML::Node& node) { return node.Mark().line + 1; }

  Result<void> read_mapping(const YAML::Node& mapping, const std::string& prefix) {
    for (const auto& pair : mapping) {
      ConfigEntry entry;
      entry.line = line_of(pair.first);
      if (!pair.first.IsScalar()) return config_error(file_, entry, "a key must be a word");
      entry.path = prefix + pair.first.Scalar();
      if (!seen_.insert(entry.path).second) {
        return config_error(file_, entry, "is given twice");
      }
      if (pair.second.IsMap() && prefix.empty()) {
        auto inner = read_mapping(pair.second, entry.path + ".");
        if (!inner) return inner;
        continue;
      }
      auto value = read_value(pair.second, entry);
      if (!value) return value;
      entries_.push_back(std::move(entry));
    }
    return {};
  }

  Result<void> read_value(const YAML::Node& node, ConfigEntry& entry) {
    if (node.IsScalar()) {
      entry.values.push_back(node.Scalar());
      return {};
    }
    if (node.IsNull()) return config_error(file_, entry, "has no value");
    if (!node.IsSequence()) return config_error(file_, entry, "must be a plain value or a list");
    entry.list = true;
    for (const auto& element : node) {
      if (!element.IsScalar()) {
        entry.line = line_of(element);
        return config_error(file_, entry, "must be a list of plain values");
      }
      entry.values.push_back(element.Scalar());
    }
    return {};
  }

  const std::filesystem::path& file_;
  std::vector<ConfigEntry> entries_;
  std::set<std::string> seen_;
};

Result<std::string> read_text(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  Error error = not_found("file", file.string());
  error.message = "the configuration file " + file.string() + " cannot be read";
  if (!in) return error;
  std::string text(kConfigBytesMax + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (in.bad()) return error;
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.size() > kConfigBytesMax) {
    return invalid_value("config", "the configuration file " + file.string() + " is over 1 MiB");
  }
  return text;
}

}  // namespace

Error config_error(const std::filesystem::path& file, const ConfigEntry& entry,
                   const std::string& problem) {
  auto message = file.string() + ":" + std::to_string(entry.line) + ": ";
  if (!entry.path.empty()) message += entry.path + ": ";
  return invalid_value(entry.path, message + problem);
}

Result<std::vector<ConfigEntry>> read_config_file(const std::filesystem::path& file) {
  const auto text = read_text(file);
  if (!text) return text.error();
  try {
    return Reader(file).read(YAML::Load(*text));
  } catch (const YAML::Exception& failure) {
    ConfigEntry entry;
    entry.line = failure.mark.line + 1;
    return config_error(file, entry, "not YAML: " + failure.msg);
  }
}

}  // namespace chatkit::app
