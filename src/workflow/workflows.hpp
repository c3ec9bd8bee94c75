#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "workflow/registry.hpp"

namespace chatkit::workflow {

/// The workflows of a folder, read again on demand while the server runs.
///
/// Safe from any thread. A reader takes the registry of the moment and may keep it; a reload swaps
/// in another as a whole.
class Workflows {
 public:
  /// `always` are there beside the folder's, and in place of those of the same id and version;
  /// `folder` empty: the built-in `demo` and these for ever. Errors: as `Registry::load`.
  static Result<std::unique_ptr<Workflows>> open(std::filesystem::path folder,
                                                 std::vector<Workflow> always = {});
  /// These and no others: a reload changes nothing.
  explicit Workflows(Registry registry);

  /// As `Registry::find`, in the registry of the moment.
  Result<WorkflowPtr> find(std::string_view id, const std::optional<std::string>& version) const;
  std::shared_ptr<const Registry> current() const;

  /// Reads the folder again; gives how many workflows are listed now. Blocks on files.
  /// Versions that are gone stay with the sessions that have them (`Registry::succeed`).
  /// Errors: as `Registry::load`; then all stays as it was.
  Result<std::size_t> reload();

 private:
  Result<Registry> load() const;

  std::filesystem::path folder_;
  std::vector<Workflow> always_;
  std::mutex reloading_;  // Held from the first file to the swap: reloads follow one another.
  mutable std::mutex swapping_;
  std::shared_ptr<const Registry> current_;
};

}  // namespace chatkit::workflow
