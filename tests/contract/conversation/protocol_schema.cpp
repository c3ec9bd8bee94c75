#include "contract/conversation/protocol_schema.hpp"

namespace chatkit::test {
namespace {

using simdjson::SUCCESS;
using simdjson::dom::element;

bool has_type(std::string_view type, element value) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "boolean") return value.is_bool();
  if (type == "integer") return value.is_int64() || value.is_uint64();
  if (type == "number") return value.is_number();
  return false;
}

bool is_nothing(element schema) { return schema.get_object().value().size() == 0; }

}  // namespace

const std::filesystem::path& ProtocolSchema::file() {
  static const std::filesystem::path path = "../shared/contract/conversation.schema.json";
  return path;
}

ProtocolSchema::ProtocolSchema() : ProtocolSchema(file()) {}

ProtocolSchema::ProtocolSchema(const std::filesystem::path& schema)
    : root_(parser_.load(schema.string()).value()) {}

std::string ProtocolSchema::violation(std::string_view root, std::string_view json) const {
  return check_text(root_.at_key("roots").at_key(root).value(), json, root);
}

std::string ProtocolSchema::definition_violation(std::string_view definition,
                                                 std::string_view json) const {
  return check_text(root_.at_key("$defs").at_key(definition).value(), json, definition);
}

std::string ProtocolSchema::check_text(element schema, std::string_view json,
                                       std::string_view place) const {
  simdjson::dom::parser parser;
  element value;
  if (parser.parse(json.data(), json.size()).get(value) != SUCCESS) return "is no JSON";
  return check(schema, value, std::string(place));
}

std::string ProtocolSchema::check(element schema, element value, const std::string& place) const {
  if (schema.is_bool() || is_nothing(schema)) return "";
  if (value.is_null()) return place + " is null";
  element part;
  if (schema.at_key("$ref").get(part) == SUCCESS) {
    const std::string name(std::string_view(part.get_string()).substr(8));
    return check(root_.at_key("$defs").at_key(name).value(), value, place);
  }
  for (const char* choice : {"anyOf", "oneOf"}) {
    if (schema.at_key(choice).get(part) == SUCCESS) {
      return check_any(part.get_array(), value, place);
    }
  }
  if (schema.at_key("const").get(part) == SUCCESS &&
      simdjson::minify(part) != simdjson::minify(value)) {
    return place + " is not " + simdjson::minify(part);
  }
  if (schema.at_key("enum").get(part) == SUCCESS) {
    bool known = false;
    for (const element one : part.get_array()) {
      known = known || simdjson::minify(one) == simdjson::minify(value);
    }
    if (!known) return place + " is none of " + simdjson::minify(part);
  }
  if (schema.at_key("type").get(part) == SUCCESS && part.is_string() &&
      !has_type(part.get_string(), value)) {
    return place + " is no " + std::string(std::string_view(part.get_string()));
  }
  if (value.is_object()) return check_object(schema, value.get_object(), place);
  if (value.is_array() && schema.at_key("items").get(part) == SUCCESS) {
    int index = 0;
    for (const element entry : value.get_array()) {
      std::string wrong = check(part, entry, place + "/" + std::to_string(index++));
      if (!wrong.empty()) return wrong;
    }
  }
  return "";
}

std::string ProtocolSchema::check_any(simdjson::dom::array options, element value,
                                      const std::string& place) const {
  // The deepest complaint is the one about the alternative that was meant.
  std::string deepest = place + " fits nothing";
  for (const element option : options) {
    std::string wrong = check(option, value, place);
    if (wrong.empty()) return "";
    const std::string at = wrong.substr(0, wrong.find(' '));
    if (at.size() > deepest.find(' ') && !wrong.starts_with(place + "/type ")) deepest = wrong;
  }
  return deepest;
}

std::string ProtocolSchema::check_object(element schema, simdjson::dom::object value,
                                         const std::string& place) const {
  element part;
  element properties;
  if (schema.at_key("required").get(part) == SUCCESS) {
    for (const element name : part.get_array()) {
      if (value.at_key(name.get_string()).error() != SUCCESS) {
        return place + " lacks " + simdjson::minify(name);
      }
    }
  }
  if (schema.at_key("properties").get(properties) == SUCCESS &&
      properties.at_key("type").at_key("const").get(part) == SUCCESS &&
      value.at_key("type").error() != SUCCESS) {
    return place + " lacks its type";
  }
  for (const auto field : value) {
    std::string wrong = check_key(schema, field.key, field.value, place);
    if (!wrong.empty()) return wrong;
  }
  return "";
}

std::string ProtocolSchema::check_key(element schema, std::string_view key, element value,
                                      const std::string& place) const {
  const std::string here = place + "/" + std::string(key);
  element part;
  const bool has_properties = schema.at_key("properties").error() == SUCCESS;
  if (has_properties && schema.at_key("properties").at_key(key).get(part) == SUCCESS) {
    return check(part, value, here);
  }
  if (schema.at_key("additionalProperties").get(part) == SUCCESS) {
    if (part.is_object()) return check(part, value, here);
    return part.get_bool().value() ? "" : here + " is unknown";
  }
  return has_properties ? here + " is unknown" : "";
}

}  // namespace chatkit::test
