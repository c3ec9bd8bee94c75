#include "json/reading.hpp"
#include "json/rest.hpp"

namespace chatkit::json {
namespace {

/// What is no string is taken as its JSON text: some services number their codes.
void read_loosely(Value& field, std::optional<std::string>& out) {
  out.reset();
  if (field.is_null()) return;
  out = field.is_string() ? unescape(field.token()) : std::string(raw_text(field));
}

struct Found {
  std::optional<RestError> error;
};

void read_error_body(Value& value, Found& out) {
  each_field(value, [&](std::string_view name, Value& field) {
    if (name != "error" || !field.is_object()) return;
    RestError& error = out.error.emplace();
    each_field(field, [&](std::string_view key, Value& member) {
      if (key == "message") return read_loosely(member, error.message);
      if (key == "type") return read_loosely(member, error.type);
      if (key == "param") return read_loosely(member, error.param);
      if (key == "code") return read_loosely(member, error.code);
    });
  });
}

}  // namespace

std::optional<RestError> read_rest_error(std::string_view json) {
  auto found = read_body<Found>(json, Reading::Nul::accept, read_error_body);
  return found ? std::move(found->error) : std::nullopt;
}

}  // namespace chatkit::json
