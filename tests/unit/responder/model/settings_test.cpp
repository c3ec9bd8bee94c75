#include "responder/model/settings.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "responder/model/failure.hpp"
#include "support/fake_turn.hpp"

namespace chatkit::responder {
namespace {

using namespace std::chrono_literals;
using chatkit::test::FakeTurn;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

SessionView session_with(std::map<std::string, std::string> options) {
  FakeTurn turn;
  turn.set_options(std::move(options));
  turn.view.state_variables = {{"name", std::string("Ann")}};
  return turn.view;
}

TEST(ModelSettings, AreTheWorkflows) {
  const ModelSettings settings = model_settings(session_with({{"url", "http://127.0.0.1:8081/v1"},
                                                              {"model", "m"},
                                                              {"models", "m,n o"},
                                                              {"instructions", "Serve {{name}}."},
                                                              {"context_tokens", "100"},
                                                              {"max_output_tokens", "50"},
                                                              {"temperature", "0.5"},
                                                              {"connect_timeout", "10"},
                                                              {"idle_timeout", "20"},
                                                              {"title", "false"}}))
                                     .value();
  EXPECT_EQ(settings.url, "http://127.0.0.1:8081/v1/chat/completions");
  EXPECT_EQ(settings.model, "m");
  EXPECT_THAT(settings.models, ElementsAre("m", "n o"));
  EXPECT_EQ(settings.instructions, "Serve Ann.");
  EXPECT_EQ(settings.context_tokens, 100U);
  EXPECT_EQ(settings.output_tokens_max, 50);
  EXPECT_EQ(settings.temperature, 0.5);
  EXPECT_EQ(settings.connect_timeout, 10ms);
  EXPECT_EQ(settings.idle_timeout, 20ms);
  EXPECT_FALSE(settings.makes_title);
  EXPECT_TRUE(settings.key.empty());
}

TEST(ModelSettings, HaveDefaults) {
  const ModelSettings settings =
      model_settings(session_with({{"url", "http://h/v1/"}, {"model", "m"}})).value();
  EXPECT_EQ(settings.url, "http://h/v1/chat/completions");
  EXPECT_EQ(settings.context_tokens, 8192U);
  EXPECT_EQ(settings.connect_timeout, 5s);
  EXPECT_EQ(settings.idle_timeout, 60s);
  EXPECT_FALSE(settings.output_tokens_max);
  EXPECT_FALSE(settings.temperature);
  EXPECT_TRUE(settings.makes_title);
}

TEST(ModelSettings, AKeyFileIsReadEachTimeAndWins) {
  std::string pattern = (std::filesystem::temp_directory_path() / "chatkit_XXXXXX").string();
  const int descriptor = ::mkstemp(pattern.data());
  ASSERT_GE(descriptor, 0);
  ::close(descriptor);
  SessionView session = session_with({{"key_file", pattern}});
  auto with_key = std::make_shared<workflow::Workflow>(*session.workflow);
  with_key->secrets["key"] = Secret("other");
  session.workflow = with_key;

  std::ofstream(pattern) << "first\n";
  EXPECT_EQ(model_settings(session).value().key.expose(), "first");
  std::ofstream(pattern) << "second";
  EXPECT_EQ(model_settings(session).value().key.expose(), "second");
  std::filesystem::remove(pattern);
  const Error error = model_settings(session).error();
  EXPECT_EQ(error.code, "custom");
  EXPECT_EQ(error.message, kNotReachable);
  with_key->responder_options.clear();
  EXPECT_EQ(model_settings(session).value().key.expose(), "other");
}

TEST(ModelSettings, AMessageChoosesAmongTheModelsAllowed) {
  ModelSettings settings;
  settings.model = "m";
  settings.models = {"n", "o"};
  EXPECT_EQ(chosen_model(settings, std::nullopt), "m");
  EXPECT_EQ(chosen_model(settings, "o"), "o");
  EXPECT_EQ(chosen_model(settings, "expensive"), "m");
}

TEST(ModelFailure, LogsNoKeyNoControlsAndNotTooMuch) {
  const std::string line = for_log("bad key sk-1 here\r\nand sk-1", Secret("sk-1"));
  EXPECT_EQ(line, "bad key *** here  and ***");
  EXPECT_EQ(for_log(std::string(10'000, 'x'), Secret()).size(), kErrorBodyBytesMax);
}

outbound::Head head_of(int status, std::string retry_after) {
  outbound::Head head;
  head.status = status;
  outbound::Header header;
  header.name = "Retry-After";
  header.value = std::move(retry_after);
  if (!header.value.empty()) head.headers.push_back(std::move(header));
  return head;
}

TEST(ModelFailure, IsTriedAgainWhereThatMayHelp) {
  const auto pause = [](int status, std::string retry_after, int tries = 1) {
    return pause_before_retry(status_failure(head_of(status, std::move(retry_after)), ""), tries);
  };
  for (const int status : {429, 502, 503, 504}) {
    EXPECT_TRUE(pause(status, "")) << status;
    EXPECT_EQ(pause(status, "3"), 3s) << status;
    EXPECT_EQ(pause(status, "0"), 0s) << status;
    EXPECT_EQ(pause(status, "5"), 5s) << status;
    EXPECT_FALSE(pause(status, "6")) << status;
    EXPECT_TRUE(pause(status, "Wed, 21 Oct 2026 07:28:00 GMT")) << status;
    EXPECT_TRUE(pause(status, "", 2)) << status;
    EXPECT_FALSE(pause(status, "", 3)) << status;
  }
  for (const int status : {200, 307, 400, 401, 403, 404, 500, 501}) {
    EXPECT_FALSE(pause(status, "1")) << status;
  }
}

TEST(ModelFailure, TellsTheUserOneSentence) {
  const auto sentence = [](int status) {
    const Error error = status_failure(head_of(status, ""), "inner details");
    EXPECT_EQ(error.code, "custom");
    EXPECT_FALSE(error.permanent);
    EXPECT_THAT(error.log_text, HasSubstr("inner details"));
    EXPECT_THAT(error.message, Not(HasSubstr("details")));
    return error.message;
  };
  EXPECT_EQ(sentence(429), kBusy);
  EXPECT_EQ(sentence(503), kNotReachable);
  EXPECT_EQ(sentence(500), kNotReachable);
  EXPECT_EQ(sentence(400), kRefused);
  EXPECT_EQ(sentence(200), kUnreadable);
}

}  // namespace
}  // namespace chatkit::responder
