#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <set>
#include <span>
#include <string>

#include "workflow/options.hpp"
#include "workflow/registry.hpp"
#include "workflow/secrets.hpp"
#include "workflow/yaml.hpp"

namespace chatkit::workflow {
namespace {

constexpr std::size_t kStateVariablesMax = 64;
constexpr std::size_t kStateVariableKeyBytesMax = 64;
constexpr std::size_t kIdBytesMax = 256;

[[noreturn]] void fail(const YAML::Node& node, std::string text) {
  throw YamlFault{node.Mark(), std::move(text)};
}

/// A scalar that was written in quotes carries the tag `!`: it is text, whatever it looks like.
bool is_quoted(const YAML::Node& node) { return node.Tag() == "!"; }

std::string key_of(const YAML::Node& key) {
  if (!key.IsScalar()) fail(key, "a key must be a word");
  return key.Scalar();
}

/// Refuses keys that nobody knows and keys that come twice: yaml-cpp would keep quiet about both.
void check_keys(const YAML::Node& map, std::string_view where,
                std::span<const std::string_view> known) {
  std::vector<std::string> seen;
  for (const auto& entry : map) {
    const std::string key = key_of(entry.first);
    const std::string name = where.empty() ? key : std::string(where) + "." + key;
    if (!known.empty() && std::find(known.begin(), known.end(), key) == known.end()) {
      fail(entry.first, "unknown key '" + name + "'");
    }
    if (std::find(seen.begin(), seen.end(), key) != seen.end()) {
      fail(entry.first, "the key '" + name + "' comes twice");
    }
    seen.push_back(key);
  }
}

/// A word, number or quoted text; what YAML calls null is refused.
std::string scalar(const YAML::Node& node, std::string_view key) {
  if (!node.IsScalar()) fail(node, "'" + std::string(key) + "' must be a string");
  std::string text = node.Scalar();
  if (text.empty()) fail(node, "'" + std::string(key) + "' must not be empty");
  if (text.find('\0') != std::string::npos) {
    fail(node, "'" + std::string(key) + "' must not contain U+0000");
  }
  return text;
}

/// A value of a responder's map: a word or text, and where a list is meant, a sequence of words.
std::string option_value(const YAML::Node& node, const Option& option, const std::string& name) {
  const Result<std::string> value = [&]() -> Result<std::string> {
    if (option.type != OptionType::list || !node.IsSequence()) {
      return option_text(option, scalar(node, name));
    }
    std::vector<std::string> words;
    for (const auto& word : node) words.push_back(scalar(word, name));
    return option_list(option, words);
  }();
  if (!value) fail(node, "'" + name + "' " + value.error().message);
  return *value;
}

/// Reads one file's responder into its workflow.
class ResponderReader {
 public:
  ResponderReader(Workflow& workflow, std::filesystem::path folder, SecretSources sources)
      : workflow_(workflow), folder_(std::move(folder)), sources_(sources) {}

  void read(const YAML::Node& node) {
    if (!node.IsMap()) fail(node, "'responder' must be a map such as {kind: script}");
    const ResponderKind& kind = kind_of(node);
    workflow_.responder_kind = kind.name;
    std::vector<std::string_view> keys = {"kind"};
    for (const Option& option : kind.options) keys.push_back(option.key);
    check_keys(node, "responder", keys);
    for (const Option& option : kind.options) {
      const YAML::Node value = node[std::string(option.key)];
      if (value) {
        take(value, option);
      } else if (option.required) {
        fail(node, "missing key 'responder." + std::string(option.key) + "'");
      }
    }
    if (!kind.required_secret.empty() && !given_.contains(kind.required_secret)) {
      fail(node, "missing key 'responder." + std::string(kind.required_secret) +
                     "' (or the same with _env or _file)");
    }
  }

 private:
  static const ResponderKind& kind_of(const YAML::Node& node) {
    const YAML::Node kind = node["kind"];
    if (!kind) fail(node, "missing key 'responder.kind'");
    const std::string name = scalar(kind, "responder.kind");
    if (const ResponderKind* found = find_kind(name)) return *found;
    std::string known;
    for (const ResponderKind& each : responder_kinds()) {
      known += (known.empty() ? "" : ", ") + std::string(each.name);
    }
    fail(kind, "unknown 'responder.kind' '" + name + "'; known: " + known);
  }

