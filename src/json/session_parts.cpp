#include "json/session_parts.hpp"

#include "json/maps.hpp"
#include "json/strict.hpp"

namespace chatkit::json {
namespace {

/// The API's own most for a state variable's string.
constexpr std::size_t kStateStringCharsMax = 10'485'760;

void read_anchor(Value& value, std::string& out) {
  if (value.is_null()) return;
  read_text(value, {}, out);
  if (!value.reading.failed() && out != "created_at") {
    value.fail_value("the only anchor is 'created_at'");
  }
}

}  // namespace

void read_session_variables(Value& value, const SessionCreateLimits& limits, StateVariables& out) {
  out.clear();
  each_optional_field(value, [&](std::string_view name, Value& field) {
    check_key(field, limits.state_variable_key_chars_max);
    StateValue& variable = out[std::string(name)];
    if (!field.is_string()) return read(field, variable);
    read_text(field, {.max = kStateStringCharsMax}, variable.emplace<std::string>());
  });
  check_pairs(value, out.size(), limits.state_variables_max);
}

void read_expiry(Value& value, const SessionCreateLimits& limits,
                 std::optional<ChatSessionExpiresAfterParam>& out) {
  out.reset();
  if (value.is_null()) return;
  const IntegerRange range{.min = 1, .max = limits.expires_after_seconds_max};
  ChatSessionExpiresAfterParam& expiry = out.emplace();
  if (value.is_number()) return read_integer(value, range, expiry.seconds);
  bool is_empty = true;
  bool has_seconds = false;
  each_field(value, [&](std::string_view name, Value& field) {
    is_empty = false;
    if (name == "seconds") {
      has_seconds = true;
      return read_integer(field, range, expiry.seconds);
    }
    if (name == "anchor") return read_anchor(field, expiry.anchor);
    fail_unknown(field);
  });
  if (is_empty) return out.reset();  // An empty object means the default.
  require(value, "seconds", has_seconds);
}

}  // namespace chatkit::json
