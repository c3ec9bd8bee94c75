#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <span>
#include <string>

#include "workflow/registry.hpp"

namespace chatkit::workflow {
namespace {

constexpr std::int64_t kDelayMillisecondsMax = 60'000;
constexpr std::size_t kStateVariablesMax = 64;
constexpr std::size_t kStateVariableKeyBytesMax = 64;
constexpr std::size_t kIdBytesMax = 256;

/// What is wrong, and where: caught by `parse_workflow` alone, since yaml-cpp throws as well.
struct Fault {
  YAML::Mark mark;
  std::string text;
};

[[noreturn]] void fail(const YAML::Node& node, std::string text) {
  throw Fault{node.Mark(), std::move(text)};
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
  const std::string text = node.Scalar();
  if (text.empty()) fail(node, "'" + std::string(key) + "' must not be empty");
  if (text.find('\0') != std::string::npos) {
    fail(node, "'" + std::string(key) + "' must not contain U+0000");
  }
  return text;
}

std::int64_t delay_ms(const YAML::Node& node) {
  const std::string text = scalar(node, "responder.delay_ms");
  std::int64_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size() || value < 0 ||
      value > kDelayMillisecondsMax) {
    fail(node, "'responder.delay_ms' must be a whole number from 0 to 60000");
  }
  return value;
}

void read_responder(const YAML::Node& node, Workflow& workflow) {
  if (!node.IsMap()) fail(node, "'responder' must be a map such as {kind: script}");
  const YAML::Node kind = node["kind"];
  if (!kind) fail(node, "missing key 'responder.kind'");
  workflow.responder_kind = scalar(kind, "responder.kind");
  if (workflow.responder_kind != "script") {
    fail(kind, "unknown 'responder.kind' '" + workflow.responder_kind + "'; known: script");
  }
  static constexpr std::array<std::string_view, 2> kScriptKeys = {"kind", "delay_ms"};
  check_keys(node, "responder", kScriptKeys);
  if (const YAML::Node delay = node["delay_ms"]) {
    workflow.responder_options["delay_ms"] = std::to_string(delay_ms(delay));
  }
}

/// Plain words take YAML's own meaning (true, 3, 2.5); quoted ones are text.
StateValue state_value(const YAML::Node& node, const std::string& name) {
  if (!node.IsScalar()) {
    fail(node, "'" + name + "' must be a string, a boolean or a number");
  }
  if (is_quoted(node)) return node.Scalar();
  const std::string text = node.Scalar();
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

Workflow read_workflow(const YAML::Node& root) {
  if (!root.IsMap()) fail(root, "a workflow file is a map with the keys id, version, responder");
  static constexpr std::array<std::string_view, 4> kKeys = {"id", "version", "responder",
                                                            "state_variables"};
  check_keys(root, "", kKeys);
  Workflow workflow;
  const YAML::Node id = root["id"];
  if (!id) fail(root, "missing key 'id'");
  workflow.id = scalar(id, "id");
  if (workflow.id.size() > kIdBytesMax) fail(id, "'id' has at most 256 bytes");
  if (const YAML::Node version = root["version"]) workflow.version = scalar(version, "version");
  const YAML::Node responder = root["responder"];
  if (!responder) fail(root, "missing key 'responder'");
  read_responder(responder, workflow);
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

Result<Workflow> parse_workflow(std::string_view yaml, std::string_view name) {
  try {
    const std::vector<YAML::Node> documents = YAML::LoadAll(std::string(yaml));
    if (documents.size() != 1) {
      return fault_error(name, YAML::Mark::null_mark(), "one YAML document is expected");
    }
    return read_workflow(documents.front());
  } catch (const Fault& fault) {
    return fault_error(name, fault.mark, fault.text);
  } catch (const YAML::Exception& exception) {
    return fault_error(name, exception.mark, exception.msg);
  }
}

}  // namespace chatkit::workflow
