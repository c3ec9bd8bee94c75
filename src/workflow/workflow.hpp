#pragma once

#include <map>
#include <string>

#include "base/secret.hpp"
#include "chatkit/session.hpp"

namespace chatkit::workflow {

/// One version of a workflow, as its file says.
struct Workflow {
  /// Free-form.
  std::string id;
  std::string version = "1";
  /// Which responder answers: `script`, `webhook` or `model`.
  std::string responder_kind = "script";
  /// The responder's other settings that the file gives, checked, as text: numbers in digits,
  /// durations in milliseconds, flags `true` or `false`, lists joined by commas, files by their
  /// path (a relative one counts from the workflow file's folder).
  std::map<std::string, std::string> responder_options;
  /// Credentials by the name of their setting (`secret`, `previous_secret`, `key`), wherever the
  /// file says that they come from. Empty where the workflow was parsed without reading them.
  std::map<std::string, Secret> secrets;
  /// Widgets must fit the whole widget schema, not its outline alone.
  bool strict_widgets = false;
  /// Defaults of state variables.
  StateVariables state_variables;
};

}  // namespace chatkit::workflow
