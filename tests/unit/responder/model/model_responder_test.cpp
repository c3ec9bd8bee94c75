#include "responder/model/model_responder.hpp"

#include <gmock/gmock.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <future>
#include <mutex>

#include "contract/client/socket_server.hpp"
#include "responder/model/failure.hpp"
#include "support/fake_turn.hpp"
#include "support/run.hpp"

// Whole answers, against an endpoint that is scripted byte by byte.
namespace chatkit::responder {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using chatkit::test::FakeTurn;
using chatkit::test::user_item;
using chatkit::testing::Connection;
using chatkit::testing::SocketServer;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

constexpr std::string_view kHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n";

std::string delta(std::string_view text) {
  return "data: {\"model\":\"m-1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" +
         std::string(text) + "\"},\"finish_reason\":null}]}\n\n";
}
constexpr std::string_view kStop =
    "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
constexpr std::string_view kUsage =
    "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":3}}\n\n";
constexpr std::string_view kDone = "data: [DONE]\n\n";

/// An event stream that the connection outlives.
std::string streamed(std::string_view events) {
  return std::string(kHead) + "Content-Length: " + std::to_string(events.size()) + "\r\n\r\n" +
         std::string(events);
}
/// One that ends where the connection does.
std::string cut(std::string_view events) {
  return std::string(kHead) + "Content-Length: 1000000\r\n\r\n" + std::string(events);
}
std::string whole_answer() {
  return streamed(delta("Hel") + delta("lo.") + std::string(kStop) + std::string(kUsage) +
                  std::string(kDone));
}

/// Gives one answer after another, each on a connection of its own; keeps the requests.
class Upstream {
 public:
  explicit Upstream(std::vector<std::string> answers)
      : answers_(std::move(answers)), server_([this](Connection& connection) {
          const std::optional<std::string> request = connection.read_request();
          if (!request) return;
          connection.write(next(*request));
        }) {}
  std::string url() const { return server_.url("/v1"); }
  std::vector<std::string> requests() {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

 private:
  std::string next(const std::string& request) {
    const std::lock_guard lock(mutex_);
    requests_.push_back(request);
    const std::size_t at = std::min(requests_.size(), answers_.size()) - 1;
    return answers_[at];
  }

  std::mutex mutex_;
  std::vector<std::string> answers_;
  std::vector<std::string> requests_;
  SocketServer server_;
};

class ModelResponder : public ::testing::Test {
 protected:
  ModelResponder() { turn_->items = {user_item("1", "Say hello")}; }

  void use(const std::string& url, std::map<std::string, std::string> options = {}) {
    options["url"] = url;
    options["model"] = "m";
    turn_->set_options(std::move(options));
  }
  Result<void> respond() { return chatkit::test::run(responder_->respond(turn_)); }
  std::string answer() {
    const std::vector<protocol::ThreadItem> done = turn_->done();
    if (done.size() != 1) return "no answer";
    return std::get<protocol::AssistantMessage>(done.front().kind).content.at(0).text;
  }
  Result<std::optional<std::string>> title() {
    auto question = std::make_shared<Question>();
    question->session = turn_->view;
    return chatkit::test::run(responder_->title(question, turn_->items.front()));
  }

