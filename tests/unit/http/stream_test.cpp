#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "unit/http/push_source.hpp"
#include "unit/http/server_fixture.hpp"

namespace chatkit::http::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// A server of one thread whose /stream answers with the source of the test.
struct Streaming {
  std::shared_ptr<PushSource> source = std::make_shared<PushSource>();
  RunningServer server{routes(), options()};
  HttpClient client{server.port()};

  Answer open(const std::string& request = "GET /stream HTTP/1.1\r\nHost: test\r\n\r\n") {
    client.send(request);
    return client.read_head();
  }
  std::vector<exchange::Route> routes() {
    std::vector<exchange::Route> made;
    made.push_back(fixed(Method::get, "/hello", "hello"));
    made.push_back(route(Method::get, "/stream", [this](Request&) -> boost::asio::awaitable<Reply> {
      Reply reply;
      reply.stream = source;
      co_return reply;
    }));
    return made;
  }
  static ServerOptions options() {
    ServerOptions made;
    made.threads = 1;
    return made;
  }
};

TEST(HttpStream, SaysWhatAnEventStreamNeeds) {
  Streaming test;
  const Answer answer = test.open();
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.field("content-type"), "text/event-stream; charset=utf-8");
  EXPECT_EQ(answer.field("cache-control"), "no-store");
  EXPECT_EQ(answer.field("x-accel-buffering"), "no");
  EXPECT_EQ(answer.field("transfer-encoding"), "chunked");
  EXPECT_EQ(answer.field("content-length"), "");
  EXPECT_EQ(answer.field("openai-processing-ms"), "0");
}

TEST(HttpStream, WritesWhatIsReadyTogetherAsOneChunk) {
  Streaming test;
  test.open();
  test.source->push({"data: 1\n\n", "data: 2\n\n", "data: 3\n\n"});
  EXPECT_EQ(test.client.read_chunk(), "data: 1\n\ndata: 2\n\ndata: 3\n\n");
  test.source->push({"data: 4\n\n"});
  EXPECT_EQ(test.client.read_chunk(), "data: 4\n\n");
}

TEST(HttpStream, KeepsTheConnectionForTheNextRequestAfterTheEnd) {
  Streaming test;
  test.open();
  test.source->push({"data: 1\n\n"});
  EXPECT_EQ(test.client.read_chunk(), "data: 1\n\n");
  test.source->end();
  EXPECT_EQ(test.client.read_chunk(), "");
  EXPECT_EQ(test.client.get("/hello").body, "hello");
  EXPECT_EQ(test.source->abandoned(), 0);
}

TEST(HttpStream, SendsMoreEventsThanOneWriteTakes) {
  Streaming test;
  test.open();
  const std::string event = "data: " + std::string(100, 'x') + "\n\n";
  std::string expected;
  std::vector<std::string> events;
  for (int i = 0; i < 30'000; ++i) {
    events.push_back(event);
    expected += event;
  }
  test.source->push(events);
  EXPECT_EQ(test.client.read_chunk(), expected);
  test.source->end();
  EXPECT_EQ(test.client.read_chunk(), "");
}

TEST(HttpStream, WritesAHeartbeatAfterFifteenSilentSeconds) {
  Streaming test;
  test.open();
  test.source->wait_until_asked();
  for (int i = 0; i < 2; ++i) {
    test.server.clock.advance(std::chrono::seconds(15) + std::chrono::milliseconds(200));
    EXPECT_EQ(test.client.read_chunk(), ":\n\n");
    // The next silence is counted from the heartbeat: wait until the source is asked again.
    HttpClient other(test.server.port());
    EXPECT_EQ(other.get("/hello").status, 200);
  }
  test.source->push({"data: 1\n\n"});
  EXPECT_EQ(test.client.read_chunk(), "data: 1\n\n");
}

TEST(HttpStream, IsAbandonedWhenTheReaderCloses) {
  Streaming test;
  test.open();
  test.source->wait_until_asked();
  test.client.close();
  EXPECT_TRUE(test.source->wait_until_abandoned());
  HttpClient other(test.server.port());
  EXPECT_EQ(other.get("/hello").status, 200);
  EXPECT_EQ(test.source->abandoned(), 1);
}

