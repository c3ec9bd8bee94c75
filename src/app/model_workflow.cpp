#include "app/model_workflow.hpp"

#include <cstdlib>
#include <string>

namespace chatkit::app {
namespace {

bool is_http(std::string_view url) {
  return url.starts_with("http://") || url.starts_with("https://");
}

}  // namespace

Result<workflow::Workflow> model_workflow(const Settings& settings) {
  if (!settings.workflows.empty()) {
    return invalid_value("model_url",
                         "model_url is for a service without workflow files: there, each file "
                         "names its own model under 'responder'");
  }
  if (settings.model.empty()) {
    return invalid_value("model", "model_url needs a model: --model NAME");
  }
  if (!is_http(settings.model_url)) {
    return invalid_value("model_url", "model_url must begin with http:// or https://");
  }
  workflow::Workflow workflow;
  workflow.id = "demo";
  workflow.responder_kind = "model";
  workflow.responder_options["url"] = settings.model_url;
  workflow.responder_options["model"] = settings.model;
  if (!settings.model_key_file.empty()) {
    workflow.responder_options["key_file"] = settings.model_key_file.string();
  }
  if (!settings.model_key_env.empty()) {
    const char* const key = std::getenv(settings.model_key_env.c_str());
    if (key == nullptr || *key == '\0') {
      return invalid_value("model_key_env",
                           "the environment has no variable " + settings.model_key_env);
    }
    workflow.secrets["key"] = Secret(key);
  }
  return workflow;
}

}  // namespace chatkit::app
