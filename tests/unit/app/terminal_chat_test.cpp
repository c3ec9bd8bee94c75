#include "app/terminal_chat.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

#include "unit/app/temporary_folder.hpp"
#include "unit/client/events.hpp"
#include "unit/client/scripted.hpp"

// The chat over a scripted service: what it sends, and what the user sees.
namespace chatkit::app {
namespace {

using chatkit::testing::error_json;
using chatkit::testing::frame;
using chatkit::testing::kCreated;
using chatkit::testing::kDelta;
using chatkit::testing::kEnd;
using chatkit::testing::kSessionJson;
using chatkit::testing::ScriptedClient;
using ::testing::HasSubstr;
using ::testing::Not;

const std::vector<Headers::Entry> kRun{{"chatkit-run", "run_1"}};

class Chat : public ::testing::Test {
 protected:
  Chat() {
    arguments.user = "bob";
    service().answer(200, kSessionJson);
  }
  chatkit::testing::ScriptedTransport& service() { return *scripted.transport; }

  /// The chat, with what the user types.
  void chat(const std::string& lines) {
    in.str(lines);
    terminal.emplace(client, arguments, shell);
    terminal->run();
  }
  void will_answer_with(const std::string& bytes) { service().stream({bytes}, false, kRun); }
  const std::string& body(std::size_t request) { return service().sent.at(request).body; }
  static std::string greeting() {
    return frame("run_1:1", kCreated) + frame("run_1:2", kDelta) + kEnd;
  }

