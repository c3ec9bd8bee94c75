#include <gmock/gmock.h>

#include "app/json_fields.hpp"
#include "contract/app/service_fixture.hpp"

// The commands over a data directory, with and without a server that holds it.
namespace chatkit::app {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class Commands : public testing::ProgramTest {
 protected:
  std::string first_thread(const std::string& data) {
    const auto listed = run({"threads", "list", "--data", path(data), "--json"});
    return JsonFields::read(listed.out)->text("first_id").value_or("");
  }
};

TEST_F(Commands, ChatTalksAndRemembers) {
  const auto chat = run({"chat", "--data", path("d"), "--user", "bob"},
                        "hello there\n/history\n/threads\n/new\n/history\n/nope\n/quit\nnever\n");
  EXPECT_EQ(chat.code, ExitCode::ok) << chat.err;
  EXPECT_THAT(chat.out, HasSubstr("you: hello there"));
  EXPECT_THAT(chat.out, HasSubstr("cthr_"));
  EXPECT_THAT(chat.out, HasSubstr("This thread is new."));
  EXPECT_THAT(chat.out, HasSubstr("There is no such command."));
  EXPECT_THAT(chat.out, Not(HasSubstr("never")));
  EXPECT_EQ(chat.err, "");
}

TEST_F(Commands, ChatGoesOnWithAThread) {
  run({"chat", "--data", path("d"), "--user", "bob"}, "first words\n");
  const auto again =
      run({"chat", "--data", path("d"), "--user", "bob", "--thread", first_thread("d")},
          "second words\n");
  EXPECT_THAT(again.out, HasSubstr("you: first words")) << "the history is shown at the start";
  const auto other =
      run({"chat", "--data", path("d"), "--user", "eve", "--thread", first_thread("d")});
  EXPECT_EQ(other.code, ExitCode::not_found) << "another user's thread is not there";
}

TEST_F(Commands, ThreadsAreListedChangedAndDeleted) {
  run({"chat", "--data", path("d"), "--user", "bob"}, "hello\n");
  const auto id = first_thread("d");
  ASSERT_FALSE(id.empty());
  const auto update = run({"threads", "update", id, "--data", path("d"), "--title", "A\x1b[31mB",
                           "--status", "locked", "--reason", "why"});
  EXPECT_EQ(update.code, ExitCode::ok) << update.err;
  const auto list = run({"threads", "list", "--data", path("d"), "--user", "bob"});
  EXPECT_THAT(list.out, HasSubstr(id));
  EXPECT_THAT(list.out, HasSubstr("locked"));
  EXPECT_THAT(list.out, Not(HasSubstr("\x1b"))) << "stored text must not reach the terminal raw";
  EXPECT_THAT(run({"threads", "list", "--data", path("d"), "--user", "eve"}).out,
              Not(HasSubstr(id)));
  const auto items = run({"items", "list", id, "--data", path("d"), "--limit", "1", "--json"});
  EXPECT_THAT(items.out, HasSubstr("\"has_more\":true"));
  EXPECT_THAT(items.out, HasSubstr("chatkit.user_message")) << "oldest first";
  EXPECT_EQ(run({"threads", "delete", id, "--data", path("d")}).code, ExitCode::ok);
  EXPECT_EQ(run({"threads", "get", id, "--data", path("d")}).code, ExitCode::not_found);
}

TEST_F(Commands, SessionsAreMadeShownAndCancelled) {
  const auto made = run({"sessions", "create", "--data", path("d"), "--user", "u", "--state", "n=1",
                         "--requests-per-minute", "3", "--json"});
  ASSERT_EQ(made.code, ExitCode::ok) << made.err;
  const auto id = JsonFields::read(made.out)->text("id").value_or("");
  EXPECT_THAT(made.out, HasSubstr(R"("n":1)"));
  EXPECT_THAT(run({"sessions", "get", id, "--data", path("d")}).out, HasSubstr("active"));
  EXPECT_THAT(run({"sessions", "cancel", id, "--data", path("d")}).out, HasSubstr("cancelled"));
  EXPECT_EQ(run({"sessions", "get", "cksess_none", "--data", path("d")}).code, ExitCode::not_found);
}

TEST_F(Commands, ExitCodesTellWhatWentWrong) {
  EXPECT_EQ(run({"threads", "list", "--data", path("none")}).code, ExitCode::not_found);
  EXPECT_EQ(run({"threads", "list", "--url", "http://127.0.0.1:1/v1"}).code, ExitCode::refused);
  variables_["CHATKIT_API_KEY"] = "sk-ck-0123456789abcdef";
  EXPECT_EQ(run({"threads", "list", "--url", "ftp://x"}).code, ExitCode::usage);
  EXPECT_EQ(run({"threads", "update", "t", "--data", path("d")}).code, ExitCode::usage);
  const auto service = serve("d");
  const auto url = service->instance().url() + "/v1";
  EXPECT_EQ(run({"threads", "list", "--url", url}).code, ExitCode::refused) << "a wrong key";
  variables_["CHATKIT_API_KEY"] = key_of("d");
  EXPECT_EQ(run({"threads", "list", "--url", url}).code, ExitCode::ok);
}

TEST_F(Commands, GoThroughTheServerThatHoldsTheData) {
  const auto service = serve("d");
  const auto chat = run({"chat", "--data", path("d"), "--user", "bob"}, "hello\n");
  EXPECT_EQ(chat.code, ExitCode::ok) << chat.err;
  EXPECT_FALSE(first_thread("d").empty());
  EXPECT_EQ(run({"backup", path("copy.db"), "--data", path("d")}).code, ExitCode::ok);
  EXPECT_TRUE(std::filesystem::exists(path("copy.db")));
  EXPECT_NE(run({"backup", path("copy.db"), "--data", path("d")}).code, ExitCode::ok)
      << "a file that exists is left alone";
}

TEST_F(Commands, KeysWorkUntilTheyAreRevoked) {
  const auto service = serve("d");
  const auto made = run({"keys", "create", "ci", "--data", path("d"), "--json"});
  const auto fields = JsonFields::read(made.out);
  ASSERT_TRUE(fields) << made.err;
  variables_["CHATKIT_API_KEY"] = fields->text("key").value_or("");
  const auto url = service->instance().url() + "/v1";
  EXPECT_EQ(run({"threads", "list", "--url", url}).code, ExitCode::ok);
  const auto id = fields->text("id").value_or("");
  EXPECT_THAT(run({"keys", "list", "--data", path("d")}).out, HasSubstr(id));
  EXPECT_EQ(run({"keys", "revoke", id, "--data", path("d")}).code, ExitCode::ok);
  EXPECT_EQ(run({"threads", "list", "--url", url}).code, ExitCode::refused);
  EXPECT_EQ(run({"keys", "revoke", "key_none", "--data", path("d")}).code, ExitCode::not_found);
}

TEST_F(Commands, WorkWithoutTheKeyFile) {
  run({"chat", "--data", path("d")}, "hello\n");
  std::filesystem::remove(path("d/api-key"));
  EXPECT_EQ(run({"threads", "list", "--data", path("d")}).code, ExitCode::ok);
  EXPECT_THAT(run({"keys", "list", "--data", path("d"), "--json"}).out,
              HasSubstr("\"name\":\"command line\""))
      << "a key for the length of the command, revoked after it";
}

TEST_F(Commands, AdminRoutesAreNotThereForStrangers) {
  const auto service = serve("d");
  const AdminClient right(service->instance().url(), service->instance().admin_token());
  EXPECT_NO_THROW(right.get("/admin/keys"));
  for (const auto& token : {std::string(), std::string(64, '0'), key_of("d")}) {
    const AdminClient wrong(service->instance().url(), Secret(token));
    try {
      wrong.get("/admin/keys");
      ADD_FAILURE() << "was let in";
    } catch (const CommandError& error) {
      EXPECT_EQ(error.code(), ExitCode::not_found);
    }
  }
}

TEST_F(Commands, ConfigCheckShowsWhereValuesComeFrom) {
  variables_["CHATKIT_THREADS"] = "3";
  const auto check = run({"config", "check", "--api-key", "sk-ck-0123456789abcdef"});
  EXPECT_EQ(check.code, ExitCode::ok) << check.err;
  EXPECT_THAT(check.out, HasSubstr("CHATKIT_THREADS"));
  EXPECT_THAT(check.out, Not(HasSubstr("0123456789abcdef")));
}

}  // namespace
}  // namespace chatkit::app
