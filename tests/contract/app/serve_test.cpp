#include <gmock/gmock.h>
#include <sys/stat.h>

#include <future>

#include "chatkit/client.hpp"
#include "chatkit/errors.hpp"
#include "contract/app/child_process.hpp"
#include "unit/app/temporary_folder.hpp"

// The built program as its users meet it: first start, mistakes, signals.
namespace chatkit::app {
namespace {

using testing::ChildProcess;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::TemporaryFolder;
using Words = std::vector<std::string>;

/// A server on a free port over one data directory.
class Server {
 public:
  explicit Server(const std::filesystem::path& data, Words more = {})
      : process_(words(data, more)) {
    greeting_ = process_.out_line();
    const auto at = greeting_.find("http://");
    if (at != std::string::npos) url_ = greeting_.substr(at);
    while (greeting_.find("chatkit chat") == std::string::npos) {
      const auto line = process_.out_line();
      if (line.empty()) break;
      greeting_ += "\n" + line;
    }
  }
  ChildProcess& process() { return process_; }
  const std::string& greeting() const { return greeting_; }
  const std::string& url() const { return url_; }

  Client client(const std::string& key) const {
    ClientOptions options;
    options.api_key = key;
    options.base_url = url_ + "/v1";
    options.max_retries = 0;
    return Client(options);
  }
  int stop() {
    process_.send(SIGTERM);
    return process_.wait();
  }

