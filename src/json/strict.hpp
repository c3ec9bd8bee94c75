#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "json/reading.hpp"

// Readers of what clients send: each violation has its code and `param`. Source: contract
// section 1. null counts as absent where a parameter is optional.
namespace chatkit::json {

/// How long a string may be, in code points.
struct CharRange {
  std::size_t min = 0;
  std::size_t max = std::numeric_limits<std::size_t>::max();
};
struct IntegerRange {
  std::int64_t min = std::numeric_limits<std::int64_t>::min();
  std::int64_t max = std::numeric_limits<std::int64_t>::max();
};
struct MapLimits {
  std::size_t pairs_max = 0;
  std::size_t key_chars_max = 0;
  std::size_t value_chars_max = 0;
};

/// A string that must be there: null is of the wrong type. Errors: invalid_type,
/// string_below_min_length, string_above_max_length, invalid_value for U+0000.
void read_text(Value& value, CharRange range, std::string& out);
void read_optional_text(Value& value, CharRange range, std::optional<std::string>& out);
/// Errors: invalid_type, integer_below_min_value, integer_above_max_value.
void read_integer(Value& value, IntegerRange range, std::int64_t& out);
void read_optional_integer(Value& value, IntegerRange range, std::optional<std::int64_t>& out);
/// A map of strings. Errors: invalid_type, object_above_max_properties, string_above_max_length.
void read_string_map(Value& value, const MapLimits& limits, Metadata& out);

/// Fails where a map has more than `pairs_max` pairs, or a name more than `key_chars_max` chars.
void check_pairs(Value& map, std::size_t pairs, std::size_t pairs_max);
void check_key(Value& field, std::size_t key_chars_max);
void fail_unknown(Value& field);

}  // namespace chatkit::json
