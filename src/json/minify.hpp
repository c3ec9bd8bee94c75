#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "chatkit/raw_json.hpp"

namespace chatkit::json {

/// Validates one JSON value and drops its insignificant white space, in one pass.
///
/// The only way from text to RawJson. Depth ≤ 64; UTF-8, escapes and numbers per RFC 8259; nothing
/// may follow the value. Duplicate names are kept. Cost: one pass, one allocation.
/// Errors: invalid_request with code `invalid_json`, the message naming the byte offset.
Result<RawJson> minify(std::string_view text);

inline constexpr int kDepthMax = 64;

}  // namespace chatkit::json
