#pragma once

#include <string>
#include <utility>

#include "chatkit/raw_json.hpp"

namespace chatkit::widgets {

/// JSON that the test itself vouches for.
inline RawJson raw(std::string text) { return RawJson(RawJson::Validated(std::move(text))); }

}  // namespace chatkit::widgets
