#pragma once

#include <array>
#include <span>
#include <string_view>

#include "json/reading.hpp"

// What a JSON value must look like, as tables: for what programs outside send, whose readers would
// otherwise pass over what does not fit.
namespace chatkit::json {

struct Shape;

/// What one value may be: any of `kinds`, or anything where none is named.
struct Rule {
  enum Kind : unsigned {
    text = 1U,
    boolean = 2U,
    integer = 4U,
    number = 8U,
    object = 16U,
    array = 32U,
    time = 64U,  // ISO 8601, as a string
    no = 128U,   // false
  };
  unsigned kinds = 0;
  /// A text is one of these, or begins with one of `prefixes`; any text where both are empty.
  std::span<const std::string_view> words = {};
  std::span<const std::string_view> prefixes = {};
  /// An object has one of these shapes, by its `type`; any object where there are none.
  std::span<const Shape* const> shapes = {};
  /// What each element of an array, or each member of an object without shapes, is; anything where
  /// this is null.
  const Rule* element = nullptr;
};

/// One member of an object. Without `required` it may be absent or null.
struct Member {
  std::string_view name;
  Rule rule = {};
  bool required = false;
};

/// An object: the value of its `type` (empty if it has none) and its members, at most 64.
struct Shape {
  std::string_view type;
  /// In groups, so that kinds of objects share members.
  std::array<std::span<const Member>, 4> groups = {};
  /// At least one of these must be there, if there are any.
  std::span<const std::string_view> one_of = {};
  /// Whether members that are not listed are taken.
  bool open = false;
};

/// Fails where `value` does not fit: missing_required_parameter, invalid_type, invalid_value,
/// unknown_parameter, each with its `param`. Consumes the value.
void check(Value& value, const Rule& rule);

}  // namespace chatkit::json
