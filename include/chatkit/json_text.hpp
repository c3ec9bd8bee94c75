#pragma once

#include <string_view>

#include "chatkit/raw_json.hpp"

namespace chatkit {

/// Checks one JSON value and drops its insignificant white space.
///
/// At most 64 levels deep. Errors: UsageError if `text` is not exactly one JSON value.
RawJson parse_json(std::string_view text);

}  // namespace chatkit
