#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "workflow/registry.hpp"

namespace chatkit::workflow {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

TEST(ParseWorkflow, ReadsEveryKey) {
  const auto workflow = parse_workflow(
      "id: wf any/thing\n"
      "version: v1.0\n"
      "responder: {kind: script, delay_ms: 20}\n"
      "state_variables:\n"
      "  context: support\n"
      "  vip: true\n"
      "  tier: 3\n"
      "  share: 0.5\n"
      "  zip: '01234'\n",
      "a.yaml");
  ASSERT_TRUE(workflow.has_value()) << workflow.error().message;
  EXPECT_EQ(workflow->id, "wf any/thing");
  EXPECT_EQ(workflow->version, "v1.0");
  EXPECT_EQ(workflow->responder_kind, "script");
  EXPECT_THAT(workflow->responder_options, ElementsAre(Pair("delay_ms", "20")));
  const StateVariables expected = {{"context", "support"},
                                   {"vip", true},
                                   {"tier", std::int64_t{3}},
                                   {"share", 0.5},
                                   {"zip", "01234"}};
  EXPECT_EQ(workflow->state_variables, expected);
}

TEST(ParseWorkflow, TakesVersion1WhereNoneIsGiven) {
  EXPECT_EQ(parse_workflow("id: a\nresponder: {kind: script}", "a.yaml")->version, "1");
}

TEST(ParseWorkflow, KeepsANumberVersionAsItIsWritten) {
  EXPECT_EQ(parse_workflow("id: a\nversion: 1.10\nresponder: {kind: script}", "a")->version,
            "1.10");
}

TEST(ParseWorkflow, KeepsQuotedStateVariablesAsText) {
  const auto workflow = parse_workflow(
      "id: a\nresponder: {kind: script}\nstate_variables: {a: \"true\", b: '7', c: nan}", "a");
  const StateVariables expected = {{"a", "true"}, {"b", "7"}, {"c", "nan"}};
  EXPECT_EQ(workflow->state_variables, expected);
}

struct Mistake {
  const char* name;
  std::string yaml;
  const char* message;
};
class ParseWorkflowRefuses : public testing::TestWithParam<Mistake> {};

TEST_P(ParseWorkflowRefuses, NamingFileLineAndKey) {
  const auto workflow = parse_workflow(GetParam().yaml, "w.yaml");
  ASSERT_TRUE(workflow.has_error());
  EXPECT_EQ(workflow.error().code, "invalid_value");
  EXPECT_THAT(workflow.error().message, HasSubstr(GetParam().message));
}

std::string many_variables(int count) {
  std::string yaml = "id: a\nresponder: {kind: script}\nstate_variables:\n";
  for (int i = 0; i < count; ++i) yaml += "  k" + std::to_string(i) + ": 1\n";
  return yaml;
}

INSTANTIATE_TEST_SUITE_P(
    Mistakes, ParseWorkflowRefuses,
    testing::Values(
        Mistake{"unknown_key", "id: a\nresponders: {kind: script}",
                "w.yaml:2: unknown key 'responders'"},
        Mistake{"unknown_option", "id: a\nresponder:\n  kind: script\n  delay: 3",
                "w.yaml:4: unknown key 'responder.delay'"},
        Mistake{"unknown_kind", "id: a\nresponder: {kind: oracle}",
                "w.yaml:2: unknown 'responder.kind' 'oracle'; known: script, webhook, model"},
        Mistake{"no_id", "version: 1\nresponder: {kind: script}", "missing key 'id'"},
        Mistake{"empty_id", "id: ''\nresponder: {kind: script}",
                "w.yaml:1: 'id' must not be empty"},
        Mistake{"null_id", "id: ~\nresponder: {kind: script}", "'id' must be a string"},
        Mistake{"long_id", "id: " + std::string(257, 'i') + "\nresponder: {kind: script}",
                "'id' has at most 256 bytes"},
        Mistake{"no_responder", "id: a", "missing key 'responder'"},
        Mistake{"no_kind", "id: a\nresponder: {delay_ms: 1}", "missing key 'responder.kind'"},
        Mistake{"twice", "id: a\nid: b\nresponder: {kind: script}",
                "w.yaml:2: the key 'id' comes twice"},
        Mistake{"delay_word", "id: a\nresponder: {kind: script, delay_ms: soon}",
                "'responder.delay_ms' must be a whole number"},
        Mistake{"delay_negative", "id: a\nresponder: {kind: script, delay_ms: -1}",
                "'responder.delay_ms' must be a whole number"},
        Mistake{"delay_past_the_limit", "id: a\nresponder: {kind: script, delay_ms: 60001}",
                "from 0 to 60000"},
        Mistake{"nested_variable", "id: a\nresponder: {kind: script}\nstate_variables: {a: [1]}",
                "w.yaml:3: 'state_variables.a' must be"},
        Mistake{"null_variable", "id: a\nresponder: {kind: script}\nstate_variables: {a: }",
                "'state_variables.a' must be"},
        Mistake{"variables_past_the_limit", many_variables(65), "at most 64 keys"},
        Mistake{"strict_word", "id: a\nresponder: {kind: script}\nstrict_widgets: yes",
                "w.yaml:3: 'strict_widgets' must be true or false"},
        Mistake{"alias", "id: &x a\nversion: *x\nresponder: {kind: script}",
                "w.yaml:2: anchors and aliases are not taken"},
        Mistake{"past_the_depth", "id: a\nx: " + std::string(32, '[') + std::string(32, ']'),
                "w.yaml:2: it is nested more than 32 levels deep"},
        Mistake{"past_the_size", "id: a\n" + std::string(256 << 10, '#'), "at most 256 KiB"},
        Mistake{"not_a_map", "- id: a", "a workflow file is a map"},
        Mistake{"empty", "", "one YAML document is expected"},
        Mistake{"two_documents", "id: a\nresponder: {kind: script}\n---\nid: b",
                "one YAML document is expected"},
        Mistake{"broken_yaml", "id: a\nresponder: {kind: script", "w.yaml:2: "}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(ParseWorkflow, AcceptsEachLimitItself) {
  EXPECT_TRUE(parse_workflow(many_variables(64), "a").has_value());
  EXPECT_TRUE(parse_workflow("id: a\nresponder: {kind: script, delay_ms: 60000}", "a").has_value());
  EXPECT_TRUE(parse_workflow("id: " + std::string(256, 'i') + "\nresponder: {kind: script}", "a")
                  .has_value());
}

}  // namespace
}  // namespace chatkit::workflow
