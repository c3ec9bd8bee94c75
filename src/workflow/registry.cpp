#include "workflow/registry.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>

#include "workflow/versions.hpp"

namespace chatkit::workflow {
namespace {

constexpr std::uintmax_t kFileBytesMax = 1U << 20U;

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
  if (bytes > kFileBytesMax) {
    return invalid_value("", path.string() + ": a workflow file holds at most 1 MiB.");
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
    auto workflow = parse_workflow(*text, path.string());
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

Result<WorkflowPtr> Registry::find(std::string_view id,
                                   const std::optional<std::string>& version) const {
  std::vector<WorkflowPtr> versions;
  std::copy_if(workflows_.begin(), workflows_.end(), std::back_inserter(versions),
               [id](const WorkflowPtr& workflow) { return workflow->id == id; });
  if (versions.empty()) {
    Error error = not_found("workflow", id);
    error.param = "workflow.id";
    return error;
  }
  // A version that is really called `latest` is found by its name.
  if (version) {
    for (const WorkflowPtr& workflow : versions) {
      if (workflow->version == *version) return workflow;
    }
    if (*version != "latest") {
      return invalid_value("workflow.version",
                           "Workflow '" + std::string(id) + "' has no version '" + *version + "'.");
    }
  }
  return *std::max_element(versions.begin(), versions.end(), older);
}

}  // namespace chatkit::workflow
