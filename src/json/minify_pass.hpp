#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace chatkit::json {

/// Why a text is not JSON, and where.
struct JsonFault {
  std::size_t offset = 0;
  std::string_view reason;
};

/// Writes the one JSON value in `text` to `out` without insignificant white space; `out` is of no
/// use where a fault comes back. The pass behind `minify`, and in front of every reader.
std::optional<JsonFault> minify_to(std::string_view text, std::string& out);

/// What a client is told of a fault: invalid_request with code `invalid_json`.
Error to_error(const JsonFault& fault);

}  // namespace chatkit::json
