#pragma once

#include <string>
#include <string_view>

#include "chatkit/session.hpp"

namespace chatkit::workflow {

/// A state variable's value as people write it: text as it is, `true`, `42`, `2.5`.
std::string value_text(const StateValue& value);

/// `text` with each `{{name}}` replaced by that state variable; white space around the name is
/// allowed. A name that nobody set gives nothing. What is put in is not looked at again, and
/// braces that hold no name (`{{}}`, `{{a b}}`, or without an end) stay as they are.
std::string fill_template(std::string_view text, const StateVariables& variables);

}  // namespace chatkit::workflow
