#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

#include "workflow/registry.hpp"
#include "workflow/versions.hpp"

// Whatever folders follow one another: what was once offered is found by its exact version, and
// only what is offered now is listed or the newest.
namespace chatkit::workflow {
namespace {

using Folder = std::set<std::pair<std::string, std::string>>;

Folder random_folder(std::mt19937& random) {
  Folder folder;
  for (int i = static_cast<int>(random() % 8); i >= 0; --i) {
    folder.emplace(std::string(1, static_cast<char>('a' + random() % 3)),
                   std::to_string(random() % 12));
  }
  return folder;
}

Registry registry_of(const Folder& folder) {
  std::vector<Workflow> workflows;
  for (const auto& [id, version] : folder) {
    Workflow& workflow = workflows.emplace_back();
    workflow.id = id;
    workflow.version = version;
  }
  return Registry(std::move(workflows));
}

TEST(RegistrySucceed, LosesNoVersionAndOffersNoneThatIsGone) {
  std::mt19937 random(20261122);
  for (int round = 0; round < 200; ++round) {
    Folder ever;
    Registry registry = registry_of({});
    for (int reload = 0; reload < 6; ++reload) {
      const Folder folder = random_folder(random);
      ever.insert(folder.begin(), folder.end());
      Registry next = registry_of(folder);
      next.succeed(registry);
      registry = std::move(next);

      ASSERT_EQ(registry.all().size(), folder.size());
      std::map<std::string, std::string> newest;
      for (const auto& [id, version] : folder) {
        std::string& best = newest[id];
        if (best.empty() || compare_versions(best, version) < 0) best = version;
      }
      for (const auto& [id, version] : ever) {
        const auto exact = registry.find(id, version);
        ASSERT_TRUE(exact.has_value()) << id << " " << version;
        ASSERT_EQ((*exact)->version, version);
        const auto latest = registry.find(id, "latest");
        ASSERT_EQ(latest.has_value(), newest.contains(id));
        if (latest) {
          ASSERT_EQ((*latest)->version, newest[id]);
        }
      }
    }
  }
}

TEST(RegistrySucceed, KeepsTheLast256OfVeryMany) {
  Folder many;
  for (int i = 0; i < 300; ++i) many.emplace("a", std::to_string(1000 + i));
  Registry registry = registry_of({{"b", "1"}});
  registry.succeed(registry_of(many));
  EXPECT_TRUE(registry.find("a", "1299").has_value());
  EXPECT_TRUE(registry.find("a", "1044").has_value());
  EXPECT_TRUE(registry.find("a", "1043").has_error());
}

}  // namespace
}  // namespace chatkit::workflow
