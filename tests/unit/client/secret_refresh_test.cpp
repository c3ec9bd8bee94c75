#include <gmock/gmock.h>

#include <thread>

#include "client/secret_cache.hpp"
#include "events.hpp"
#include "scripted.hpp"

// Client secrets that are renewed. Codes: contract section 1, "Errors".
namespace chatkit::testing {
namespace {

using protocol::UserMessageInput;
using std::chrono::seconds;

class SecretRefresh : public ::testing::Test {
 protected:
  ScriptedClient scripted;
  int asked = 0;
  std::optional<seconds> lifetime;

  Conversation conversation(seconds margin = seconds(30)) {
    return scripted.client().conversation(
        [this] {
          ++asked;
          ClientSecret secret{.value = "ek_" + std::to_string(asked)};
          if (lifetime) secret.expires_at = scripted.timing->now() + *lifetime;
          return secret;
        },
        {.refresh_margin = margin});
  }
  void call(const Conversation& conversation) {
    scripted.transport->answer(200, R"({"data":[],"has_more":false})");
    conversation.list_threads();
  }
};

TEST_F(SecretRefresh, AsksOnceForASecretThatLasts) {
  const Conversation chat = conversation();
  EXPECT_EQ(asked, 0) << "not before it is needed";
  call(chat);
  call(chat);
  EXPECT_EQ(asked, 1);
  EXPECT_EQ(scripted.header("Authorization"), "Bearer ek_1");
}

TEST_F(SecretRefresh, AsksForTheNextOneBeforeItExpires) {
  lifetime = seconds(600);
  const Conversation chat = conversation();
  call(chat);
  scripted.timing->advance(seconds(569));
  call(chat);
  EXPECT_EQ(scripted.header("Authorization"), "Bearer ek_1");
  scripted.timing->advance(seconds(1));
  call(chat);
  EXPECT_EQ(scripted.header("Authorization"), "Bearer ek_2");
}

TEST_F(SecretRefresh, UsesAShortSecretForHalfItsLife) {
  lifetime = seconds(10);
  const Conversation chat = conversation();
  call(chat);
  scripted.timing->advance(seconds(4));
  call(chat);
  EXPECT_EQ(asked, 1);
  scripted.timing->advance(seconds(1));
  call(chat);
  EXPECT_EQ(asked, 2);
}

TEST_F(SecretRefresh, TriesOnceMoreWithAnotherSecretWhereOneIsRefused) {
  for (const std::string code : {"session_expired", "invalid_client_secret"}) {
    const Conversation chat = conversation();
    const int before = asked;
    scripted.transport->answer(401, error_json(code, ""));
    call(chat);
    EXPECT_EQ(asked, before + 2) << code;
    EXPECT_EQ(scripted.header("Authorization"), "Bearer ek_" + std::to_string(asked));
    const auto& sent = scripted.transport->sent;
    EXPECT_EQ(sent[sent.size() - 2].headers.get("Idempotency-Key"),
              sent.back().headers.get("Idempotency-Key"));
  }
}

TEST_F(SecretRefresh, GivesUpAfterTheSecondRefusal) {
  const Conversation chat = conversation();
  scripted.transport->answer(401, error_json("session_expired", ""))
      .answer(401, error_json("session_expired", ""));
  EXPECT_THROW(chat.list_threads(), AuthenticationError);
  EXPECT_EQ(asked, 2);
}

TEST_F(SecretRefresh, LeavesOtherRefusalsAsTheyAre) {
  const Conversation chat = conversation();
  scripted.transport->answer(401, error_json("invalid_api_key", ""));
  EXPECT_THROW(chat.list_threads(), AuthenticationError);
  EXPECT_EQ(asked, 1);
}

TEST_F(SecretRefresh, CannotHelpAFixedSecret) {
  scripted.transport->answer(401, error_json("session_expired", ""));
  EXPECT_THROW(scripted.client().conversation("ek").list_threads(), AuthenticationError);
  EXPECT_EQ(scripted.transport->sent.size(), 1U);
}

TEST_F(SecretRefresh, OpensAStreamWithTheNextSecret) {
  const Conversation chat = conversation();
  scripted.transport->answer(401, error_json("session_expired", ""))
      .stream({frame("r:1", kOptions)});
  auto stream = chat.create_thread(UserMessageInput("Hi"));
  EXPECT_TRUE(stream.next());
  EXPECT_EQ(scripted.header("Authorization"), "Bearer ek_2");
}

TEST_F(SecretRefresh, ResumesAStreamWithTheNextSecret) {
  lifetime = seconds(600);
  const Conversation chat = conversation();
  scripted.transport->stream({frame("run_1:1", kOptions)}, true, {{"chatkit-run", "run_1"}})
      .answer(401, error_json("session_expired", ""))
      .stream({frame("run_1:2", kOptions) + kEnd});
  auto stream = chat.create_thread(UserMessageInput("Hi"));
  int events = 0;
  while (stream.next()) ++events;
  EXPECT_EQ(events, 2);
  EXPECT_EQ(scripted.header("Authorization"), "Bearer ek_2");
}

TEST_F(SecretRefresh, NeedsNoApiKeyAndSendsNone) {
  ClientOptions options = scripted.options();
  options.api_key = "sk-admin";
  const Conversation chat([] { return ClientSecret{.value = "ek_only"}; }, options);
  call(chat);
  EXPECT_EQ(scripted.header("Authorization"), "Bearer ek_only");
}

TEST_F(SecretRefresh, LetsTheProvidersFailureThrough) {
  const Conversation chat = scripted.client().conversation(
      []() -> ClientSecret { throw std::runtime_error("no session"); });
  EXPECT_THROW(chat.list_threads(), std::runtime_error);
  const Conversation empty = scripted.client().conversation([] { return ClientSecret{}; });
  EXPECT_THROW(empty.list_threads(), UsageError);
  EXPECT_TRUE(scripted.transport->sent.empty());
}

TEST_F(SecretRefresh, AsksForOneSecretWhateverTheNumberOfThreads) {
  int given = 0;
  client::SecretCache cache(
      [&] {
        ++given;
        return ClientSecret{.value = "ek"};
      },
      seconds(30), scripted.timing);
  std::vector<std::jthread> threads;
  for (int i = 0; i < 8; ++i) threads.emplace_back([&] { EXPECT_EQ(cache.current(), "ek"); });
  threads.clear();
  EXPECT_EQ(given, 1);
}

TEST_F(SecretRefresh, KeepsASecretThatAnotherThreadHasRenewed) {
  client::SecretCache cache([&] { return ClientSecret{.value = "ek_" + std::to_string(++asked)}; },
                            seconds(30), scripted.timing);
  EXPECT_EQ(cache.current(), "ek_1");
  cache.forget("ek_1");
  EXPECT_EQ(cache.current(), "ek_2");
  cache.forget("ek_1");
  EXPECT_EQ(cache.current(), "ek_2");
}

}  // namespace
}  // namespace chatkit::testing