  void take(const YAML::Node& node, const Option& option) {
    const std::string name = "responder." + std::string(option.key);
    std::string value = option_value(node, option, name);
    if (option.secret.empty()) {
      workflow_.responder_options[std::string(option.key)] = std::move(value);
      return;
    }
    if (!given_.insert(option.secret).second) {
      fail(node,
           "'" + name + "' gives 'responder." + std::string(option.secret) + "' a second time");
    }
    if (option.type == OptionType::file) value = (folder_ / value).string();
    const std::string kept(option.secret);
    if (option.type == OptionType::secret) {
      workflow_.secrets[kept] = Secret(std::move(value));
      return;
    }
    workflow_.responder_options[std::string(option.key)] = value;
    if (sources_ == SecretSources::leave) return;
    Result<Secret> secret =
        option.type == OptionType::file ? secret_of_file(value) : secret_of_environment(value);
    if (!secret) fail(node, "'" + name + "': " + secret.error().message);
    workflow_.secrets[kept] = *std::move(secret);
  }

  Workflow& workflow_;
  std::filesystem::path folder_;
  SecretSources sources_;
  std::set<std::string_view> given_;  // Credentials that one of the keys gave.
};

/// Plain words take YAML's own meaning (true, 3, 2.5); quoted ones are text.
StateValue state_value(const YAML::Node& node, const std::string& name) {
  if (!node.IsScalar()) {
    fail(node, "'" + name + "' must be a string, a boolean or a number");
  }
  if (is_quoted(node)) return node.Scalar();
  const std::string& text = node.Scalar();
  if (text == "true" || text == "True" || text == "TRUE") return true;
  if (text == "false" || text == "False" || text == "FALSE") return false;
  std::int64_t integer = 0;
  const char* end = text.data() + text.size();
  const auto whole = std::from_chars(text.data(), end, integer);
  if (whole.ec == std::errc() && whole.ptr == end) return integer;
  double number = 0;
  // Words such as inf and nan are numbers to from_chars, but not to JSON: they stay text.
  const bool numeric = text.find_first_not_of("+-.0123456789eE") == std::string::npos;
  const auto real = std::from_chars(text.data(), end, number);
  if (numeric && real.ec == std::errc() && real.ptr == end) return number;
  return text;
}

void read_state_variables(const YAML::Node& node, Workflow& workflow) {
  if (!node.IsMap()) fail(node, "'state_variables' must be a map");
  check_keys(node, "state_variables", {});
  if (node.size() > kStateVariablesMax) fail(node, "'state_variables' holds at most 64 keys");
  for (const auto& entry : node) {
    const std::string key = key_of(entry.first);
    const std::string name = "state_variables." + key;
    if (key.empty() || key.size() > kStateVariableKeyBytesMax) {
      fail(entry.first, "a key of 'state_variables' has 1 to 64 characters");
    }
    workflow.state_variables[key] = state_value(entry.second, name);
  }
}

bool read_flag(const YAML::Node& node, const std::string& name) {
  static constexpr Option kFlag = {.key = "", .type = OptionType::flag};
  return option_value(node, kFlag, name) == "true";
}

Workflow read_workflow(const YAML::Node& root, const std::filesystem::path& folder,
                       SecretSources sources) {
  if (!root.IsMap()) fail(root, "a workflow file is a map with the keys id, version, responder");
  static constexpr std::array<std::string_view, 5> kKeys = {"id", "version", "responder",
                                                            "strict_widgets", "state_variables"};
  check_keys(root, "", kKeys);
  Workflow workflow;
  const YAML::Node id = root["id"];
  if (!id) fail(root, "missing key 'id'");
  workflow.id = scalar(id, "id");
  if (workflow.id.size() > kIdBytesMax) fail(id, "'id' has at most 256 bytes");
  if (const YAML::Node version = root["version"]) workflow.version = scalar(version, "version");
  const YAML::Node responder = root["responder"];
  if (!responder) fail(root, "missing key 'responder'");
  ResponderReader(workflow, folder, sources).read(responder);
  if (const YAML::Node strict = root["strict_widgets"]) {
    workflow.strict_widgets = read_flag(strict, "strict_widgets");
  }
  if (const YAML::Node variables = root["state_variables"]) {
    read_state_variables(variables, workflow);
  }
  return workflow;
}

Error fault_error(std::string_view name, const YAML::Mark& mark, const std::string& text) {
  std::string message(name);
  if (!mark.is_null()) message += ":" + std::to_string(mark.line + 1);
  return invalid_value("", message + ": " + text + ".");
}

}  // namespace

Result<Workflow> parse_workflow(std::string_view yaml, std::string_view name,
                                SecretSources sources) {
  if (yaml.size() > kWorkflowBytesMax) {
    return invalid_value("", std::string(name) + ": a workflow file holds at most 256 KiB.");
  }
  try {
    return read_workflow(load_yaml(yaml), std::filesystem::path(name).parent_path(), sources);
  } catch (const YamlFault& fault) {
    return fault_error(name, fault.mark, fault.text);
  } catch (const YAML::Exception& exception) {
    return fault_error(name, exception.mark, exception.msg);
  }
}

}  // namespace chatkit::workflow
