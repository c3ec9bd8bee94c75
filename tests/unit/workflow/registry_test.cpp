#include "workflow/registry.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/workflow/workflow_folder.hpp"

namespace chatkit::workflow {
namespace {

using testing::HasSubstr;

Workflow version(std::string id, std::string text) {
  Workflow workflow;
  workflow.id = std::move(id);
  workflow.version = std::move(text);
  return workflow;
}

using RegistryFolder = test::WorkflowFolder;

TEST(Registry, HasTheDemoBuiltIn) {
  const Registry registry = Registry::built_in();
  const auto demo = registry.find("demo", std::nullopt);
  ASSERT_TRUE(demo.has_value());
  EXPECT_EQ((*demo)->version, "1");
  EXPECT_EQ((*demo)->responder_kind, "script");
  EXPECT_EQ(registry.all().size(), 1U);
}

TEST(Registry, TakesTheNewestForLatestAndForNone) {
  const Registry registry({version("a", "v9"), version("a", "v10"), version("a", "v2")});
  EXPECT_EQ((*registry.find("a", std::nullopt))->version, "v10");
  EXPECT_EQ((*registry.find("a", "latest"))->version, "v10");
  EXPECT_EQ((*registry.find("a", "v9"))->version, "v9");
}

TEST(Registry, SaysWhichParameterDoesNotExist) {
  const Registry registry({version("a", "1")});
  const auto id = registry.find("b", std::nullopt);
  ASSERT_TRUE(id.has_error());
  EXPECT_EQ(id.error().kind, ErrorKind::not_found);
  EXPECT_EQ(id.error().param, "workflow.id");
  const auto other = registry.find("a", "2");
  ASSERT_TRUE(other.has_error());
  EXPECT_EQ(other.error().kind, ErrorKind::invalid_request);
  EXPECT_EQ(other.error().code, "invalid_value");
  EXPECT_EQ(other.error().param, "workflow.version");
}

TEST_F(RegistryFolder, LoadsYamlAndYmlAndNothingElse) {
  write("a.yaml", "id: a\nresponder: {kind: script}");
  write("b.yml", "id: b\nresponder: {kind: script}");
  write("notes.txt", "id: c");
  const auto registry = Registry::load(folder_);
  ASSERT_TRUE(registry.has_value()) << registry.error().message;
  EXPECT_EQ(registry->all().size(), 2U);
  EXPECT_TRUE(registry->find("b", std::nullopt).has_value());
  EXPECT_TRUE(registry->find("demo", std::nullopt).has_error());
}

TEST_F(RegistryFolder, GivesTheDemoWhereAFolderHoldsNone) {
  const auto registry = Registry::load(folder_);
  ASSERT_TRUE(registry.has_value());
  EXPECT_TRUE(registry->find("demo", "latest").has_value());
}

TEST_F(RegistryFolder, HoldsVersionsOfOneWorkflowInSeveralFiles) {
  write("a1.yaml", "id: a\nversion: 1\nresponder: {kind: script}");
  write("a2.yaml", "id: a\nversion: 2\nresponder: {kind: script}");
  EXPECT_EQ((*Registry::load(folder_)->find("a", std::nullopt))->version, "2");
}

TEST_F(RegistryFolder, RefusesTheSameVersionTwiceNamingBothFiles) {
  write("a1.yaml", "id: a\nversion: 1\nresponder: {kind: script}");
  write("a2.yaml", "id: a\nresponder: {kind: script}");
  const auto registry = Registry::load(folder_);
  ASSERT_TRUE(registry.has_error());
  EXPECT_THAT(registry.error().message, HasSubstr("a1.yaml"));
  EXPECT_THAT(registry.error().message, HasSubstr("a2.yaml"));
}

TEST_F(RegistryFolder, RefusesTheWholeFolderForOneBadFile) {
  write("a.yaml", "id: a\nresponder: {kind: script}");
  write("bad.yaml", "id: b\nresponder: {kind: script}\ncolour: red");
  const auto registry = Registry::load(folder_);
  ASSERT_TRUE(registry.has_error());
  EXPECT_THAT(registry.error().message, HasSubstr("bad.yaml:3: unknown key 'colour'"));
}

TEST_F(RegistryFolder, RefusesAFileOverItsLimit) {
  write("big.yaml", std::string((256U << 10U) + 1, '#'));
  const auto registry = Registry::load(folder_);
  ASSERT_TRUE(registry.has_error());
  EXPECT_THAT(registry.error().message, HasSubstr("at most 256 KiB"));
}

std::string webhook(const std::string& option) {
  return "id: a\nresponder:\n  kind: webhook\n  url: http://w\n  " + option + "\n";
}

TEST_F(RegistryFolder, ReadsSecretsFromFilesBesideTheWorkflow) {
  write("hook.key", "s3cret\n");
  write("a.yaml", webhook("secret_file: hook.key"));
  const auto registry = Registry::load(folder_);
  ASSERT_TRUE(registry.has_value()) << registry.error().message;
  EXPECT_EQ((*registry->find("a", std::nullopt))->secrets.at("secret").expose(), "s3cret");
}

TEST_F(RegistryFolder, RefusesSecretFilesThatGiveNone) {
  write("a.yaml", webhook("secret_file: hook.key"));
  EXPECT_THAT(Registry::load(folder_).error().message,
              HasSubstr("a.yaml:5: 'responder.secret_file': "));
  write("hook.key", "\n");
  EXPECT_THAT(Registry::load(folder_).error().message, HasSubstr("is empty"));
  write("hook.key", std::string(4097, 'k'));
  EXPECT_THAT(Registry::load(folder_).error().message, HasSubstr("more than 4096 bytes"));
  write("hook.key", std::string(4096, 'k'));
  EXPECT_TRUE(Registry::load(folder_).has_value());
}

TEST_F(RegistryFolder, ReadsSecretsFromTheEnvironment) {
  write("a.yaml", webhook("secret_env: CHATKIT_TEST_HOOK_SECRET"));
  unsetenv("CHATKIT_TEST_HOOK_SECRET");
  EXPECT_THAT(Registry::load(folder_).error().message,
              HasSubstr("no value for 'CHATKIT_TEST_HOOK_SECRET'"));
  setenv("CHATKIT_TEST_HOOK_SECRET", "from outside", 1);
  const auto registry = Registry::load(folder_);
  unsetenv("CHATKIT_TEST_HOOK_SECRET");
  ASSERT_TRUE(registry.has_value()) << registry.error().message;
  EXPECT_EQ(registry->all().front()->secrets.at("secret").expose(), "from outside");
}

TEST_F(RegistryFolder, SaysThatAFolderIsMissing) {
  const auto registry = Registry::load(folder_ / "absent");
  ASSERT_TRUE(registry.has_error());
  EXPECT_THAT(registry.error().message, HasSubstr("absent"));
}

}  // namespace
}  // namespace chatkit::workflow
