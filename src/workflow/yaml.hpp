#pragma once

#include <yaml-cpp/yaml.h>

#include <string>
#include <string_view>

namespace chatkit::workflow {

/// What is wrong with a workflow file, and where: caught by `parse_workflow` alone, since yaml-cpp
/// throws as well.
struct YamlFault {
  YAML::Mark mark;
  std::string text;
};

/// The one document of a file, at most 32 levels deep and without aliases, through which a small
/// file could stand for a huge one. Throws YamlFault and YAML::Exception.
YAML::Node load_yaml(std::string_view text);

inline constexpr int kYamlDepthMax = 32;

}  // namespace chatkit::workflow
