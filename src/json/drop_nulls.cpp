#include "json/drop_nulls.hpp"

namespace chatkit::json {
namespace {

/// Takes the string token at the front of `rest`, quotes included.
std::string_view take_string(std::string_view& rest) {
  std::size_t end = 1;
  while (rest[end] != '"') end += rest[end] == '\\' ? 2 : 1;
  const std::string_view token = rest.substr(0, end + 1);
  rest.remove_prefix(end + 1);
  return token;
}

/// Takes the value at the front of `rest` as it is.
std::string_view take_value(std::string_view& rest) {
  const std::string_view begin = rest;
  int depth = 0;
  do {
    const char c = rest.front();
    if (c == '"') {
      take_string(rest);
      continue;
    }
    if (depth == 0 && (c == ',' || c == '}' || c == ']')) break;
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    rest.remove_prefix(1);
    if (depth == 0 && (c == '}' || c == ']')) break;
  } while (!rest.empty());
  return begin.substr(0, begin.size() - rest.size());
}

struct Copier {
  std::string& out;
  std::string_view rest;
  std::string_view untouched;

  void value() {
    if (rest.front() == '{') return object();
    if (rest.front() == '[') return array();
    out.append(take_value(rest));
  }

  void object() {
    rest.remove_prefix(1);
    out.push_back('{');
    bool first = true;
    while (rest.front() != '}') {
      if (rest.front() == ',') rest.remove_prefix(1);
      const std::string_view name = take_string(rest);
      rest.remove_prefix(1);  // The colon.
      if (rest.front() == 'n') {
        take_value(rest);
        continue;
      }
      if (!first) out.push_back(',');
      first = false;
      out.append(name).push_back(':');
      if (!untouched.empty() && name.substr(1, name.size() - 2) == untouched) {
        out.append(take_value(rest));
      } else {
        value();
      }
    }
    rest.remove_prefix(1);
    out.push_back('}');
  }

  void array() {
    rest.remove_prefix(1);
    out.push_back('[');
    while (rest.front() != ']') {
      if (rest.front() == ',') {
        out.push_back(',');
        rest.remove_prefix(1);
      }
      value();
    }
    rest.remove_prefix(1);
    out.push_back(']');
  }
};

}  // namespace

std::string without_nulls(std::string_view json, std::string_view untouched) {
  if (json.find("null") == std::string_view::npos) return std::string(json);
  std::string out;
  out.reserve(json.size());
  Copier copier{.out = out, .rest = json, .untouched = untouched};
  copier.value();
  return out;
}

void add_field(std::string& object, std::string_view name, std::string_view value) {
  std::string field = "\"";
  field.append(name).append("\":").append(value);
  if (object.size() > 2) field.push_back(',');
  object.insert(1, field);
}

}  // namespace chatkit::json
