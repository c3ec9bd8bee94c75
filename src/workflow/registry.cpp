#include "workflow/registry.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>

#include "workflow/versions.hpp"

namespace chatkit::workflow {
namespace {

constexpr std::size_t kSupersededMax = 256;

Workflow demo() {
  Workflow workflow;
  workflow.id = "demo";
  return workflow;
}

/// The workflow files of a folder, by name, so that messages and order never vary.
Result<std::vector<std::filesystem::path>> files_of(const std::filesystem::path& folder) {
  std::error_code code;
  std::vector<std::filesystem::path> files;
  std::filesystem::directory_iterator entry(folder, code);
  for (; !code && entry != std::filesystem::directory_iterator(); entry.increment(code)) {
    const auto extension = entry->path().extension();
    if (extension == ".yaml" || extension == ".yml") files.push_back(entry->path());
  }
  if (code) {
    return invalid_value(
        "", "Cannot read the workflow folder '" + folder.string() + "': " + code.message() + ".");
  }
  std::sort(files.begin(), files.end());
  return files;
}

Result<std::string> read_file(const std::filesystem::path& path) {
  std::error_code code;
  const std::uintmax_t bytes = std::filesystem::file_size(path, code);
  if (code) return invalid_value("", path.string() + ": cannot be read: " + code.message() + ".");
  if (bytes > kWorkflowBytesMax) {
    return invalid_value("", path.string() + ": a workflow file holds at most 256 KiB.");
  }
  std::ifstream file(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file) return invalid_value("", path.string() + ": cannot be read.");
  return text;
}

bool older(const WorkflowPtr& left, const WorkflowPtr& right) {
  return compare_versions(left->version, right->version) < 0;
}

}  // namespace

Registry Registry::built_in() { return Registry({demo()}); }

Registry::Registry(std::vector<Workflow> workflows) {
  workflows_.reserve(workflows.size());
  for (Workflow& workflow : workflows) {
    workflows_.push_back(std::make_shared<const Workflow>(std::move(workflow)));
  }
}

Result<Registry> Registry::load(const std::filesystem::path& folder) {
  const auto files = files_of(folder);
  if (!files) return files.error();

  std::vector<Workflow> workflows;
  for (const auto& path : *files) {
    auto text = read_file(path);
    if (!text) return text.error();
    auto workflow = parse_workflow(*text, path.string(), SecretSources::read);
    if (!workflow) return workflow.error();
    for (std::size_t i = 0; i < workflows.size(); ++i) {
      if (workflows[i].id == workflow->id && workflows[i].version == workflow->version) {
        return invalid_value("", path.string() + ": workflow '" + workflow->id + "' version '" +
                                     workflow->version + "' is in " + (*files)[i].string() +
                                     " already.");
      }
    }
    workflows.push_back(*std::move(workflow));
  }
  if (workflows.empty()) return built_in();
  return Registry(std::move(workflows));
}

WorkflowPtr Registry::listed(std::string_view id, std::string_view version) const {
  for (const WorkflowPtr& workflow : workflows_) {
    if (workflow->id == id && workflow->version == version) return workflow;
  }
  return nullptr;
}

void Registry::succeed(const Registry& before) {
  std::vector<WorkflowPtr> kept = before.superseded_;
  kept.insert(kept.end(), before.workflows_.begin(), before.workflows_.end());
  std::erase_if(
      kept, [this](const WorkflowPtr& old) { return listed(old->id, old->version) != nullptr; });
  const std::size_t surplus = kept.size() - std::min(kept.size(), kSupersededMax);
  kept.erase(kept.begin(), kept.begin() + static_cast<std::ptrdiff_t>(surplus));
  superseded_ = std::move(kept);
}

Result<WorkflowPtr> Registry::find(std::string_view id,
                                   const std::optional<std::string>& version) const {
  // A version that is really called `latest` is found by its name.
  if (version) {
    if (WorkflowPtr found = listed(id, *version)) return found;
    for (const WorkflowPtr& old : superseded_) {
      if (old->id == id && old->version == *version && *version != "latest") return old;
    }
  }
  WorkflowPtr newest;
  for (const WorkflowPtr& workflow : workflows_) {
    if (workflow->id == id && (!newest || older(newest, workflow))) newest = workflow;
  }
  if (!newest) {
    Error error = not_found("workflow", id);
    error.param = "workflow.id";
    return error;
  }
  if (version && *version != "latest") {
    return invalid_value("workflow.version",
                         "Workflow '" + std::string(id) + "' has no version '" + *version + "'.");
  }
  return newest;
}

}  // namespace chatkit::workflow
