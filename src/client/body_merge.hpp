#pragma once

#include <string>
#include <string_view>

#include "chatkit/request_options.hpp"

namespace chatkit::client {

/// The JSON object `body` (one of ours, minified, or empty for none) with the members of `extra`:
/// a member of the same name is replaced, at the top level only.
std::string merge_body(std::string_view body, const BodyFields& extra);

}  // namespace chatkit::client
