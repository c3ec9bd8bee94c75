#include "json/strict.hpp"

#include "json/utf8.hpp"

namespace chatkit::json {
namespace {

void fail_bound(Value& value, std::string_view code, const std::string& what) {
  const std::string path = value.param();
  value.fail(invalid_request(code, path, "Invalid '" + path + "': " + what + "."));
}

void check_chars(Value& value, CharRange range, std::size_t chars) {
  if (chars < range.min) {
    fail_bound(value, "string_below_min_length",
               "the string is too short. At least " + std::to_string(range.min) +
                   " characters are expected, but there are " + std::to_string(chars));
  } else if (chars > range.max) {
    fail_bound(value, "string_above_max_length",
               "the string is too long. At most " + std::to_string(range.max) +
                   " characters are expected, but there are " + std::to_string(chars));
  }
}

}  // namespace

void read_text(Value& value, CharRange range, std::string& out) {
  if (value.is_null()) return value.fail_type("a string");
  read(value, out);
  if (!value.reading.failed()) check_chars(value, range, count_chars(out));
}

void read_optional_text(Value& value, CharRange range, std::optional<std::string>& out) {
  out.reset();
  if (!value.is_null()) read_text(value, range, out.emplace());
}

void read_integer(Value& value, IntegerRange range, std::int64_t& out) {
  if (value.is_null()) return value.fail_type("an integer");
  read(value, out);
  if (value.reading.failed()) return;
  if (out < range.min) {
    fail_bound(value, "integer_below_min_value",
               "the integer is too small. A value of at least " + std::to_string(range.min) +
                   " is expected, but it is " + std::string(value.token()));
  } else if (out > range.max) {
    fail_bound(value, "integer_above_max_value",
               "the integer is too large. A value of at most " + std::to_string(range.max) +
                   " is expected, but it is " + std::string(value.token()));
  }
}

void read_optional_integer(Value& value, IntegerRange range, std::optional<std::int64_t>& out) {
  out.reset();
  if (!value.is_null()) read_integer(value, range, out.emplace());
}

void read_string_map(Value& value, const MapLimits& limits, Metadata& out) {
  out.clear();
  if (value.is_null()) return;
  each_field(value, [&](std::string_view name, Value& field) {
    check_key(field, limits.key_chars_max);
    read_text(field, {.max = limits.value_chars_max}, out[std::string(name)]);
  });
  check_pairs(value, out.size(), limits.pairs_max);
}

void check_pairs(Value& map, std::size_t pairs, std::size_t pairs_max) {
  if (pairs <= pairs_max) return;
  fail_bound(map, "object_above_max_properties",
             "the object has too many properties. At most " + std::to_string(pairs_max) +
                 " are expected, but there are " + std::to_string(pairs));
}

void check_key(Value& field, std::size_t key_chars_max) {
  check_chars(field, {.max = key_chars_max}, count_chars(field.place.name));
  if (field.place.name.find('\0') != std::string_view::npos) {
    field.fail_value("U+0000 is not allowed in a name");
  }
}

void fail_unknown(Value& field) { field.fail(unknown_parameter(field.param())); }

}  // namespace chatkit::json
