#include <gmock/gmock.h>

#include "events.hpp"
#include "scripted.hpp"

// A stream goes on over broken connections. Source: contract section 2, "Stop, resume,
// idempotency".
namespace chatkit::testing {
namespace {

using protocol::UserMessageInput;
using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::Each;
using ::testing::ElementsAre;

std::string progress(int number) {
  return frame("run_1:" + std::to_string(number),
               R"({"type":"progress_update","text":")" + std::to_string(number) + "\"}");
}

/// What a stream gave: the texts of its progress events.
std::vector<std::string> read_all(ConversationStream& stream) {
  std::vector<std::string> seen;
  while (const auto event = stream.next()) {
    seen.push_back(std::get<protocol::ProgressUpdate>(*event).text);
  }
  return seen;
}

class Resume : public ::testing::Test {
 protected:
  const std::vector<Headers::Entry> run{{"chatkit-run", "run_1"}, {"x-request-id", "req_1"}};
  ScriptedClient scripted;
  Conversation conversation = scripted.client().conversation("ek_secret");

  ScriptedTransport& transport() { return *scripted.transport; }
  ConversationStream start() { return conversation.create_thread(UserMessageInput("Hi")); }
  std::optional<std::string> sent_header(std::size_t attempt, std::string_view name) {
    const auto value = transport().sent.at(attempt).headers.get(name);
    return value ? std::optional(std::string(*value)) : std::nullopt;
  }
};

TEST_F(Resume, SaysWhatItCan) {
  transport().stream({kEnd}, false, run);
  (void)start();
  EXPECT_EQ(scripted.header("chatkit-capabilities"), "resume, stop");
}

TEST_F(Resume, AsksForWhatFollowsTheLastEventSeen) {
  transport().stream({progress(1) + progress(2)}, true, run).stream({progress(3) + kEnd});
  auto stream = start();
  EXPECT_THAT(read_all(stream), ElementsAre("1", "2", "3"));
  EXPECT_EQ(scripted.last().method, "GET");
  EXPECT_EQ(scripted.last().url, "https://service.test/v1/chatkit/conversation/run_1/events");
  EXPECT_EQ(scripted.header("Last-Event-ID"), "run_1:2");
  EXPECT_EQ(scripted.header("chatkit-capabilities"), "resume, stop");
  EXPECT_EQ(scripted.header("Authorization"), "Bearer ek_secret");
  EXPECT_EQ(scripted.header("Accept"), "text/event-stream");
  EXPECT_EQ(stream.run_id(), "run_1");
  EXPECT_EQ(stream.request_id(), "req_1");
  EXPECT_EQ(stream.last_event_id(), "run_1:3");
}

TEST_F(Resume, AsksForEverythingWhereNothingWasSeen) {
  transport().stream({}, true, run).stream({progress(1) + kEnd});
  auto stream = start();
  EXPECT_THAT(read_all(stream), ElementsAre("1"));
  EXPECT_EQ(scripted.header("Last-Event-ID"), std::nullopt);
}

TEST_F(Resume, TakesAnEndOfFileWithoutTheEndCommentAsACut) {
  transport().stream({progress(1)}, false, run).stream({progress(2) + kEnd});
  auto stream = start();
  EXPECT_THAT(read_all(stream), ElementsAre("1", "2"));
}

TEST_F(Resume, TakesASilenceAsACut) {
  transport().silent_stream({progress(1)}, run).stream({progress(2) + kEnd});
  auto stream = start();
  EXPECT_THAT(read_all(stream), ElementsAre("1", "2"));
}

TEST_F(Resume, WaitsForThreeHeartbeatsAtMost) {
  transport().stream({progress(1)}, true, run).stream({kEnd});
  auto stream = start();
  EXPECT_EQ(transport().read_timeout, seconds(45)) << "a heartbeat comes every 15 s";
  read_all(stream);
  EXPECT_EQ(scripted.last().timeout.phases().read, seconds(45));
}

TEST_F(Resume, KeepsAShorterReadTimeout) {
  transport().stream({kEnd}, false, run);
  (void)conversation.create_thread(UserMessageInput("Hi"), {.timeout = seconds(9)});
  EXPECT_EQ(transport().read_timeout, seconds(9));
}

TEST_F(Resume, EndsWhereNothingIsLeft) {
  transport().stream({progress(1)}, true, run).answer(204, "");
  auto stream = start();
  EXPECT_THAT(read_all(stream), ElementsAre("1"));
  EXPECT_EQ(stream.next(), std::nullopt);
  EXPECT_EQ(transport().sent.size(), 2U);
}

TEST_F(Resume, SaysThatTheThreadIsToBeReloadedWhereTheLogIsGone) {
  for (const int status : {404, 410}) {
    transport().stream({progress(1)}, true, run).answer(status, error_json("run_log_expired", ""));
    auto stream = start();
    EXPECT_TRUE(stream.next());
    try {
      (void)stream.next();
      FAIL() << status;
    } catch (const RunLogExpiredError& error) {
      EXPECT_EQ(error.status(), status);
      EXPECT_EQ(error.code(), "run_log_expired");
    }
    EXPECT_EQ(stream.next(), std::nullopt) << "a stream that failed has ended";
  }
}

TEST_F(Resume, ThrowsARefusal) {
  transport().stream({}, true, run).answer(403, error_json("forbidden", ""));
  auto stream = start();
  EXPECT_THROW((void)stream.next(), PermissionDeniedError);
}

TEST_F(Resume, DropsEventsThatItHasSeen) {
  transport()
      .stream({progress(1) + progress(2)}, true, run)
      .stream({progress(1) + progress(2) + progress(3) + kEnd});
  auto stream = start();
  EXPECT_THAT(read_all(stream), ElementsAre("1", "2", "3"));
}

TEST_F(Resume, WaitsLongerAfterEachFailure) {
  transport()
      .stream({}, true, run)
      .fail(TransportError::Kind::connection)
      .fail(TransportError::Kind::timeout)
      .answer(503, "")
      .stream({progress(1) + kEnd});
  auto stream = start();
  EXPECT_THAT(read_all(stream), ElementsAre("1"));
  EXPECT_THAT(scripted.timing->sleeps, ElementsAre(milliseconds(0), milliseconds(500),
                                                   milliseconds(1000), milliseconds(2000)));
}

TEST_F(Resume, WaitsAsLongAsTheServiceAsks) {
  transport()
      .stream({}, true, run)
      .answer(429, "", {{"Retry-After", "7"}})
      .stream({progress(1) + kEnd});
  auto stream = start();
  EXPECT_THAT(read_all(stream), ElementsAre("1"));
  EXPECT_THAT(scripted.timing->sleeps, ElementsAre(milliseconds(0), milliseconds(7000)));
}

TEST_F(Resume, GivesUpAfterTooManyFailuresWithoutAnEvent) {
  const Conversation short_tempered =
      scripted.client().conversation("ek", {.resume_attempts_max = 3});
  transport().stream({progress(1)}, true, run);
  for (int i = 0; i < 3; ++i) transport().fail(TransportError::Kind::connection);
  auto stream = short_tempered.create_thread(UserMessageInput("Hi"));
  EXPECT_TRUE(stream.next());
  EXPECT_THROW((void)stream.next(), APIConnectionError);
  EXPECT_EQ(transport().sent.size(), 4U);
  EXPECT_EQ(stream.next(), std::nullopt);
}

TEST_F(Resume, GivesUpOnConnectionsThatEndAtOnce) {
  const Conversation short_tempered =
      scripted.client().conversation("ek", {.resume_attempts_max = 2});
  transport().stream({}, false, run).stream({": hi\n\n"}).stream({": hi\n\n"});
  auto stream = short_tempered.create_thread(UserMessageInput("Hi"));
  EXPECT_THROW((void)stream.next(), APIConnectionError);
}

TEST_F(Resume, CountsFailuresAnewAfterEachEvent) {
  const Conversation short_tempered =
      scripted.client().conversation("ek", {.resume_attempts_max = 1});
  transport().stream({progress(1)}, true, run);
  for (int number = 2; number < 20; ++number) transport().stream({progress(number)}, true);
  transport().stream({kEnd});
  auto stream = short_tempered.create_thread(UserMessageInput("Hi"));
  EXPECT_EQ(read_all(stream).size(), 19U);
  EXPECT_THAT(scripted.timing->sleeps, Each(milliseconds(0)));
}

TEST_F(Resume, JoinsTheSameTurnWhereTheAnswerNeverCame) {
  transport().fail(TransportError::Kind::connection).stream({progress(1) + kEnd}, false, run);
  auto stream = start();
  EXPECT_THAT(read_all(stream), ElementsAre("1"));
  EXPECT_EQ(transport().sent[1].method, "POST");
  EXPECT_EQ(transport().sent[1].body, transport().sent[0].body);
  EXPECT_NE(sent_header(0, "Idempotency-Key"), std::nullopt);
  EXPECT_EQ(sent_header(0, "Idempotency-Key"), sent_header(1, "Idempotency-Key"));
}

TEST_F(Resume, GivesEveryOpAnotherKey) {
  transport().stream({kEnd}, false, run).stream({kEnd}, false, run);
  (void)start();
  (void)start();
  EXPECT_NE(sent_header(0, "Idempotency-Key"), sent_header(1, "Idempotency-Key"));
}

TEST_F(Resume, IsNotTriedWithAServiceThatNamesNoRun) {
  transport().stream({progress(1)});
  auto stream = start();
  EXPECT_THAT(read_all(stream), ElementsAre("1")) << "its streams end without a comment";
  transport().stream({progress(1)}, true);
  stream = start();
  EXPECT_TRUE(stream.next());
  EXPECT_THROW((void)stream.next(), APIConnectionError);
  EXPECT_EQ(transport().sent.size(), 2U);
}

TEST_F(Resume, CanBeSwitchedOff) {
  const Conversation plain = scripted.client().conversation("ek", {.resume = false});
  transport().stream({progress(1)}, true, run);
  auto stream = plain.create_thread(UserMessageInput("Hi"));
  EXPECT_EQ(scripted.header("chatkit-capabilities"), std::nullopt);
  EXPECT_TRUE(stream.next());
  EXPECT_THROW((void)stream.next(), APIConnectionError);
  EXPECT_EQ(transport().sent.size(), 1U);
  EXPECT_EQ(transport().read_timeout, std::nullopt) << "there need not be heartbeats";
}

TEST_F(Resume, EndsAWaitWhenItIsToldTo) {
  std::stop_source source;
  scripted.timing->on_sleep = [&] { source.request_stop(); };
  transport().stream({progress(1)}, true, run);
  auto stream =
      conversation.create_thread(UserMessageInput("Hi"), {.stop_token = source.get_token()});
  EXPECT_TRUE(stream.next());
  EXPECT_THROW((void)stream.next(), APIUserAbortError);
  EXPECT_EQ(transport().sent.size(), 1U);
}

/// A service with one run of a few events: each connection gets what follows `Last-Event-ID`, and
/// breaks after as many bytes as the test says; the last one stands.
class CuttingTransport final : public Transport {
 public:
  HttpResponse send(const HttpRequest&) override { throw std::logic_error("no such call"); }
  std::unique_ptr<HttpStream> open(const HttpRequest& request) override {
    std::size_t position = 0;
    if (const auto id = request.headers.get("Last-Event-ID")) {
      position = static_cast<std::size_t>(std::stoi(std::string(id->substr(id->find(':') + 1))));
    }
    std::string bytes;
    for (std::size_t i = position; i < frames.size(); ++i) bytes += frames[i];
    bytes += kEnd;
    ScriptedAnswer answer{{200, Headers{{"chatkit-run", "run_1"}}, {}}};
    answer.response.headers.add("Content-Type", "text/event-stream");
    if (!cuts.empty()) {
      answer.then_fails = cuts.front() < bytes.size() && cuts.front() % 2 == 0;
      bytes.resize(std::min(bytes.size(), cuts.front()));
      cuts.pop_front();
    }
    for (std::size_t at = 0; at < bytes.size(); at += 11) {
      answer.pieces.push_back(bytes.substr(at, 11));
    }
    ++connections;
    return std::make_unique<ScriptedStream>(std::move(answer), read_timeout_);
  }

