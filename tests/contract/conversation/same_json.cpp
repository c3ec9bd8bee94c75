#include "contract/conversation/same_json.hpp"

#include <set>
#include <string_view>

namespace chatkit::test {

using simdjson::dom::element;

bool Unknowns::same_text(const std::string& expected, const std::string& actual) {
  if (expected == "<time>") return !actual.empty();
  if (!expected.starts_with('<') || !expected.ends_with('>')) return expected == actual;
  const auto [entry, is_new] = known_.emplace(expected, actual);
  return is_new || entry->second == actual;
}

std::string Unknowns::filled(std::string text) const {
  for (const auto& [name, value] : known_) {
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at)) {
      text.replace(at, name.size(), value);
    }
  }
  return text;
}

std::string Unknowns::objects(simdjson::dom::object expected, simdjson::dom::object actual,
                              const std::string& place) {
  std::set<std::string_view> left;
  for (const auto field : actual) left.insert(field.key);
  for (const auto field : expected) {
    element value;
    if (actual.at_key(field.key).get(value) != simdjson::SUCCESS) {
      return place + " lacks " + std::string(field.key);
    }
    left.erase(field.key);
    std::string found = difference(field.value, value, place + "/" + std::string(field.key));
    if (!found.empty()) return found;
  }
  return left.empty() ? "" : place + " has besides: " + std::string(*left.begin());
}

std::string Unknowns::arrays(simdjson::dom::array expected, simdjson::dom::array actual,
                             const std::string& place) {
  if (expected.size() != actual.size()) {
    return place + " has " + std::to_string(actual.size()) + " entries instead of " +
           std::to_string(expected.size());
  }
  for (std::size_t i = 0; i < expected.size(); ++i) {
    std::string found = difference(expected.at(i), actual.at(i), place + "/" + std::to_string(i));
    if (!found.empty()) return found;
  }
  return "";
}

std::string Unknowns::difference(element expected, element actual, const std::string& place) {
  if (expected.type() != actual.type()) return place + " is of another type";
  if (expected.is_object()) return objects(expected.get_object(), actual.get_object(), place);
  if (expected.is_array()) return arrays(expected.get_array(), actual.get_array(), place);
  if (expected.is_string()) {
    const std::string wanted(std::string_view(expected.get_string()));
    const std::string found(std::string_view(actual.get_string()));
    return same_text(wanted, found) ? "" : place + " is " + found + " instead of " + wanted;
  }
  const std::string wanted = simdjson::minify(expected);
  const std::string found = simdjson::minify(actual);
  return wanted == found ? "" : place + " is " + found + " instead of " + wanted;
}

}  // namespace chatkit::test
