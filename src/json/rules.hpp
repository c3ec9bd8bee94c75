#pragma once

#include "chatkit/widgets/icon_name.hpp"
#include "json/shape.hpp"

// Words in which tables of shapes are written.
namespace chatkit::json::rules {

inline constexpr Rule kAnything = {};
inline constexpr Rule kText = {.kinds = Rule::text};
inline constexpr Rule kBoolean = {.kinds = Rule::boolean};
inline constexpr Rule kInteger = {.kinds = Rule::integer};
inline constexpr Rule kNumber = {.kinds = Rule::number};
inline constexpr Rule kObject = {.kinds = Rule::object};
inline constexpr Rule kTime = {.kinds = Rule::time};
inline constexpr Rule kIntegerOrText = {.kinds = Rule::integer | Rule::text};
inline constexpr Rule kNumberOrText = {.kinds = Rule::number | Rule::text};
inline constexpr Rule kTexts = {.kinds = Rule::array, .element = &kText};

constexpr Rule words(std::span<const std::string_view> all) {
  return {.kinds = Rule::text, .words = all};
}
/// An object of one of these shapes, or a value of one of `also`.
constexpr Rule shaped(std::span<const Shape* const> shapes, unsigned also = 0) {
  return {.kinds = Rule::object | also, .shapes = shapes};
}
constexpr Rule list_of(const Rule* element) { return {.kinds = Rule::array, .element = element}; }

constexpr Member needs(std::string_view name, Rule rule) {
  return {.name = name, .rule = rule, .required = true};
}
constexpr Member takes(std::string_view name, Rule rule) { return {.name = name, .rule = rule}; }

inline constexpr std::string_view kIconPrefixes[] = {"vendor:", "lucide:"};
inline constexpr Rule kIcon = {
    .kinds = Rule::text, .words = widgets::kIconNames, .prefixes = kIconPrefixes};

}  // namespace chatkit::json::rules
