#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "workflow/registry.hpp"

namespace chatkit::workflow {
namespace {

using testing::HasSubstr;
using testing::Pair;
using testing::UnorderedElementsAre;

TEST(WebhookOptions, AreReadWithTheirUnits) {
  const auto workflow = parse_workflow(
      "id: a\n"
      "strict_widgets: true\n"
      "responder:\n"
      "  kind: webhook\n"
      "  url: https://hooks.example/chat?x=1\n"
      "  secret: s3cret\n"
      "  previous_secret: older\n"
      "  connect_timeout: 500ms\n"
      "  idle_timeout: 2m\n"
      "  history_items: 1000\n",
      "a.yaml");
  ASSERT_TRUE(workflow.has_value()) << workflow.error().message;
  EXPECT_EQ(workflow->responder_kind, "webhook");
  EXPECT_TRUE(workflow->strict_widgets);
  EXPECT_THAT(workflow->responder_options,
              UnorderedElementsAre(Pair("url", "https://hooks.example/chat?x=1"),
                                   Pair("connect_timeout", "500"), Pair("idle_timeout", "120000"),
                                   Pair("history_items", "1000")));
  EXPECT_EQ(workflow->secrets.at("secret").expose(), "s3cret");
  EXPECT_EQ(workflow->secrets.at("previous_secret").expose(), "older");
}

TEST(WebhookOptions, AreNotStrictAboutWidgetsUnlessTold) {
  EXPECT_FALSE(parse_workflow("id: a\nresponder: {kind: script}", "a")->strict_widgets);
}

TEST(ModelOptions, AreReadWithTheirTypes) {
  const auto workflow = parse_workflow(
      "id: a\n"
      "responder:\n"
      "  kind: model\n"
      "  url: http://127.0.0.1:8000/v1\n"
      "  model: small\n"
      "  models: [small, large]\n"
      "  key_env: MODEL_KEY\n"
      "  instructions: |\n"
      "    Be brief.\n"
      "    Be kind.\n"
      "  context_tokens: 8192\n"
      "  max_output_tokens: 512\n"
      "  temperature: 0.7\n"
      "  title: true\n",
      "a.yaml");
  ASSERT_TRUE(workflow.has_value()) << workflow.error().message;
  EXPECT_THAT(workflow->responder_options,
              UnorderedElementsAre(Pair("url", "http://127.0.0.1:8000/v1"), Pair("model", "small"),
                                   Pair("models", "small,large"), Pair("key_env", "MODEL_KEY"),
                                   Pair("instructions", "Be brief.\nBe kind.\n"),
                                   Pair("context_tokens", "8192"), Pair("max_output_tokens", "512"),
                                   Pair("temperature", "0.7"), Pair("title", "true")));
}

TEST(ModelOptions, TakeAListInOneLine) {
  const auto workflow = parse_workflow(
      "id: a\nresponder: {kind: model, url: 'http://m', model: x, models: 'small , large'}", "a");
  EXPECT_EQ(workflow->responder_options.at("models"), "small,large");
}

TEST(FileOptions, CountFromTheFolderOfTheWorkflowFile) {
  const std::string yaml =
      "id: a\nresponder: {kind: webhook, url: 'http://w', secret_file: keys/hook}";
  EXPECT_EQ(parse_workflow(yaml, "flows/a.yaml")->responder_options.at("secret_file"),
            "flows/keys/hook");
  const std::string rooted =
      "id: a\nresponder: {kind: webhook, url: 'http://w', secret_file: /keys/hook}";
  EXPECT_EQ(parse_workflow(rooted, "flows/a.yaml")->responder_options.at("secret_file"),
            "/keys/hook");
}

struct OptionMistake {
  const char* name;
  std::string option;  // added to a webhook that is good without it
  const char* message;
};
class WebhookOptionRefuses : public testing::TestWithParam<OptionMistake> {};

TEST_P(WebhookOptionRefuses, NamingFileLineAndKey) {
  const std::string yaml =
      "id: a\nresponder:\n  kind: webhook\n  url: http://w\n  secret: s\n  " + GetParam().option;
  const auto workflow = parse_workflow(yaml, "w.yaml");
  ASSERT_TRUE(workflow.has_error());
  EXPECT_THAT(workflow.error().message, HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    Mistakes, WebhookOptionRefuses,
    testing::Values(
        OptionMistake{
            "duration_without_unit", "idle_timeout: 5",
            "w.yaml:6: 'responder.idle_timeout' must be a duration such as 500ms, 5s or 2m"},
        OptionMistake{"duration_fraction", "idle_timeout: 1.5s", "must be a duration"},
        OptionMistake{"duration_zero", "connect_timeout: 0s", "must be a duration"},
        OptionMistake{"duration_past_the_limit", "idle_timeout: 11m", "from 10ms to 600s"},
        OptionMistake{"connect_past_the_limit", "connect_timeout: 61s", "from 10ms to 60s"},
        OptionMistake{"duration_overflow", "idle_timeout: 99999999999999999999s",
                      "must be a duration"},
        OptionMistake{"history_none", "history_items: 0",
                      "'responder.history_items' must be a whole number from 1 to 1000"},
        OptionMistake{"history_past_the_limit", "history_items: 1001", "from 1 to 1000"},
        OptionMistake{"unknown", "secrets: x", "w.yaml:6: unknown key 'responder.secrets'"},
        OptionMistake{"other_kinds_key", "temperature: 1", "unknown key 'responder.temperature'"},
        OptionMistake{"second_source", "secret_env: X",
                      "'responder.secret_env' gives 'responder.secret' a second time"},
        OptionMistake{"list_as_value", "previous_secret: [a]",
                      "'responder.previous_secret' must be a string"},
        OptionMistake{"twice", "url: http://x", "the key 'responder.url' comes twice"}),
    [](const auto& mistake) { return mistake.param.name; });

TEST(WebhookOptions, NeedAnAddressAndASecret) {
  const auto no_url = parse_workflow("id: a\nresponder: {kind: webhook, secret: s}", "w");
  EXPECT_THAT(no_url.error().message, HasSubstr("missing key 'responder.url'"));
  const auto no_secret = parse_workflow("id: a\nresponder: {kind: webhook, url: 'http://w'}", "w");
  EXPECT_THAT(no_secret.error().message, HasSubstr("missing key 'responder.secret'"));
}

TEST(WebhookOptions, RefuseAddressesThatAreNone) {
  for (const char* url : {"ftp://w", "w.example", "http://", "http:///path", "'http://a b'",
                          "https://user:word@w", "HTTP//w"}) {
    const auto workflow = parse_workflow(
        std::string("id: a\nresponder: {kind: webhook, secret: s, url: ") + url + "}", "w");
    ASSERT_TRUE(workflow.has_error()) << url;
    EXPECT_THAT(workflow.error().message, HasSubstr("'responder.url' must")) << url;
  }
}

TEST(ModelOptions, RefuseWhatIsOutOfRange) {
  for (const char* option :
       {"temperature: 2.1", "temperature: warm", "temperature: nan", "max_output_tokens: 0",
        "context_tokens: -1", "title: maybe", "models: []", "models: 'a,,b'", "model: [a]"}) {
    const auto workflow = parse_workflow(
        std::string("id: a\nresponder:\n  kind: model\n  url: http://m\n  ") +
            (std::string_view(option).starts_with("model: ") ? "" : "model: x\n  ") + option,
        "w");
    EXPECT_TRUE(workflow.has_error()) << option;
  }
}

}  // namespace
}  // namespace chatkit::workflow
