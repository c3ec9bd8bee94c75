#include "client/body_merge.hpp"

#include <variant>

#include "json/writer.hpp"

namespace chatkit::client {
namespace {

/// The position behind the string that begins at `at`.
std::size_t end_of_string(std::string_view json, std::size_t at) {
  for (++at; at < json.size() && json[at] != '"'; ++at) {
    if (json[at] == '\\') ++at;
  }
  return at + 1;
}

/// The position behind the value that begins at `at`: a comma or the closing brace.
std::size_t end_of_value(std::string_view json, std::size_t at) {
  int depth = 0;
  while (at < json.size()) {
    const char c = json[at];
    if (c == '"') {
      at = end_of_string(json, at);
      continue;
    }
    if (depth == 0 && (c == ',' || c == '}')) return at;
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    ++at;
  }
  return at;
}

struct AppendValue {
  std::string& out;
  void operator()(const std::string& value) const { json::append_string(out, value); }
  void operator()(bool value) const { out.append(value ? "true" : "false"); }
  void operator()(std::int64_t value) const { json::append_number(out, value); }
  void operator()(double value) const { json::append_number(out, value); }
  void operator()(const RawJson& value) const { out.append(value.text()); }
};

}  // namespace

std::string merge_body(std::string_view body, const BodyFields& extra) {
  if (extra.empty()) return std::string(body);
  std::string out;
  json::ObjectWriter object(out);
  std::size_t at = 1;  // Behind the opening brace.
  while (at < body.size() && body[at] == '"') {
    const std::size_t name_end = end_of_string(body, at);
    const std::string name(body.substr(at + 1, name_end - at - 2));
    const std::size_t value_begin = name_end + 1;  // Behind the colon.
    const std::size_t value_end = end_of_value(body, value_begin);
    if (!extra.contains(name)) {
      object.raw(name, body.substr(value_begin, value_end - value_begin));
    }
    at = value_end + 1;
  }
  for (const auto& [name, value] : extra) {
    object.key(name);
    std::visit(AppendValue{out}, value);
  }
  object.close();
  return out;
}

}  // namespace chatkit::client