 private:
  static Words words(const std::filesystem::path& data, const Words& more) {
    Words all{"serve", "--listen", "127.0.0.1:0", "--data", data.string()};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  ChildProcess process_;
  std::string greeting_;
  std::string url_;
};

std::string key_of(const TemporaryFolder& folder, const std::string& data = "d") {
  auto key = folder.read(data + "/api-key");
  while (!key.empty() && key.back() == '\n') key.pop_back();
  return key;
}

mode_t mode_of(const std::filesystem::path& file) {
  struct stat status{};
  EXPECT_EQ(::stat(file.c_str(), &status), 0) << file;
  return status.st_mode & 07777U;
}

TEST(Serve, MakesEverythingAtItsFirstStart) {
  const TemporaryFolder folder;
  Server server(folder / "d");
  ASSERT_THAT(server.url(), Not(IsEmpty())) << server.process().rest_of_err();
  EXPECT_EQ(mode_of(folder / "d"), 0700U);
  for (const auto* name : {"api-key", "signing-keys", "server.json", "lock"}) {
    EXPECT_EQ(mode_of(folder / "d" / name), 0600U) << name;
  }
  const auto key = key_of(folder);
  EXPECT_TRUE(server.client(key).beta.chatkit.threads.list().data.empty());
  EXPECT_THROW(server.client("sk-ck-wrong").beta.chatkit.threads.list(), AuthenticationError);
  EXPECT_EQ(server.stop(), 0);
  EXPECT_FALSE(std::filesystem::exists(folder / "d/server.json"));
}

TEST(Serve, NeverWritesTheKeyToAPipe) {
  const TemporaryFolder folder;
  Server server(folder / "d");
  EXPECT_EQ(server.stop(), 0);
  const auto written =
      server.greeting() + server.process().rest_of_out() + server.process().rest_of_err();
  EXPECT_THAT(key_of(folder), Not(IsEmpty()));
  EXPECT_THAT(written, Not(HasSubstr(key_of(folder))));
  EXPECT_THAT(written, HasSubstr("curl http://127.0.0.1:"));
}

TEST(Serve, KeepsItsKeysFromStartToStart) {
  const TemporaryFolder folder;
  EXPECT_EQ(Server(folder / "d").stop(), 0);
  const auto key = key_of(folder);
  Server server(folder / "d");
  EXPECT_EQ(key_of(folder), key);
  EXPECT_NO_THROW(server.client(key).beta.chatkit.threads.list());
  EXPECT_EQ(server.stop(), 0);
}

TEST(Serve, TakesAKeyThatItIsGiven) {
  const TemporaryFolder folder;
  Server server(folder / "d", {"--api-key", "sk-given-0123456789"});
  EXPECT_NO_THROW(server.client("sk-given-0123456789").beta.chatkit.threads.list());
  EXPECT_EQ(server.stop(), 0);
}

TEST(Serve, SaysWhoHoldsTheDataDirectory) {
  const TemporaryFolder folder;
  Server first(folder / "d");
  ChildProcess second({"serve", "--listen", "127.0.0.1:0", "--data", (folder / "d").string()});
  EXPECT_EQ(second.wait(), 1);
  EXPECT_THAT(second.rest_of_err(), HasSubstr("in use by chatkit serve (process " +
                                              std::to_string(first.process().pid())));
}

TEST(Serve, SaysWhichPortIsTaken) {
  const TemporaryFolder folder;
  Server first(folder / "d");
  const auto address = first.url().substr(std::string("http://").size());
  ChildProcess second({"serve", "--listen", address, "--data", (folder / "e").string()});
  EXPECT_EQ(second.wait(), 1);
  const auto message = second.rest_of_err();
  EXPECT_THAT(message, HasSubstr(address));
  EXPECT_THAT(message, HasSubstr("--listen HOST:PORT"));
}

TEST(Serve, SaysWhereTheFileIsWrong) {
  const TemporaryFolder folder;
  const auto file = folder.write("c.yaml", "limits:\n  idle_timeot: 3\n").string();
  ChildProcess serve({"serve", "--config", file});
  EXPECT_EQ(serve.wait(), 2);
  EXPECT_THAT(serve.rest_of_err(), HasSubstr("c.yaml:2: limits.idle_timeot"));
  ChildProcess check({"config", "check", "--config", file});
  EXPECT_EQ(check.wait(), 1);
  EXPECT_THAT(check.rest_of_err(), HasSubstr("c.yaml:2: limits.idle_timeot"));
}

TEST(Serve, SaysWhichWorkflowIsWrong) {
  const TemporaryFolder folder;
  folder.write("w.yaml", "id: w\nresponder:\n  kind: magic\n");
  ChildProcess serve({"serve", "--listen", "127.0.0.1:0", "--data", (folder / "d").string(),
                      "--workflows", folder.path().string()});
  EXPECT_EQ(serve.wait(), 1);
  EXPECT_THAT(serve.rest_of_err(), HasSubstr("w.yaml"));
}

TEST(Serve, RefusesSigningKeysThatOthersMayRead) {
  const TemporaryFolder folder;
  EXPECT_EQ(Server(folder / "d").stop(), 0);
  ASSERT_EQ(::chmod((folder / "d/signing-keys").c_str(), 0644), 0);
  ChildProcess serve({"serve", "--listen", "127.0.0.1:0", "--data", (folder / "d").string()});
  EXPECT_EQ(serve.wait(), 1);
  EXPECT_THAT(serve.rest_of_err(), HasSubstr("chmod 600"));
}

/// A server whose answers take a while, and one answer under way.
class Shutdown : public ::testing::Test {
 protected:
  void start(const std::string& delay_ms, const std::string& grace) {
    std::filesystem::create_directory(folder_ / "w");
    folder_.write("w/slow.yaml",
                  "id: slow\nresponder:\n  kind: script\n  delay_ms: " + delay_ms + "\n");
    server_.emplace(folder_ / "d",
                    Words{"--workflows", (folder_ / "w").string(), "--shutdown-grace", grace});
    client_.emplace(server_->client(key_of(folder_)));
    SessionCreateParams params;
    params.user = "u";
    params.workflow.id = "slow";
    const auto session = client_->beta.chatkit.sessions.create(params);
    conversation_.emplace(client_->conversation(session.client_secret));
    stream_.emplace(conversation_->create_thread(protocol::UserMessageInput("hello")));
  }
  /// Reads until the first piece of the answer: the turn runs.
  void read_first_piece() {
    while (const auto event = stream_->next()) {
      if (std::holds_alternative<protocol::ItemUpdated>(*event)) return;
    }
    FAIL() << "no answer";
  }
  /// Whether the answer was told whole.
  bool read_to_end() {
    bool done = false;
    while (const auto event = stream_->next()) {
      const auto* item = std::get_if<protocol::ItemDone>(&*event);
      done = done || (item != nullptr &&
                      std::holds_alternative<protocol::AssistantMessage>(item->item.kind));
    }
    return done;
  }
  TemporaryFolder folder_;
  std::optional<Server> server_;
  std::optional<Client> client_;
  std::optional<Conversation> conversation_;
  std::optional<ConversationStream> stream_;
};

TEST_F(Shutdown, LetsAnAnswerFinish) {
  start("5", "30s");
  read_first_piece();
  server_->process().send(SIGTERM);
  EXPECT_TRUE(read_to_end());
  EXPECT_EQ(server_->process().wait(), 0);
}

TEST_F(Shutdown, CutsAnAnswerThatOutlastsTheGrace) {
  start("2000", "0s");
  read_first_piece();
  server_->process().send(SIGINT);
  try {
    EXPECT_FALSE(read_to_end());
  } catch (const APIConnectionError&) {
    // The stream may end without its end, too.
  }
  EXPECT_EQ(server_->process().wait(), 0);
}

TEST_F(Shutdown, EndsAtOnceAtTheSecondSignal) {
  start("2000", "60s");
  read_first_piece();
  server_->process().send(SIGTERM);
  // Once new connections are refused, the first signal has been taken.
  const auto probe = server_->client(key_of(folder_));
  try {
    while (true) probe.beta.chatkit.threads.list();
  } catch (const APIError&) {
  }
  server_->process().send(SIGTERM);
  EXPECT_EQ(server_->process().wait(), 1);
}

}  // namespace
}  // namespace chatkit::app
