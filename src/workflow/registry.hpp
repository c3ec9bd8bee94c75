#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "workflow/workflow.hpp"

namespace chatkit::workflow {

using WorkflowPtr = std::shared_ptr<const Workflow>;

/// The workflows of this server. Immutable once made; safe from any thread.
class Registry {
 public:
  /// The built-in `demo` alone.
  static Registry built_in();
  /// Every `*.yaml` (and `*.yml`) of a folder; the built-in `demo` where it holds none.
  /// Errors: invalid_value; the message names file, line and key.
  static Result<Registry> load(const std::filesystem::path& folder);

  explicit Registry(std::vector<Workflow> workflows);

  /// `version` unset or `latest`: the newest (versions compare by their numbers, `v10` after `v9`).
  /// Errors: not_found with param `workflow.id`, invalid_value with param `workflow.version`.
  Result<WorkflowPtr> find(std::string_view id, const std::optional<std::string>& version) const;
  const std::vector<WorkflowPtr>& all() const noexcept { return workflows_; }

 private:
  std::vector<WorkflowPtr> workflows_;
};

/// One workflow from a file's text; `name` is for messages.
Result<Workflow> parse_workflow(std::string_view yaml, std::string_view name);

}  // namespace chatkit::workflow
