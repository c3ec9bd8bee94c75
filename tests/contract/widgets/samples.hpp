#pragma once

#include <string>
#include <vector>

#include "chatkit/raw_json.hpp"

namespace chatkit::test {

/// One thing that the builders make, and the definition of the schema that it must fit.
struct Sample {
  std::string definition;
  RawJson json;
};

/// Everything there is, every setter called, more than once where it takes values of other kinds.
std::vector<Sample> widget_samples();

}  // namespace chatkit::test
