#include <gtest/gtest.h>

#include <cstdlib>

#include "scripted.hpp"

// How a client is set up: options, environment, with_options. Source: issue section 6.
namespace chatkit::testing {
namespace {

using namespace std::chrono_literals;

/// Sets variables for one test and puts back what was there.
class Environment {
 public:
  explicit Environment(std::map<std::string, std::optional<std::string>> values) {
    for (const auto& [name, value] : values) {
      const char* old = std::getenv(name.c_str());
      before_[name] = old != nullptr ? std::optional<std::string>(old) : std::nullopt;
      put(name, value);
    }
  }
  ~Environment() {
    for (const auto& [name, value] : before_) put(name, value);
  }
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;

 private:
  static void put(const std::string& name, const std::optional<std::string>& value) {
    if (value) {
      ::setenv(name.c_str(), value->c_str(), 1);
    } else {
      ::unsetenv(name.c_str());
    }
  }
  std::map<std::string, std::optional<std::string>> before_;
};

const std::map<std::string, std::optional<std::string>> kNothing = {
    {"OPENAI_API_KEY", std::nullopt},
    {"OPENAI_BASE_URL", std::nullopt},
    {"OPENAI_ORG_ID", std::nullopt},
    {"OPENAI_PROJECT_ID", std::nullopt},
    {"OPENAI_LOG", std::nullopt}};

ClientOptions on_script(const ScriptedClient& scripted) {
  ClientOptions options;
  options.transport = scripted.transport;
  options.timing = scripted.timing;
  return options;
}

void retrieve(const ScriptedClient& scripted, const Client& client) {
  scripted.transport->answer(200, thread_json("cthr_1"));
  client.beta.chatkit.threads.retrieve("cthr_1");
}

TEST(Options, ComeFromTheEnvironment) {
  const Environment environment({{"OPENAI_API_KEY", " sk-env\n"},
                                 {"OPENAI_BASE_URL", "http://127.0.0.1:8080/v1/"},
                                 {"OPENAI_ORG_ID", "org-1"},
                                 {"OPENAI_PROJECT_ID", "proj-1"},
                                 {"OPENAI_LOG", std::nullopt}});
  const ScriptedClient scripted;
  retrieve(scripted, Client(on_script(scripted)));
  EXPECT_EQ(scripted.last().url, "http://127.0.0.1:8080/v1/chatkit/threads/cthr_1");
  EXPECT_EQ(scripted.header("Authorization"), "Bearer sk-env");
  EXPECT_EQ(scripted.header("OpenAI-Organization"), "org-1");
  EXPECT_EQ(scripted.header("OpenAI-Project"), "proj-1");
}

TEST(Options, WinOverTheEnvironment) {
  const Environment environment({{"OPENAI_API_KEY", "sk-env"},
                                 {"OPENAI_BASE_URL", "http://env.test/v1"},
                                 {"OPENAI_ORG_ID", "org-1"},
                                 {"OPENAI_PROJECT_ID", "proj-1"}});
  const ScriptedClient scripted;
  ClientOptions options = on_script(scripted);
  options.api_key = "sk-option";
  options.base_url = "http://option.test";
  options.organization = "";
  options.project = "proj-2";
  retrieve(scripted, Client(options));
  EXPECT_EQ(scripted.last().url, "http://option.test/chatkit/threads/cthr_1");
  EXPECT_EQ(scripted.header("Authorization"), "Bearer sk-option");
  EXPECT_EQ(scripted.header("OpenAI-Organization"), std::nullopt);
  EXPECT_EQ(scripted.header("OpenAI-Project"), "proj-2");
}

TEST(Options, DefaultToTheHostedService) {
  const Environment environment(kNothing);
  const ScriptedClient scripted;
  ClientOptions options = on_script(scripted);
  options.api_key = "sk";
  EXPECT_EQ(Client(options).base_url(), "https://api.openai.com/v1");
}

TEST(Options, NeedAKey) {
  const Environment environment(kNothing);
  const ScriptedClient scripted;
  EXPECT_THROW(Client(on_script(scripted)), UsageError);

  ClientOptions own_header = on_script(scripted);
  own_header.default_headers = {{"Authorization", "Custom abc"}};
  retrieve(scripted, Client(own_header));
  EXPECT_EQ(scripted.header("Authorization"), "Custom abc");
}

TEST(Options, RefuseWhatCannotBeUsed) {
  ScriptedClient scripted;
  const auto with = [&](auto change) {
    ClientOptions options = scripted.options();
    change(options);
    return options;
  };
  EXPECT_THROW(Client(with([](auto& o) { o.base_url = "nonsense"; })), UsageError);
  EXPECT_THROW(Client(with([](auto& o) { o.max_retries = -1; })), UsageError);
  EXPECT_THROW(Client(with([](auto& o) { o.api_key = "sk\r\nX: y"; })), UsageError);
  EXPECT_THROW(Client(with([](auto& o) { o.default_headers = {{"a b", "c"}}; })), UsageError);
}

TEST(Options, NeverRepeatTheKeyInAnError) {
  ScriptedClient scripted;
  ClientOptions options = scripted.options();
  options.api_key = "sk-secret\r\n";
  try {
    Client client(options);
    FAIL();
  } catch (const UsageError& error) {
    EXPECT_EQ(std::string(error.what()).find("sk-secret"), std::string::npos);
  }
}

TEST(Options, AskTheKeyCallbackForEachAttempt) {
  ScriptedClient scripted;
  ClientOptions options = scripted.options();
  int asked = 0;
  options.api_key_provider = [&asked] { return "sk-" + std::to_string(++asked); };
  const Client client(options);
  scripted.transport->answer(500, "");
  retrieve(scripted, client);
  EXPECT_EQ(scripted.transport->sent[0].headers.get("Authorization"), "Bearer sk-1");
  EXPECT_EQ(scripted.transport->sent[1].headers.get("Authorization"), "Bearer sk-2");
}

TEST(Options, RefuseAnEmptyKeyOfTheCallback) {
  ScriptedClient scripted;
  ClientOptions options = scripted.options();
  options.api_key_provider = [] { return std::string(); };
  EXPECT_THROW(Client(options).beta.chatkit.threads.retrieve("a"), UsageError);
  EXPECT_TRUE(scripted.transport->sent.empty());
}

TEST(Options, AddDefaultHeadersAndQueryBelowTheCallsOwn) {
  ScriptedClient scripted;
  ClientOptions options = scripted.options();
  options.default_headers = {{"X-A", "client"}, {"X-B", "client"}, {"User-Agent", std::nullopt}};
  options.default_query = {{"a", "client"}, {"limit", "1"}, {"x", "client"}};
  scripted.transport->answer(200, page_json({}, false));
  (void)Client(options).beta.chatkit.threads.list(
      {.limit = 2}, {.extra_headers = {{"x-b", "call"}}, .extra_query = {{"x", "call"}}});
  EXPECT_EQ(scripted.last().url, "https://service.test/v1/chatkit/threads?a=client&limit=2&x=call");
  EXPECT_EQ(scripted.header("X-A"), "client");
  EXPECT_EQ(scripted.header("X-B"), "call");
  EXPECT_EQ(scripted.header("User-Agent"), std::nullopt);
}

TEST(WithOptions, ChangesACopyAndLeavesTheRest) {
  ScriptedClient scripted;
  ClientOptions options = scripted.options();
  options.default_headers = {{"X-A", "1"}};
  const Client client(options);
  const Client changed = client.with_options({.api_key = "sk-2",
                                              .base_url = "http://other.test/",
                                              .organization = "org-2",
                                              .timeout = 1s,
                                              .max_retries = 0,
                                              .default_headers = {{"X-B", "2"}},
                                              .default_query = {{"q", "1"}}});
  retrieve(scripted, changed);
  EXPECT_EQ(scripted.last().url, "http://other.test/chatkit/threads/cthr_1?q=1");
  EXPECT_EQ(scripted.header("Authorization"), "Bearer sk-2");
  EXPECT_EQ(scripted.header("OpenAI-Organization"), "org-2");
  EXPECT_EQ(scripted.header("X-A"), "1");
  EXPECT_EQ(scripted.header("X-B"), "2");
  EXPECT_EQ(scripted.last().timeout, Timeout(1s));
  scripted.transport->answer(500, "");
  EXPECT_THROW(changed.beta.chatkit.threads.retrieve("a"), InternalServerError);

  retrieve(scripted, client);
  EXPECT_EQ(scripted.last().url, "https://service.test/v1/chatkit/threads/cthr_1");
  EXPECT_EQ(scripted.header("X-B"), std::nullopt);
  EXPECT_EQ(scripted.header("Authorization"), "Bearer sk-test-key");
}

TEST(Client, OutlivedByItsHandles) {
  ScriptedClient scripted;
  const Threads threads = [&] { return scripted.client().beta.chatkit.threads; }();
  scripted.transport->answer(200, thread_json("cthr_1"));
  EXPECT_EQ(threads.retrieve("cthr_1").id, "cthr_1");
}

TEST(Client, StaysUsableAfterAMove) {
  ScriptedClient scripted;
  Client client = scripted.client();
  const Client other = std::move(client);
  retrieve(scripted, other);
  retrieve(scripted, client);  // NOLINT(bugprone-use-after-move): a move is a copy.
  EXPECT_EQ(scripted.transport->sent.size(), 2U);
}

}  // namespace
}  // namespace chatkit::testing
