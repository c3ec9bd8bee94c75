#pragma once

#include <map>
#include <string>

#include "chatkit/session.hpp"

namespace chatkit::workflow {

/// One version of a workflow, as its file says.
struct Workflow {
  /// Free-form.
  std::string id;
  std::string version = "1";
  /// Which responder answers: `script` today; model and webhook come later.
  std::string responder_kind = "script";
  /// The responder's other settings, as the file's text: `delay_ms` → "20".
  std::map<std::string, std::string> responder_options;
  /// Defaults of state variables.
  StateVariables state_variables;
};

}  // namespace chatkit::workflow
