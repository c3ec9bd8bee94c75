#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "chatkit/raw_json.hpp"

namespace chatkit::widgets {

class JsonObject;

/// A C++ value as JSON. Texts, numbers, flags, objects, lists and RawJson convert by themselves.
///
/// A value type. Invalid UTF-8 in a text becomes U+FFFD; a number that JSON cannot carry, null.
class JsonValue {
 public:
  // NOLINTBEGIN(google-explicit-constructor): a conversion is what this class is for.
  JsonValue() = default;
  JsonValue(const char* text);
  JsonValue(std::string_view text);
  JsonValue(const std::string& text);
  JsonValue(double number);
  JsonValue(RawJson json) : json_(std::move(json)) {}
  JsonValue(const JsonObject& object);
  JsonValue(const std::vector<JsonValue>& list);
  template <std::same_as<bool> Flag>
  JsonValue(Flag flag) : json_(RawJson::Validated(flag ? "true" : "false")) {}
  template <std::integral Integer>
    requires(!std::same_as<Integer, bool>)
  JsonValue(Integer number) : json_(of_integer(static_cast<std::int64_t>(number))) {}
  // NOLINTEND(google-explicit-constructor)

  const RawJson& json() const noexcept { return json_; }

 private:
  static RawJson of_integer(std::int64_t number);

  RawJson json_;
};

/// A JSON object: built member by member, or taken apart.
///
///   JsonObject place;
///   place.set("lat", 1.5).set("name", "Berlin");
///   place.number("lat");  // 1.5
///
/// A value type. Members keep the order in which they were first set.
class JsonObject {
 public:
  using Member = std::pair<std::string, RawJson>;

  JsonObject() = default;
  /// Errors: std::invalid_argument where `json` is no object.
  explicit JsonObject(const RawJson& json);

  /// Sets a member, or replaces it.
  JsonObject& set(std::string_view name, const JsonValue& value);
  /// Adds an element to a member that is a list; begins the list where there is none.
  JsonObject& append(std::string_view name, const JsonValue& element);

  /// Null where there is no such member.
  const RawJson* find(std::string_view name) const noexcept;
  // Each is unset where the member is not there or of another kind.
  std::optional<std::string> text(std::string_view name) const;
  std::optional<double> number(std::string_view name) const;
  std::optional<std::int64_t> integer(std::string_view name) const;
  std::optional<bool> flag(std::string_view name) const;
  std::optional<JsonObject> object(std::string_view name) const;

  const std::vector<Member>& members() const noexcept { return members_; }
  RawJson json() const;

  friend bool operator==(const JsonObject&, const JsonObject&) = default;

 private:
  std::vector<Member> members_;
};

}  // namespace chatkit::widgets
