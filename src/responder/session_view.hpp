#pragma once

#include <string>

#include "chatkit/session.hpp"
#include "workflow/registry.hpp"

namespace chatkit::responder {

/// For whom a responder answers, and as which workflow. A plain value, copied freely.
struct SessionView {
  std::string id;
  std::string user;
  /// The client's preferred language, such as `de`; empty where it named none.
  std::string locale;
  workflow::WorkflowPtr workflow;
  /// The session's state variables over the workflow's defaults.
  StateVariables state_variables;
};

}  // namespace chatkit::responder