  std::vector<std::string> frames;
  std::deque<std::size_t> cuts;
  int connections = 0;

 private:
  std::optional<Timeout::Duration> read_timeout_;
};

class CutAnywhere : public ::testing::Test {
 protected:
  CutAnywhere() {
    for (int number = 1; number <= 4; ++number) {
      transport->frames.push_back(progress(number) + ": heartbeat\n\n");
    }
    options.transport = transport;
  }
  std::vector<std::string> read() {
    auto stream = Conversation("ek", options).create_thread(UserMessageInput("Hi"));
    return read_all(stream);
  }
  std::shared_ptr<CuttingTransport> transport = std::make_shared<CuttingTransport>();
  ScriptedClient scripted;
  ClientOptions options = scripted.options();
};

TEST_F(CutAnywhere, ShowsEachEventOnceAndInOrder) {
  std::size_t bytes = std::string_view(kEnd).size();
  for (const auto& each : transport->frames) bytes += each.size();
  for (std::size_t cut = 0; cut <= bytes; ++cut) {
    transport->cuts = {cut};
    transport->connections = 0;
    ASSERT_THAT(read(), ElementsAre("1", "2", "3", "4")) << "cut after byte " << cut;
    // The last line end of the end comment says nothing that its line had not said.
    ASSERT_EQ(transport->connections, cut + 1 < bytes ? 2 : 1) << "cut after byte " << cut;
  }
}

TEST_F(CutAnywhere, ShowsEachEventOnceOverManyCuts) {
  for (std::size_t seed = 1; seed < 200; ++seed) {
    transport->cuts = {seed * 7 % 191, seed * 13 % 97, seed * 31 % 67, seed * 3 % 53};
    ASSERT_THAT(read(), ElementsAre("1", "2", "3", "4")) << "seed " << seed;
  }
}

}  // namespace
}  // namespace chatkit::testing
