#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "chatkit/session.hpp"

namespace chatkit::server {

/// The workflow that a responder answers: what sessions name when they are created.
class WorkflowSpec {
 public:
  // NOLINTBEGIN(google-explicit-constructor): a workflow reads as its id.
  WorkflowSpec(const char* id) : id_(id) {}
  WorkflowSpec(std::string id) : id_(std::move(id)) {}
  // NOLINTEND(google-explicit-constructor)

  /// `1` by default. Sessions keep the version that they were created with.
  WorkflowSpec& version(std::string_view version) {
    version_ = version;
    return *this;
  }
  /// What a state variable is where a session does not set it.
  WorkflowSpec& state_variable(std::string_view name, StateValue value) {
    state_variables_[std::string(name)] = std::move(value);
    return *this;
  }
  /// Widgets are checked against the whole schema before they go out, not in outline alone.
  WorkflowSpec& strict_widgets(bool on = true) {
    strict_widgets_ = on;
    return *this;
  }

  const std::string& id() const noexcept { return id_; }
  const std::string& version() const noexcept { return version_; }
  const StateVariables& state_variables() const noexcept { return state_variables_; }
  bool has_strict_widgets() const noexcept { return strict_widgets_; }

 private:
  std::string id_;
  std::string version_ = "1";
  StateVariables state_variables_;
  bool strict_widgets_ = false;
};

}  // namespace chatkit::server