  std::shared_ptr<FakeTurn> turn_ = std::make_shared<FakeTurn>();
  std::unique_ptr<Responder> responder_ = make_model_responder(outbound::Outbound::make());
};

TEST_F(ModelResponder, StreamsTheAnswer) {
  Upstream upstream({whole_answer()});
  use(upstream.url());
  const Result<void> done = respond();
  ASSERT_TRUE(done) << done.error().log_text;
  EXPECT_THAT(turn_->deltas(), ElementsAre("Hel", "lo."));
  EXPECT_EQ(answer(), "Hello.");
  ASSERT_EQ(turn_->events.size(), 6U);
  EXPECT_TRUE(std::holds_alternative<protocol::ItemAdded>(turn_->events.front()));
  ASSERT_EQ(turn_->usages.size(), 1U);
  EXPECT_EQ(turn_->usages.front().model, "m-1");
  EXPECT_EQ(turn_->usages.front().tokens_in, 12U);
  EXPECT_EQ(turn_->usages.front().tokens_out, 3U);
}

TEST_F(ModelResponder, AsksAsTheDialectWants) {
  Upstream upstream({whole_answer()});
  use(upstream.url() + "/", {{"instructions", "Be brief."}, {"max_output_tokens", "9"}});
  ASSERT_TRUE(respond());
  const std::string request = upstream.requests().at(0);
  EXPECT_THAT(request, StartsWith("POST /v1/chat/completions HTTP/1.1\r\n"));
  EXPECT_THAT(request, HasSubstr("\r\nContent-Type: application/json\r\n"));
  EXPECT_THAT(request, HasSubstr("\r\nAccept: text/event-stream\r\n"));
  EXPECT_THAT(request, Not(HasSubstr("Authorization")));
  EXPECT_THAT(request,
              HasSubstr(R"({"model":"m","messages":[{"role":"system","content":"Be brief."},)"
                        R"({"role":"user","content":"Say hello"}],"max_tokens":9,"stream":true,)"
                        R"("stream_options":{"include_usage":true}})"));
}

TEST_F(ModelResponder, EachDeltaIsSentAsItComes) {
  std::promise<void> seen;
  SocketServer server([&seen](Connection& connection) {
    connection.read_request();
    connection.write(std::string(kHead) + "\r\n" + delta("first"));
    seen.get_future().wait();
    connection.write(delta(" second") + std::string(kDone));
  });
  use(server.url("/v1"));
  turn_->on_emit = [&](const protocol::Event& event) {
    const auto* updated = std::get_if<protocol::ItemUpdated>(&event);
    if (updated != nullptr &&
        std::holds_alternative<protocol::ContentPartTextDelta>(updated->update)) {
      turn_->on_emit = nullptr;
      seen.set_value();
    }
  };
  ASSERT_TRUE(respond());
  EXPECT_EQ(answer(), "first second");
}

TEST_F(ModelResponder, SendsTheModelThatAMessageMayChoose) {
  Upstream upstream({whole_answer()});
  use(upstream.url(), {{"models", "small,large"}});
  auto& message = std::get<protocol::UserMessage>(turn_->items.back().kind);
  message.inference_options.model = "large";
  ASSERT_TRUE(respond());
  message.inference_options.model = "expensive";
  ASSERT_TRUE(respond());
  EXPECT_THAT(upstream.requests().at(0), HasSubstr(R"("model":"large")"));
  EXPECT_THAT(upstream.requests().at(1), HasSubstr(R"("model":"m")"));
}

TEST_F(ModelResponder, SendsItsKeyAndNeverLogsIt) {
  Upstream upstream({SocketServer::answer(401, "{\"error\":\"Incorrect key sk-secret-1\"}")});
  use(upstream.url());
  auto with_key = std::make_shared<workflow::Workflow>(*turn_->view.workflow);
  with_key->secrets["key"] = Secret("sk-secret-1");
  turn_->view.workflow = with_key;
  const Error error = respond().error();
  EXPECT_THAT(upstream.requests().at(0), HasSubstr("\r\nAuthorization: Bearer sk-secret-1\r\n"));
  EXPECT_EQ(error.message, kRefused);
  EXPECT_THAT(error.log_text, HasSubstr("401"));
  EXPECT_THAT(error.log_text, HasSubstr("Incorrect key ***"));
}

TEST_F(ModelResponder, EndsWellWithoutTheLastWord) {
  for (const std::string& events :
       {delta("Hello.") + std::string(kStop), delta("Hello.") + std::string(kDone)}) {
    Upstream upstream({streamed(events)});
    turn_->events.clear();
    use(upstream.url());
    ASSERT_TRUE(respond());
    EXPECT_EQ(answer(), "Hello.");
  }
}

TEST_F(ModelResponder, AFinishedAnswerSurvivesACut) {
  Upstream upstream({cut(delta("Hello.") + std::string(kStop))});
  use(upstream.url());
  ASSERT_TRUE(respond());
  EXPECT_EQ(answer(), "Hello.");
}

TEST_F(ModelResponder, AnAnswerCutShortFailsTheTurn) {
  for (const std::string& bytes : {streamed(delta("Hel")), cut(delta("Hel"))}) {
    Upstream upstream({bytes});
    turn_->events.clear();
    use(upstream.url());
    const Result<void> done = respond();
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, "custom");
    EXPECT_EQ(done.error().message, kCut);
    EXPECT_FALSE(done.error().permanent);
    EXPECT_EQ(upstream.requests().size(), 1U);  // What was begun is never begun again.
    EXPECT_THAT(turn_->done(), IsEmpty());
  }
}

struct Bad {
  const char* name;
  std::string answer;
  std::string_view sentence;
};

TEST_F(ModelResponder, SaysOneSentenceAboutWhatItCannotRead) {
  const std::string huge = delta(std::string(10U << 20U, 'x'));
  const Bad bads[] = {
      {"not a stream", SocketServer::answer(200, "{}", "Content-Type: application/json\r\n"),
       kUnreadable},
      {"malformed chunk", streamed(delta("a") + "data: {\"choices\":\n\n"), kUnreadable},
      {"error inside", streamed("data: {\"error\":{\"message\":\"broken\"}}\n\n"), kCut},
      {"huge delta", streamed(huge), kTooMuch},
      {"no text", streamed(std::string(kStop) + std::string(kDone)), kNothing},
      {"redirect", SocketServer::answer(307, "", "Location: http://127.0.0.1:1/\r\n"), kRefused},
      {"no HTTP", "SSH-2.0-x\r\n", kUnreadable},
      {"server error", SocketServer::answer(500, "broken"), kNotReachable},
  };
  for (const Bad& bad : bads) {
    Upstream upstream({bad.answer});
    use(upstream.url());
    const Result<void> done = respond();
    ASSERT_FALSE(done) << bad.name;
    EXPECT_EQ(done.error().code, "custom") << bad.name;
    EXPECT_EQ(done.error().message, bad.sentence) << bad.name;
    EXPECT_EQ(upstream.requests().size(), 1U) << bad.name;
    EXPECT_LT(done.error().log_text.size(), 5000U) << bad.name;
  }
}

