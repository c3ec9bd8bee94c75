#include "json/maps.hpp"

#include <charconv>

#include "json/rest.hpp"
#include "json/writer.hpp"

namespace chatkit::json {
namespace {

/// A number that was given as one stays one: `1.0` does not come back as the integer 1.
void write_double(std::string& out, double value) {
  const std::size_t begin = out.size();
  append_number(out, value);
  if (out.find_first_not_of("-0123456789", begin) == std::string::npos) out.append(".0");
}

struct StateValueWriter {
  std::string& out;

  void operator()(const std::string& value) const { append_string(out, value); }
  void operator()(bool value) const { out.append(value ? "true" : "false"); }
  void operator()(std::int64_t value) const { append_number(out, value); }
  void operator()(double value) const { write_double(out, value); }
};

bool is_integer(std::string_view token) {
  return token.find_first_of(".eE") == std::string_view::npos;
}

void read_number(Value& value, StateValue& out) {
  const std::string_view token = value.token();
  const char* const end = token.data() + token.size();
  std::int64_t integer = 0;
  if (is_integer(token) && std::from_chars(token.data(), end, integer).ec == std::errc()) {
    out = integer;
    return;
  }
  double number = 0;
  if (std::from_chars(token.data(), end, number).ec != std::errc()) {
    return value.fail_value("the number is out of range");
  }
  out = number;
}

}  // namespace

void read(Value& value, StateValue& out) {
  if (value.is_string()) return read(value, out.emplace<std::string>());
  if (value.is_bool()) return read(value, out.emplace<bool>());
  if (value.is_number()) return read_number(value, out);
  value.fail_type("a string, a boolean or a number");
}

void read(Value& value, StateVariables& out) {
  out.clear();
  if (value.is_null()) return;
  each_field(value,
             [&](std::string_view name, Value& field) { read(field, out[std::string(name)]); });
}

void write_state_variables(std::string& out, const StateVariables& variables) {
  ObjectWriter object(out);
  for (const auto& [name, value] : variables) {
    object.key(name);
    std::visit(StateValueWriter{.out = out}, value);
  }
  object.close();
}

void write_metadata(std::string& out, const Metadata& metadata) {
  ObjectWriter object(out);
  for (const auto& [name, value] : metadata) object.string(name, value);
  object.close();
}

Result<StateVariables> read_state_variables(std::string_view json) {
  return read_body<StateVariables>(json, Reading::Nul::refuse,
                                   [](Value& value, StateVariables& out) { read(value, out); });
}

Result<Metadata> read_metadata(std::string_view json) {
  return read_body<Metadata>(json, Reading::Nul::accept,
                             [](Value& value, Metadata& out) { read(value, out); });
}

}  // namespace chatkit::json