TEST(HttpStream, IsAbandonedWhenTheReaderResetsTheConnection) {
  Streaming test;
  test.open();
  test.source->wait_until_asked();
  const linger at_once{1, 0};
  ::setsockopt(test.client.descriptor(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  test.client.close();
  EXPECT_TRUE(test.source->wait_until_abandoned());
}

TEST(HttpStream, IsAbandonedWhenTheReaderClosesBehindAPipelinedRequest) {
  Streaming test;
  test.open();
  test.source->wait_until_asked();
  test.client.send("GET /hello HTTP/1.1\r\nHost: test\r\n\r\n");
  test.client.close();
  EXPECT_TRUE(test.source->wait_until_abandoned());
}

TEST(HttpStream, AnswersARequestThatCameMeanwhileAfterTheEnd) {
  Streaming test;
  test.open();
  test.source->push({"data: 1\n\n"});
  EXPECT_EQ(test.client.read_chunk(), "data: 1\n\n");
  test.client.send("GET /hello HTTP/1.1\r\nHost: test\r\n\r\n");
  test.source->push({"data: 2\n\n"});
  EXPECT_EQ(test.client.read_chunk(), "data: 2\n\n");
  test.source->end();
  EXPECT_EQ(test.client.read_chunk(), "");
  EXPECT_EQ(test.client.read_answer().body, "hello");
}

TEST(HttpStream, ReachesAnHttp10ReaderUntilTheConnectionCloses) {
  Streaming test;
  const Answer answer = test.open("GET /stream HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_EQ(answer.field("transfer-encoding"), "");
  EXPECT_EQ(answer.field("connection"), "close");
  test.source->push({"data: 1\n\n"});
  test.source->end();
  EXPECT_EQ(test.client.read_to_end(), "data: 1\n\n");
}

TEST(HttpStream, IsAbandonedAtOnceByAHeadRequest) {
  Streaming test;
  EXPECT_EQ(test.open("HEAD /stream HTTP/1.1\r\nHost: test\r\n\r\n").status, 200);
  EXPECT_TRUE(test.source->wait_until_abandoned());
  EXPECT_EQ(test.client.get("/hello").status, 200);
}

TEST(HttpStop, LetsAStreamFinishWithinItsGrace) {
  Streaming test;
  test.open();
  test.source->push({"data: 1\n\n"});
  EXPECT_EQ(test.client.read_chunk(), "data: 1\n\n");
  HttpClient idle(test.server.port());
  EXPECT_EQ(idle.get("/hello").status, 200);
  test.server.server->stop(std::chrono::seconds(60));
  EXPECT_TRUE(idle.is_closed_by_peer());
  test.source->push({"data: 2\n\n"});
  EXPECT_EQ(test.client.read_chunk(), "data: 2\n\n");
  test.source->end();
  EXPECT_EQ(test.client.read_chunk(), "");
  test.server.join();
  EXPECT_TRUE(test.client.is_closed_by_peer());
  EXPECT_FALSE(HttpClient(test.server.port()).connected());
  EXPECT_EQ(test.source->abandoned(), 0);
}

TEST(HttpStop, EndsWhatStillRunsAfterItsGrace) {
  Streaming test;
  test.open();
  test.source->wait_until_asked();
  test.server.server->stop(std::chrono::seconds(60));
  test.server.stop(std::chrono::milliseconds(1));
  EXPECT_EQ(test.source->abandoned(), 1);
  EXPECT_THAT(test.client.read_to_end(), Not(HasSubstr("0\r\n\r\n")));
}

TEST(HttpStop, ReturnsAtOnceFromAServerWithoutConnections) {
  Streaming test;
  test.client.close();
  test.server.stop(std::chrono::seconds(60));
  test.server.server->stop(std::chrono::seconds(60));
}

}  // namespace
}  // namespace chatkit::http::test
