#include <gmock/gmock.h>

#include <cstdlib>

#include "scripted.hpp"

namespace chatkit::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class Logging : public ::testing::Test {
 protected:
  ScriptedClient scripted;
  std::string log;

  Client client(LogLevel level) {
    ClientOptions options = scripted.options();
    options.log_level = level;
    options.log_sink = [this](LogLevel, std::string_view line) {
      log.append(line).push_back('\n');
    };
    return Client(options);
  }
  void create(const Client& from) {
    scripted.transport->answer(500, "", {{"x-request-id", "req_0"}})
        .answer(200, kSessionJson, {{"x-request-id", "req_1"}, {"Set-Cookie", "cookie-secret"}});
    from.beta.chatkit.sessions.create({.user = "private person", .workflow = {.id = "w"}},
                                      {.extra_headers = {{"X-Api-Key", "header-secret"}},
                                       .extra_query = {{"token", "query-secret"}}});
  }
  void expect_no_secrets() {
    for (const char* secret : {"sk-test-key", "header-secret", "query-secret", "cookie-secret",
                               "ek_very_secret", "private person"}) {
      EXPECT_THAT(log, Not(HasSubstr(secret)));
    }
  }
};

TEST_F(Logging, IsOffByDefault) {
  create(client(LogLevel::off));
  EXPECT_THAT(log, IsEmpty());
}

TEST_F(Logging, TellsCallsAtInfo) {
  create(client(LogLevel::info));
  EXPECT_THAT(log,
              HasSubstr("POST https://service.test/v1/chatkit/sessions?token=*** answered 500"));
  EXPECT_THAT(log, HasSubstr("answered 200"));
  EXPECT_THAT(log, HasSubstr("req_1"));
  EXPECT_THAT(log, HasSubstr("retry 1 in 500 ms"));
  EXPECT_THAT(log, Not(HasSubstr("X-ChatKit-Lang")));
  expect_no_secrets();
}

TEST_F(Logging, TellsHeadersAtDebugWithCredentialsMasked) {
  create(client(LogLevel::debug));
  EXPECT_THAT(log, HasSubstr("X-ChatKit-Lang: c++"));
  EXPECT_THAT(log, HasSubstr("Authorization: ***"));
  EXPECT_THAT(log, HasSubstr("Set-Cookie: ***"));
  expect_no_secrets();
}

TEST_F(Logging, TellsNeitherSecretNorWordsOfAConversation) {
  scripted.transport->stream(
      {"data: {\"type\":\"stream_options\",\"stream_options\":"
       "{\"allow_cancel\":true}}\n\n"});
  auto stream = client(LogLevel::debug)
                    .conversation("ek_client_secret")
                    .create_thread(protocol::UserMessageInput("private words"));
  while (stream.next()) {
  }
  EXPECT_THAT(log, HasSubstr("/chatkit/conversation answered 200"));
  EXPECT_THAT(log, Not(HasSubstr("ek_client_secret")));
  EXPECT_THAT(log, Not(HasSubstr("private words")));
}

TEST_F(Logging, TakesItsLevelFromTheEnvironment) {
  ::setenv("OPENAI_LOG", "info", 1);
  ClientOptions options = scripted.options();
  options.log_level = std::nullopt;
  options.log_sink = [this](LogLevel, std::string_view line) { log.append(line); };
  const Client logging(options);
  ::unsetenv("OPENAI_LOG");
  create(logging);
  EXPECT_THAT(log, HasSubstr("answered 200"));
}

TEST_F(Logging, KeepsOtherPeoplesTextOnItsLine) {
  scripted.transport->answer(200, thread_json("a"), {{"x-request-id", "r\x1b[31m\nfake line"}});
  client(LogLevel::info).beta.chatkit.threads.retrieve("a");
  EXPECT_EQ(log.find('\n'), log.size() - 1);
  EXPECT_EQ(log.find('\x1b'), std::string::npos);
}

}  // namespace
}  // namespace chatkit::testing
