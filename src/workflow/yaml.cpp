#include "workflow/yaml.hpp"

#include <yaml-cpp/eventhandler.h>

#include <sstream>

namespace chatkit::workflow {
namespace {

/// Looks at a file's events before anything is built of them.
class Outline final : public YAML::EventHandler {
 public:
  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t,
                const std::string&) override {}
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    throw YamlFault{mark, "anchors and aliases are not taken"};
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    descend(mark);
  }
  void OnSequenceEnd() override { --depth_; }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    descend(mark);
  }
  void OnMapEnd() override { --depth_; }

 private:
  void descend(const YAML::Mark& mark) {
    if (++depth_ > kYamlDepthMax) throw YamlFault{mark, "it is nested more than 32 levels deep"};
  }

  int depth_ = 0;
};

}  // namespace

YAML::Node load_yaml(std::string_view text) {
  const std::string whole(text);
  std::istringstream stream(whole);
  YAML::Parser parser(stream);
  Outline outline;
  int documents = 0;
  while (parser.HandleNextDocument(outline)) {
    if (++documents > 1) break;
  }
  if (documents != 1) throw YamlFault{YAML::Mark::null_mark(), "one YAML document is expected"};
  return YAML::Load(whole);
}

}  // namespace chatkit::workflow
