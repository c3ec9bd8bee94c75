#include "json/shape.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

#include "base/iso_time.hpp"
#include "json/strict.hpp"

namespace chatkit::json {
namespace {

/// "a string, a number or an object"
std::string kinds_for_people(unsigned kinds) {
  static constexpr std::pair<Rule::Kind, std::string_view> kNames[] = {
      {Rule::text, "a string"},    {Rule::time, "an ISO 8601 time"}, {Rule::boolean, "a boolean"},
      {Rule::no, "false"},         {Rule::integer, "an integer"},    {Rule::number, "a number"},
      {Rule::object, "an object"}, {Rule::array, "an array"}};
  std::string text;
  std::string_view last;
  for (const auto& [kind, name] : kNames) {
    if ((kinds & kind) == 0) continue;
    if (!last.empty()) text.append(text.empty() ? "" : ", ").append(last);
    last = name;
  }
  return text.empty() ? std::string(last) : text.append(" or ").append(last);
}

void check_text(Value& value, const Rule& rule) {
  std::string text;
  read(value, text);
  if (value.reading.failed()) return;
  if ((rule.kinds & Rule::time) != 0) {
    if (!parse_iso(text)) value.fail_value("it is no ISO 8601 time");
    return;
  }
  if (rule.words.empty() && rule.prefixes.empty()) return;
  const bool known = std::find(rule.words.begin(), rule.words.end(), text) != rule.words.end() ||
                     std::any_of(rule.prefixes.begin(), rule.prefixes.end(),
                                 [&](std::string_view prefix) { return text.starts_with(prefix); });
  if (!known) value.fail_value("'" + text + "' is not one of its values");
}

/// The members of an object as they turn up.
class Members {
 public:
  Members(Value& object, const Shape& shape) : object_(object), shape_(shape) {}

  void take(std::string_view name, Value& field) {
    if (name == "type" && !shape_.type.empty()) return same_type(field, shape_.type);
    std::uint64_t bit = 1;
    for (const auto group : shape_.groups) {
      for (const Member& member : group) {
        if (member.name == name) return take(member, bit, field);
        bit <<= 1U;
      }
    }
    if (!shape_.open) fail_unknown(field);
  }

  void end() const {
    std::uint64_t bit = 1;
    bool has_one = shape_.one_of.empty();
    for (const auto group : shape_.groups) {
      for (const Member& member : group) {
        const bool seen = (seen_ & bit) != 0;
        if (member.required) require(object_, member.name, seen);
        if (seen && std::find(shape_.one_of.begin(), shape_.one_of.end(), member.name) !=
                        shape_.one_of.end()) {
          has_one = true;
        }
        bit <<= 1U;
      }
    }
    if (!has_one) require(object_, shape_.one_of.front(), false);
  }

 private:
  void take(const Member& member, std::uint64_t bit, Value& field) {
    if (field.is_null() && !member.required) return;
    seen_ |= bit;
    check(field, member.rule);
  }

  Value& object_;
  const Shape& shape_;
  std::uint64_t seen_ = 0;
};

/// The shape that the object's `type` names; null, and a failure, if there is none.
const Shape* choose(Value& value, std::span<const Shape* const> shapes) {
  if (shapes.size() == 1) return shapes.front();
  const auto type = peek_type(value);
  if (!type) {
    require(value, "type", false);
    return nullptr;
  }
  for (const Shape* shape : shapes) {
    if (shape->type == *type) return shape;
  }
  const Place place{&value.place, "type", std::nullopt};
  value.fail(invalid_value(place.param(), "Invalid value for '" + place.param() +
                                              "': there is no '" + *type + "' here."));
  return nullptr;
}

void check_object(Value& value, const Rule& rule) {
  if (rule.shapes.empty() && rule.element != nullptr) {
    return each_field(value, [&](std::string_view, Value& field) { check(field, *rule.element); });
  }
  if (rule.shapes.empty()) return;
  const Shape* const shape = choose(value, rule.shapes);
  if (shape == nullptr) return;
  Members members(value, *shape);
  each_field(value, [&](std::string_view name, Value& field) { members.take(name, field); });
  members.end();
}

bool is_integer(std::string_view token) { return to_integer(token).has_value(); }

}  // namespace

void check(Value& value, const Rule& rule) {
  if (value.reading.failed() || rule.kinds == 0) return;
  const unsigned kinds = rule.kinds;
  if (value.is_string() && (kinds & (Rule::text | Rule::time)) != 0) return check_text(value, rule);
  if (value.is_bool() && (kinds & Rule::boolean) != 0) return;
  if (value.kind() == 'f' && (kinds & Rule::no) != 0) return;
  if (value.is_number() && (kinds & Rule::number) != 0) return;
  if (value.is_number() && (kinds & Rule::integer) != 0 && is_integer(value.token())) return;
  if (value.is_object() && (kinds & Rule::object) != 0) return check_object(value, rule);
  if (value.is_array() && (kinds & Rule::array) != 0) {
    if (rule.element == nullptr) return;
    return each_element(value, [&](Value& element) { check(element, *rule.element); });
  }
  value.fail_type(kinds_for_people(kinds));
}

}  // namespace chatkit::json
