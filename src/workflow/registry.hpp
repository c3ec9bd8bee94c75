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
  /// Every `*.yaml` (and `*.yml`) of a folder with the credentials that the files name; the
  /// built-in `demo` where it holds none.
  /// Errors: invalid_value; the message names file, line and key.
  static Result<Registry> load(const std::filesystem::path& folder);

  explicit Registry(std::vector<Workflow> workflows);

  /// `version` unset or `latest`: the newest (versions compare by their numbers, `v10` after `v9`).
  /// Errors: not_found with param `workflow.id`, invalid_value with param `workflow.version`.
  Result<WorkflowPtr> find(std::string_view id, const std::optional<std::string>& version) const;
  /// Those that new sessions may choose.
  const std::vector<WorkflowPtr>& all() const noexcept { return workflows_; }

  /// Takes over what `before` had and this one lacks: found by its exact version alone, for the
  /// sessions that resolved it, never listed and never the newest. Of very many the last 256.
  void succeed(const Registry& before);

 private:
  WorkflowPtr listed(std::string_view id, std::string_view version) const;

  std::vector<WorkflowPtr> workflows_;
  std::vector<WorkflowPtr> superseded_;
};

/// The most that a workflow file holds.
inline constexpr std::size_t kWorkflowBytesMax = 256U << 10U;

/// Whether parsing reads the environment and the files that a workflow names for its credentials.
enum class SecretSources { leave, read };

/// One workflow from a file's text; `name` is its path, for messages and for the files it names.
/// Errors: invalid_value; the message names file, line and key.
Result<Workflow> parse_workflow(std::string_view yaml, std::string_view name,
                                SecretSources sources = SecretSources::leave);

}  // namespace chatkit::workflow
