#pragma once

#include <string>
#include <utility>
#include <vector>

#include "chatkit/raw_json.hpp"

// One level of JSON taken apart. Empty for a value of another kind.
namespace chatkit::widgets {

/// In their order; of several with one name the last one counts.
std::vector<std::pair<std::string, RawJson>> members_of(const RawJson& object);
std::vector<RawJson> elements_of(const RawJson& list);

}  // namespace chatkit::widgets
