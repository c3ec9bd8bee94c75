#include "workflow/workflows.hpp"

#include <algorithm>
#include <utility>

namespace chatkit::workflow {

Workflows::Workflows(Registry registry)
    : current_(std::make_shared<const Registry>(std::move(registry))) {}

Result<std::unique_ptr<Workflows>> Workflows::open(std::filesystem::path folder,
                                                   std::vector<Workflow> always) {
  auto workflows = std::make_unique<Workflows>(Registry::built_in());
  workflows->folder_ = std::move(folder);
  workflows->always_ = std::move(always);
  auto registry = workflows->load();
  if (!registry) return registry.error();
  workflows->current_ = std::make_shared<const Registry>(*std::move(registry));
  return workflows;
}

Result<Registry> Workflows::load() const {
  auto loaded = folder_.empty() ? Result<Registry>(Registry::built_in()) : Registry::load(folder_);
  if (!loaded || always_.empty()) return loaded;
  std::vector<Workflow> all = always_;
  for (const WorkflowPtr& listed : loaded->all()) {
    const bool replaced = std::any_of(always_.begin(), always_.end(), [&](const Workflow& each) {
      return each.id == listed->id && each.version == listed->version;
    });
    if (!replaced) all.push_back(*listed);
  }
  return Registry(std::move(all));
}

Result<WorkflowPtr> Workflows::find(std::string_view id,
                                    const std::optional<std::string>& version) const {
  return current()->find(id, version);
}

std::shared_ptr<const Registry> Workflows::current() const {
  const std::lock_guard lock(swapping_);
  return current_;
}

Result<std::size_t> Workflows::reload() {
  const std::lock_guard one_at_a_time(reloading_);
  const std::shared_ptr<const Registry> before = current();
  if (folder_.empty()) return before->all().size();
  auto loaded = load();
  if (!loaded) return loaded.error();
  loaded->succeed(*before);
  auto next = std::make_shared<const Registry>(*std::move(loaded));
  const std::size_t count = next->all().size();
  const std::lock_guard lock(swapping_);
  current_ = std::move(next);
  return count;
}

}  // namespace chatkit::workflow
