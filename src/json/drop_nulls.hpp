#pragma once

#include <string>
#include <string_view>

namespace chatkit::json {

/// Minified valid JSON without the fields of objects that are null, at every depth. Elements of
/// arrays stay, and so does all that stands under a field named `untouched`.
std::string without_nulls(std::string_view json, std::string_view untouched = {});

/// Adds `"name":value` at the front of an object's text.
void add_field(std::string& object, std::string_view name, std::string_view value);

}  // namespace chatkit::json
