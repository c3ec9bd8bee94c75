#pragma once

#include <map>
#include <string>

#include "chatkit/raw_json.hpp"

namespace chatkit {

/// Fields of an object that this version does not know, kept as they came, by name.
using ExtraFields = std::map<std::string, RawJson>;

/// Free-form string pairs.
using Metadata = std::map<std::string, std::string>;

}  // namespace chatkit
