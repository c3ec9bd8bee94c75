#pragma once

#include <string>
#include <string_view>

#include "chatkit/extra_fields.hpp"

// The little of JSON that the model itself must know: pairs of strings, and a string's text form.
namespace chatkit {

/// The pairs of a JSON object whose value is a string; nothing for any other value.
Metadata string_pairs(const RawJson& json);

/// Appends `text` as a JSON string with quotes; `text` is UTF-8.
void append_quoted(std::string& out, std::string_view text);

}  // namespace chatkit