  ScriptedClient scripted;
  Client client = scripted.client();
  Arguments arguments;
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  Shell shell{in, out, err};
  std::optional<TerminalChat> terminal;
};

TEST_F(Chat, MakesASessionAndTalks) {
  will_answer_with(greeting());
  will_answer_with(frame("run_1:1", kDelta) + kEnd);
  chat("Hello\nAnd you?\n");
  EXPECT_EQ(out.str(), "Hé\nHé\n");
  EXPECT_EQ(err.str(), "");
  EXPECT_THAT(service().sent[0].url, HasSubstr("/chatkit/sessions"));
  EXPECT_THAT(body(0), HasSubstr(R"("user":"bob","workflow":{"id":"demo"})"));
  EXPECT_THAT(body(0), HasSubstr(R"("file_upload":{"enabled":true})"));
  EXPECT_THAT(body(1), HasSubstr(R"("type":"threads.create")"));
  EXPECT_THAT(body(2), HasSubstr(R"("type":"threads.add_user_message")"));
  EXPECT_THAT(body(2), HasSubstr(R"("thread_id":"cthr_1")"));
  EXPECT_EQ(service().sent[2].headers.get("Authorization"), "Bearer ek_very_secret");
}

TEST_F(Chat, MakesTheNextSessionWhenOneIsRefused) {
  service().answer(401, error_json("session_expired", "")).answer(200, kSessionJson);
  will_answer_with(greeting());
  chat("Hello\n");
  EXPECT_EQ(out.str(), "Hé\n");
  EXPECT_THAT(service().sent[2].url, HasSubstr("/chatkit/sessions"));
}

TEST_F(Chat, GoesOnAfterARefusal) {
  service().answer(400, error_json("invalid_value", "x"));
  will_answer_with(greeting());
  chat("first\nsecond\n");
  EXPECT_THAT(err.str(), HasSubstr("chatkit: 400 It is so."));
  EXPECT_EQ(out.str(), "Hé\n");
}

TEST_F(Chat, EndsWhereTheServiceIsLost) {
  for (int i = 0; i < 3; ++i) service().fail(TransportError::Kind::connection);
  EXPECT_THROW(chat("Hello\nnever\n"), APIConnectionError);
}

TEST_F(Chat, SendsAFileWithTheNextMessage) {
  const testing::TemporaryFolder folder;
  std::ofstream(folder / "cat.png") << "PNG";
  service().answer(200, R"({"id":"cfile_1","name":"cat.png","mime_type":"image/png"})");
  will_answer_with(greeting());
  will_answer_with(frame("run_1:1", kDelta) + kEnd);
  chat("/file " + (folder / "cat.png").string() + "\nlook\nagain\n");
  EXPECT_THAT(service().sent[1].url, HasSubstr("/chatkit/files"));
  EXPECT_THAT(body(1), HasSubstr("filename=\"cat.png\""));
  EXPECT_THAT(body(2), HasSubstr(R"("attachments":["cfile_1"])"));
  EXPECT_THAT(body(3), HasSubstr(R"("attachments":[])")) << "it goes once";
  EXPECT_THAT(out.str(), HasSubstr("[file: cat.png]"));
}

TEST_F(Chat, SaysWhichFileItCannotRead) {
  chat("/file no/such/file\n");
  EXPECT_THAT(err.str(), HasSubstr("no/such/file"));
}

TEST_F(Chat, HasTheLastMessageAnsweredAgain) {
  arguments.id = "cthr_1";
  const std::string page =
      R"({"data":[{"id":"a2","thread_id":"cthr_1","created_at":"2026-01-01T00:00:00Z",)"
      R"("type":"assistant_message","content":[{"text":"No.","annotations":[]}]},)"
      R"({"id":"u1","thread_id":"cthr_1","created_at":"2026-01-01T00:00:00Z",)"
      R"("type":"user_message","content":[{"type":"input_text","text":"Yes?"}],)"
      R"("attachments":[],"inference_options":{}}],"has_more":false})";
  service().answer(200, page).answer(200, page);
  will_answer_with(frame("run_1:1", kDelta) + kEnd);
  chat("/retry\n");
  EXPECT_THAT(body(3), HasSubstr(R"("type":"threads.retry_after_item")"));
  EXPECT_THAT(body(3), HasSubstr(R"("item_id":"u1")"));
  EXPECT_THAT(out.str(), HasSubstr("you: Yes?"));
  EXPECT_THAT(out.str(), HasSubstr("Hé"));
}

TEST_F(Chat, HasNothingToAnswerAgainInANewThread) {
  chat("/retry\n/output {}\n");
  EXPECT_THAT(out.str(), HasSubstr("There is no message to answer again."));
  EXPECT_THAT(out.str(), HasSubstr("No tool call waits"));
  EXPECT_EQ(service().sent.size(), 1U);
}

TEST_F(Chat, AnswersAToolCall) {
  const std::string call =
      R"({"type":"thread.item.done","item":{"id":"t1","thread_id":"cthr_1",)"
      R"("created_at":"2026-01-01T00:00:00Z","type":"client_tool_call","status":"pending",)"
      R"("call_id":"c1","name":"where","arguments":{}}})";
  will_answer_with(frame("run_1:1", kCreated) + frame("run_1:2", call) + kEnd);
  will_answer_with(frame("run_1:1", kDelta) + kEnd);
  chat("Hello\n/output {\"lat\": 1}\n/output {\n");
  EXPECT_THAT(out.str(), HasSubstr("[tool call] where {}"));
  EXPECT_THAT(body(2), HasSubstr(R"("call_id":"c1","result":{"lat":1})"));
  EXPECT_THAT(out.str(), HasSubstr("No tool call waits"));
}

TEST_F(Chat, LeavesSlashSlashToTheWorkflow) {
  will_answer_with(greeting());
  chat("//help\n/help\n/nothing\n/open\n");
  EXPECT_THAT(body(1), HasSubstr(R"("text":"/help")"));
  EXPECT_THAT(out.str(), HasSubstr("/retry"));
  EXPECT_THAT(out.str(), HasSubstr("There is no such command."));
  EXPECT_THAT(out.str(), HasSubstr("/open needs ID."));
}

TEST_F(Chat, StopsTheTurnAtTheService) {
  service().stream({frame("run_1:1", kCreated), frame("run_1:2", kDelta) + kEnd}, false, kRun);
  service().answer(200, "{}");
  // The interrupt comes before the service has named the thread: it is stopped once it is known.
  service().on_request = [&](const HttpRequest& request) {
    if (request.body.find("threads.create") != std::string::npos) terminal->interrupt();
  };
  chat("Hello\n");
  ASSERT_EQ(service().sent.size(), 3U);
  EXPECT_EQ(body(2), R"({"type":"threads.stop","params":{"thread_id":"cthr_1","run_id":"run_1"}})");
  EXPECT_THAT(out.str(), HasSubstr("Hé\n[stopped]\n")) << "what came is shown";
}

TEST_F(Chat, StopsATurnOfAKnownThreadAtOnce) {
  arguments.id = "cthr_1";
  service().answer(200, R"({"data":[],"has_more":false})");
  service().stream({frame("run_1:1", kDelta)}, true, kRun);
  service().answer(200, "{}");
  service().stream({kEnd}, false, kRun);
  scripted.timing->on_sleep = [&] { terminal->interrupt(); };  // While it resumes.
  chat("Hello\n");
  EXPECT_THAT(body(3), HasSubstr(R"("type":"threads.stop")"));
  EXPECT_THAT(out.str(), HasSubstr("[stopped]"));
}

TEST_F(Chat, WaitsNoLongerAfterTheSecondInterrupt) {
  service().on_request = [&](const HttpRequest& request) {
    if (request.body.find("threads.create") == std::string::npos) return;
    terminal->interrupt();
    terminal->interrupt();
  };
  service().answer(503, "");
  chat("Hello\n");
  EXPECT_THAT(out.str(), HasSubstr("[stopped]"));
  EXPECT_EQ(service().sent.size(), 2U);
}

TEST_F(Chat, LeavesAfterTwoInterruptsAtThePrompt) {
  in.str("never\n");
  terminal.emplace(client, arguments, shell);
  terminal->interrupt();
  terminal->interrupt();
  terminal->run();
  EXPECT_EQ(service().sent.size(), 1U);
}

TEST_F(Chat, CancelsItsSessionAtTheEnd) {
  chat("");
  service().answer(200, kSessionJson);
  terminal.reset();
  EXPECT_THAT(service().sent.back().url, HasSubstr("/chatkit/sessions/cksess_1/cancel"));
}

TEST_F(Chat, SaysWhereTheAnswerIsWhenTheStreamIsGone) {
  service().stream({frame("run_1:1", kCreated)}, true, kRun);
  service().answer(410, error_json("run_log_expired", ""));
  chat("Hello\n");
  EXPECT_THAT(err.str(), HasSubstr("/history shows the answer"));
  EXPECT_THAT(err.str(), Not(HasSubstr("410")));
}

}  // namespace
}  // namespace chatkit::app
