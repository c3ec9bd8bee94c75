#include "workflow/workflows.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "unit/workflow/workflow_folder.hpp"

namespace chatkit::workflow {
namespace {

using testing::HasSubstr;

class WorkflowsReload : public test::WorkflowFolder {
 protected:
  void write_version(const std::string& file, const std::string& version) const {
    write(file, "id: a\nversion: '" + version + "'\nresponder: {kind: script}\n");
  }
};

TEST_F(WorkflowsReload, BringsInNewFilesAndChangedOnes) {
  write_version("a1.yaml", "1");
  const auto workflows = Workflows::open(folder_).value();
  EXPECT_EQ((*workflows->find("a", std::nullopt))->version, "1");
  write_version("a2.yaml", "2");
  write("a1.yaml", "id: a\nversion: '1'\nresponder: {kind: script, delay_ms: 7}\n");
  EXPECT_EQ(workflows->reload().value(), 2U);
  EXPECT_EQ((*workflows->find("a", "latest"))->version, "2");
  EXPECT_EQ((*workflows->find("a", "1"))->responder_options.at("delay_ms"), "7");
}

TEST_F(WorkflowsReload, KeepsAllAsItWasForOneBadFile) {
  write_version("a1.yaml", "1");
  const auto workflows = Workflows::open(folder_).value();
  const auto before = workflows->current();
  write_version("a2.yaml", "2");
  write("b.yaml", "id: b\nresponder: {kind: oracle}");
  const auto reloaded = workflows->reload();
  ASSERT_TRUE(reloaded.has_error());
  EXPECT_THAT(reloaded.error().message, HasSubstr("b.yaml:2: unknown 'responder.kind'"));
  EXPECT_EQ(workflows->current(), before);
}

TEST_F(WorkflowsReload, KeepsAGoneVersionForThoseWhoResolvedIt) {
  write_version("a1.yaml", "1");
  write_version("a2.yaml", "2");
  const auto workflows = Workflows::open(folder_).value();
  remove("a2.yaml");
  EXPECT_EQ(workflows->reload().value(), 1U);
  EXPECT_EQ((*workflows->find("a", "2"))->version, "2");
  EXPECT_EQ((*workflows->find("a", "latest"))->version, "1");
  EXPECT_EQ(workflows->current()->all().size(), 1U);
  EXPECT_EQ(workflows->reload().value(), 1U);
  EXPECT_TRUE(workflows->find("a", "2").has_value()) << "a second reload lost it";
}

TEST_F(WorkflowsReload, DoesNotOfferAWorkflowWhoseFilesAreGone) {
  write_version("a1.yaml", "1");
  write("b.yaml", "id: b\nresponder: {kind: script}");
  const auto workflows = Workflows::open(folder_).value();
  remove("a1.yaml");
  ASSERT_TRUE(workflows->reload().has_value());
  EXPECT_EQ(workflows->find("a", std::nullopt).error().kind, ErrorKind::not_found);
  EXPECT_EQ(workflows->find("a", "latest").error().kind, ErrorKind::not_found);
  EXPECT_TRUE(workflows->find("a", "1").has_value());
}

TEST_F(WorkflowsReload, TakesAVersionThatCameBackFromItsFile) {
  write_version("a1.yaml", "1");
  write_version("a2.yaml", "2");
  const auto workflows = Workflows::open(folder_).value();
  remove("a2.yaml");
  ASSERT_TRUE(workflows->reload().has_value());
  write("a2.yaml", "id: a\nversion: '2'\nresponder: {kind: script, delay_ms: 9}\n");
  ASSERT_TRUE(workflows->reload().has_value());
  EXPECT_EQ((*workflows->find("a", "2"))->responder_options.at("delay_ms"), "9");
}

TEST_F(WorkflowsReload, LeavesWhatReadersHold) {
  write_version("a1.yaml", "1");
  const auto workflows = Workflows::open(folder_).value();
  const WorkflowPtr held = workflows->find("a", "1").value();
  remove("a1.yaml");
  write_version("a2.yaml", "2");
  ASSERT_TRUE(workflows->reload().has_value());
  EXPECT_EQ(held->version, "1");
}

TEST_F(WorkflowsReload, ServesReadersOfOtherThreadsMeanwhile) {
  write_version("a1.yaml", "1");
  const auto workflows = Workflows::open(folder_).value();
  std::atomic<bool> done = false;
  std::atomic<int> misses = 0;
  std::thread reader([&] {
    while (!done) {
      if (!workflows->find("a", "1")) ++misses;
    }
  });
  for (int i = 0; i < 20; ++i) {
    write_version("a1.yaml", i % 2 == 0 ? "2" : "1");
    EXPECT_TRUE(workflows->reload().has_value());
  }
  done = true;
  reader.join();
  EXPECT_EQ(misses, 0);
}

TEST(Workflows, WithoutAFolderAreTheDemoForEver) {
  const auto workflows = Workflows::open({}).value();
  EXPECT_EQ(workflows->reload().value(), 1U);
  EXPECT_TRUE(workflows->find("demo", "latest").has_value());
}

}  // namespace
}  // namespace chatkit::workflow
