#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "json/strict.hpp"

// How the readers of ops say what an object holds. Fields that are not named are ignored.
namespace chatkit::json {

/// One field of an object: what reads it, and whether it must be there.
template <class Read>
struct Field {
  std::string_view name;
  bool must_be_there;
  Read read;
  bool seen = false;

  bool takes(std::string_view field_name, Value& value) {
    if (field_name != name) return false;
    seen = true;
    read(value);
    return true;
  }
};

template <class Read>
Field<Read> required(std::string_view name, Read read) {
  return {name, true, read};
}
template <class Read>
Field<Read> optional(std::string_view name, Read read) {
  return {name, false, read};
}
/// A string that must be there, such as an id.
inline auto required_text(std::string_view name, std::string& out) {
  return required(name, [&out](Value& field) { read_text(field, {}, out); });
}
inline auto optional_text(std::string_view name, std::optional<std::string>& out) {
  return optional(name, [&out](Value& field) { read_optional_text(field, {}, out); });
}

/// Errors: invalid_type where `value` is no object; missing_required_parameter.
template <class... Fields>
void read_fields(Value& value, Fields... fields) {
  each_field(value, [&](std::string_view name, Value& field) {
    static_cast<void>((fields.takes(name, field) || ...));
  });
  if (!value.is_object()) return;
  (require(value, fields.name, fields.seen || !fields.must_be_there), ...);
}

struct CountRange {
  std::size_t min = 0;
  std::size_t max = 0;
};
/// Fails with invalid_value where an array has too few or too many elements.
void check_count(Value& array, std::size_t count, CountRange range);

/// Visits the elements of an array up to the first one that is too many.
template <class Visit>
void each_bounded(Value& value, std::size_t elements_max, Visit visit) {
  std::size_t count = 0;
  each_element(value, [&](Value& element) {
    if (++count <= elements_max) visit(element);
  });
  check_count(value, count, {.max = elements_max});
}

/// An array of strings that are not empty.
void read_texts(Value& value, CountRange range, std::vector<std::string>& out);

struct ByteCount {
  std::size_t is = 0;
  std::size_t max = 0;
};
/// Fails with string_above_max_length at the object's field `name` where there is too much text.
void check_bytes(Value& object, std::string_view name, ByteCount bytes);

/// A free-form object: null and absence are the empty one.
void read_object(Value& value, RawJson& out);
RawJson empty_object();

}  // namespace chatkit::json