TEST_F(ModelResponder, TriesAgainBeforeTheFirstWord) {
  Upstream upstream({SocketServer::answer(429, "", "Retry-After: 2\r\n"),
                     SocketServer::answer(503, "Loading model"), whole_answer()});
  use(upstream.url());
  ASSERT_TRUE(respond());
  EXPECT_EQ(answer(), "Hello.");
  ASSERT_EQ(turn_->slept.size(), 2U);
  EXPECT_EQ(turn_->slept.front(), 2s);
}

TEST_F(ModelResponder, TriesAgainWhenTheConnectionBreaksBeforeTheFirstWord) {
  Upstream upstream({"", cut(""), whole_answer()});
  use(upstream.url());
  ASSERT_TRUE(respond());
  EXPECT_EQ(upstream.requests().size(), 3U);
  EXPECT_EQ(answer(), "Hello.");
}

TEST_F(ModelResponder, GivesUpAfterTwoRetries) {
  Upstream upstream({SocketServer::answer(503, "Loading model")});
  use(upstream.url());
  const Error error = respond().error();
  EXPECT_EQ(error.message, kNotReachable);
  EXPECT_THAT(error.log_text, HasSubstr("Loading model"));
  EXPECT_EQ(upstream.requests().size(), 3U);
}

TEST_F(ModelResponder, DoesNotWaitLong) {
  Upstream upstream({SocketServer::answer(429, "", "Retry-After: 60\r\n")});
  use(upstream.url());
  EXPECT_EQ(respond().error().message, kBusy);
  EXPECT_EQ(upstream.requests().size(), 1U);
}

TEST_F(ModelResponder, NobodyThereIsToldAsSuch) {
  std::string url;
  {
    const Upstream gone({""});
    url = gone.url();
  }
  use(url);
  EXPECT_EQ(respond().error().message, kNotReachable);
  EXPECT_EQ(turn_->slept.size(), 2U);
}

TEST_F(ModelResponder, SilenceIsToldAsSuch) {
  SocketServer server([](Connection& connection) {
    connection.read_request();
    connection.wait_for_close();
  });
  use(server.url("/v1"), {{"idle_timeout", "50"}});
  EXPECT_EQ(respond().error().message, kSilent);
  EXPECT_EQ(server.connections(), 1);
}

TEST_F(ModelResponder, AStoppedTurnClosesTheConnection) {
  std::promise<void> closed;
  SocketServer server([&closed](Connection& connection) {
    connection.read_request();
    connection.write(std::string(kHead) + "\r\n" + delta("first"));
    connection.wait_for_close();
    closed.set_value();
  });
  use(server.url("/v1"));
  asio::io_context context;
  asio::cancellation_signal cancel;
  turn_->on_emit = [&](const protocol::Event& event) {
    if (!std::holds_alternative<protocol::ItemUpdated>(event)) return;
    turn_->on_emit = nullptr;
    asio::post(context, [&] { cancel.emit(asio::cancellation_type::terminal); });
  };
  bool ended = false;
  asio::co_spawn(
      context, responder_->respond(turn_),
      asio::bind_cancellation_slot(cancel.slot(), [&ended](std::exception_ptr, Result<void> done) {
        ended = true;
        EXPECT_FALSE(done);
      }));
  const auto work = asio::make_work_guard(context);
  while (!ended) context.run_one();
  EXPECT_EQ(closed.get_future().wait_for(20s), std::future_status::ready);
  EXPECT_THAT(turn_->done(), IsEmpty());
}

TEST_F(ModelResponder, ReturnsOnceItIsToldThatTheTurnHasEnded) {
  Upstream upstream({whole_answer()});
  use(upstream.url());
  turn_->on_emit = [&](const protocol::Event&) { turn_->stop(); };
  EXPECT_EQ(respond().error().code, "turn_ended");
}

std::string completion(std::string_view text) {
  return SocketServer::answer(200,
                              "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                              "\"content\":\"" +
                                  std::string(text) + "\"}}]}",
                              "Content-Type: application/json\r\n");
}

TEST_F(ModelResponder, MakesTitles) {
  EXPECT_TRUE(responder_->makes_titles());
  Upstream upstream({completion("\\\"A greeting.\\\"\\n")});
  use(upstream.url());
  EXPECT_EQ(title().value(), "A greeting");
  EXPECT_THAT(upstream.requests().at(0), HasSubstr("\"stream\":false"));
  EXPECT_THAT(upstream.requests().at(0), HasSubstr("Say hello"));
}

TEST_F(ModelResponder, LeavesTitlesToTheFirstWords) {
  Upstream upstream({completion("")});
  use(upstream.url());
  EXPECT_EQ(title().value(), std::nullopt);
  use(upstream.url(), {{"title", "false"}});
  EXPECT_EQ(title().value(), std::nullopt);
  EXPECT_EQ(upstream.requests().size(), 1U);
  Upstream broken({SocketServer::answer(500, "")});
  use(broken.url());
  EXPECT_FALSE(title());
}

}  // namespace
}  // namespace chatkit::responder
