#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "chatkit/raw_json.hpp"

namespace chatkit::app {

/// The members of one JSON object, by name, for small documents of our own: archive lines,
/// server.json, admin bodies. Not for hot paths.
class JsonFields {
 public:
  /// Errors: invalid_json; invalid_type if it is no object.
  static Result<JsonFields> read(std::string_view json);

  /// A member's own JSON; nothing where it is absent or null.
  std::optional<std::string_view> raw(std::string_view name) const;
  std::optional<RawJson> value(std::string_view name) const;
  /// A string's text; nothing where it is absent, null or no string.
  std::optional<std::string> text(std::string_view name) const;
  std::optional<std::int64_t> number(std::string_view name) const;
  std::optional<bool> boolean(std::string_view name) const;

  /// As `text`. Errors: missing_required_parameter.
  Result<std::string> required_text(std::string_view name) const;

 private:
  std::map<std::string, std::string, std::less<>> members_;
};

/// The elements of a JSON array, each as its own JSON. Errors: invalid_json, invalid_type.
Result<std::vector<std::string>> json_elements(std::string_view json);
/// The strings of a JSON array; other elements are left out.
std::vector<std::string> json_texts(std::string_view json);

}  // namespace chatkit::app
