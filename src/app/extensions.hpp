#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "conversation/service.hpp"
#include "responder/responder.hpp"
#include "workflow/workflow.hpp"

namespace chatkit::app {

/// What a host program brings to a service in its own process.
struct Extensions {
  /// Besides those of the workflow files.
  std::vector<workflow::Workflow> workflows;
  /// By responder kind; beside the built-in ones.
  std::map<std::string, std::shared_ptr<responder::Responder>> responders;
  /// Null: client secrets.
  std::shared_ptr<conversation::Authenticator> authenticator;
};

}  // namespace chatkit::app
