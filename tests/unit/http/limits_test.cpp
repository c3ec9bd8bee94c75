#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/http/push_source.hpp"
#include "unit/http/server_fixture.hpp"

namespace chatkit::http::test {
namespace {

using ::testing::HasSubstr;

exchange::Route stream_of(std::string pattern, std::shared_ptr<PushSource> source) {
  return route(Method::get, std::move(pattern),
               [source](Request&) -> boost::asio::awaitable<Reply> {
                 Reply reply;
                 reply.stream = source;
                 co_return reply;
               });
}

std::vector<exchange::Route> limited_routes() {
  std::vector<exchange::Route> made;
  made.push_back(fixed(Method::get, "/hello", "hello"));
  made.push_back(route(Method::post, "/echo", echo_body));
  return made;
}

TEST(HttpLimits, SlowHeaderIsAnswered408AfterThirtySecondsAndClosed) {
  RunningServer server(limited_routes(), one_thread());
  HttpClient client(server.port());
  client.send("GET /hello HTTP/1.1\r\nHo");
  settle(server);
  server.clock.advance(std::chrono::seconds(30) + kTwoTicks);
  const Answer answer = client.read_answer();
  EXPECT_EQ(answer.status, 408);
  EXPECT_EQ(answer.field("connection"), "close");
  EXPECT_THAT(answer.body, HasSubstr("\"code\":\"request_timeout\""));
  EXPECT_TRUE(client.is_closed_by_peer());
}

TEST(HttpLimits, MoreBytesDoNotBuyASlowHeaderMoreTime) {
  RunningServer server(limited_routes(), one_thread());
  HttpClient client(server.port());
  client.send("GET /hello HTTP/1.1\r\n");
  for (int i = 0; i < 3; ++i) {
    settle(server);
    server.clock.advance(std::chrono::seconds(10));
    client.send("X: y\r\n");
  }
  server.clock.advance(kTwoTicks);
  EXPECT_EQ(client.read_answer().status, 408);
}

TEST(HttpLimits, SlowBodyIsAnswered408) {
  RunningServer server(limited_routes(), one_thread());
  HttpClient counted(server.port());
  HttpClient chunked(server.port());
  counted.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 10\r\n\r\n12345");
  chunked.send("POST /echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n123");
  settle(server);
  server.clock.advance(std::chrono::seconds(30) + kTwoTicks);
  EXPECT_EQ(counted.read_answer().status, 408);
  EXPECT_EQ(chunked.read_answer().status, 408);
}

TEST(HttpLimits, IdleConnectionsLiveForTheIdleTimeoutAndNoLonger) {
  RunningServer server(limited_routes(), one_thread());
  HttpClient idle(server.port());
  EXPECT_EQ(idle.get("/hello").status, 200);
  HttpClient slow(server.port());
  slow.send("GET ");
  settle(server);
  // The refusal of the slow one shows that the wheel has turned this far.
  server.clock.advance(std::chrono::seconds(31));
  EXPECT_EQ(slow.read_answer().status, 408);
  EXPECT_EQ(idle.get("/hello").status, 200);
  settle(server);
  server.clock.advance(std::chrono::seconds(75) + kTwoTicks);
  EXPECT_TRUE(idle.is_closed_by_peer());
}

TEST(HttpLimits, AnIdleConnectionWithoutABufferStillAnswers) {
  RunningServer server(limited_routes(), one_thread());
  HttpClient client(server.port());
  EXPECT_EQ(client.get("/hello").status, 200);
  HttpClient slow(server.port());
  slow.send("GET ");
  for (int i = 0; i < 3; ++i) {
    settle(server);
    server.clock.advance(std::chrono::seconds(11));
  }
  EXPECT_EQ(slow.read_answer().status, 408);
  EXPECT_EQ(client.get("/hello").status, 200);
  EXPECT_EQ(client.get("/hello").status, 200);
}

TEST(HttpLimits, EmptyLinesBeforeARequestAreIgnoredHoweverTheyArrive) {
  RunningServer server(limited_routes(), one_thread());
  HttpClient client(server.port());
  for (const char* piece : {"\r", "\n", "\r\n", "\r\n\r", "\nGET /hello "}) {
    client.send(piece);
    settle(server);
  }
  client.send("HTTP/1.1\r\nHost: test\r\n\r\n");
  EXPECT_EQ(client.read_answer().body, "hello");
}

TEST(HttpLimits, HeaderOf32KiBIsReadAndOneByteMoreIs431) {
  RunningServer server(limited_routes());
  const std::string start = "GET /hello HTTP/1.1\r\nHost: test\r\nX: ";
  const std::string padding(32'768 - start.size() - 4, 'x');
  HttpClient fits(server.port());
  fits.send(start + padding + "\r\n\r\n");
  EXPECT_EQ(fits.read_answer().status, 200);
  EXPECT_EQ(fits.get("/hello").status, 200);
  HttpClient too_large(server.port());
  too_large.send(start + padding + "x\r\n\r\n");
  const Answer answer = too_large.read_answer();
  EXPECT_EQ(answer.status, 431);
  EXPECT_THAT(answer.body, HasSubstr("\"error\":"));
  EXPECT_TRUE(too_large.is_closed_by_peer());
  HttpClient endless(server.port());
  endless.send(start + std::string(32'768, 'x'));
  EXPECT_EQ(endless.read_answer().status, 431);
}

TEST(HttpLimits, UrlOf8KiBIsReadAndOneByteMoreIs414) {
  RunningServer server(limited_routes());
  HttpClient client(server.port());
  const std::string path = "/hello?" + std::string(8192 - 6, 'q');
  EXPECT_EQ(client.get(path).status, 200);
  EXPECT_EQ(client.get(path + "q").status, 414);
}

TEST(HttpLimits, MalformedRequestsAreAnswered400AndClosed) {
  RunningServer server(limited_routes());
  const std::string host = "Host: test\r\n";
  const std::vector<std::pair<std::string, std::string>> requests = {
      {"garbage", std::string("\x16\x03\x01\x02\x00\x01", 6)},
      {"no host", "GET /hello HTTP/1.1\r\n\r\n"},
      {"two hosts", "GET /hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"},
      {"another protocol", "GET /hello HTTP/3.0\r\n" + host + "\r\n"},
      {"no version", "GET /hello\r\n\r\n"},
      {"a space in the target", "GET /hel lo HTTP/1.1\r\n" + host + "\r\n"},
      {"a relative target", "GET hello HTTP/1.1\r\n" + host + "\r\n"},
      {"a space before the colon", "GET /hello HTTP/1.1\r\n" + host + "X : y\r\n\r\n"},
      {"a folded field", "GET /hello HTTP/1.1\r\n" + host + "X: y\r\n z\r\n\r\n"},
      {"a fold behind nothing", "POST /echo HTTP/1.1\r\n" + host + "Content-Length:\r\n 1\r\n\r\n"},
      {"a folded coding",
       "POST /echo HTTP/1.1\r\n" + host + "Transfer-Encoding:\r\n chunked\r\n\r\n"},
      {"a coding with a parameter",
       "POST /echo HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked;q=1\r\n\r\n"},
      {"two codings",
       "POST /echo HTTP/1.1\r\n" + host + "Transfer-Encoding: gzip, chunked\r\n\r\n"},
      {"a control character", "GET /hello HTTP/1.1\r\n" + host + "X: \x01\r\n\r\n"},
      {"a negative length", "POST /echo HTTP/1.1\r\n" + host + "Content-Length: -1\r\n\r\n"},
      {"a length beyond 64 bits",
       "POST /echo HTTP/1.1\r\n" + host + "Content-Length: 99999999999999999999\r\n\r\n"},
      {"two lengths",
       "POST /echo HTTP/1.1\r\n" + host + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n"},
      {"a length and chunks", "POST /echo HTTP/1.1\r\n" + host +
                                  "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"},
      {"chunks and a length", "POST /echo HTTP/1.1\r\n" + host +
                                  "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n"},
      {"another coding", "POST /echo HTTP/1.1\r\n" + host + "Transfer-Encoding: gzip\r\n\r\n"},
      {"chunked is not last",
       "POST /echo HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked, gzip\r\n\r\n"},
      {"a chunk size of letters",
       "POST /echo HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\nzz\r\n"},
      {"a chunk without its end", "POST /echo HTTP/1.1\r\n" + host +
                                      "Transfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n"},
      {"another expectation",
       "POST /echo HTTP/1.1\r\n" + host + "Content-Length: 1\r\nExpect: wonders\r\n\r\n"},
  };
  for (const auto& [name, bytes] : requests) {
    SCOPED_TRACE(name);
    HttpClient client(server.port());
    client.send(bytes);
    const Answer answer = client.read_answer();
    EXPECT_EQ(answer.status, 400);
    EXPECT_EQ(answer.field("connection"), "close");
    EXPECT_THAT(answer.body, HasSubstr("\"type\":\"invalid_request_error\""));
    EXPECT_TRUE(client.is_closed_by_peer());
  }
}

TEST(HttpLimits, AChunkLargerThanAnythingIs413) {
  RunningServer server(limited_routes());
  HttpClient client(server.port());
  client.send(
      "POST /echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n"
      "FFFFFFFFFFFFFFF0\r\n");
  EXPECT_EQ(client.read_answer().status, 413);
}

TEST(HttpLimits, TruncatedRequestsHarmNobody) {
  RunningServer server(limited_routes());
  const std::string whole = "POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 4\r\n\r\nbody";
  for (std::size_t bytes = 0; bytes < whole.size(); ++bytes) {
    HttpClient client(server.port());
    client.send(whole.substr(0, bytes));
    client.half_close();
    const std::string rest = client.read_to_end();
    EXPECT_THAT(rest, ::testing::Not(HasSubstr("200 OK"))) << bytes;
  }
  HttpClient client(server.port());
  client.send(whole);
  EXPECT_EQ(client.read_answer().body, "body");
}

TEST(HttpLimits, TheLongestIdleConnectionMakesRoomForANewOne) {
  ServerOptions options = one_thread();
  options.limits.connections_max = 3;
  RunningServer server(limited_routes(), options);
  HttpClient first(server.port());
  HttpClient second(server.port());
  HttpClient third(server.port());
  for (HttpClient* client : {&first, &second, &third}) {
    EXPECT_EQ(client->get("/hello").status, 200);
    server.clock.advance(std::chrono::milliseconds(1));
  }
  EXPECT_EQ(first.get("/hello").status, 200);  // Now the second has been idle for longest.
  EXPECT_EQ(third.get("/hello").status, 200);
  HttpClient fourth(server.port());
  EXPECT_EQ(fourth.get("/hello").status, 200);
  EXPECT_TRUE(second.is_closed_by_peer());
  EXPECT_EQ(first.get("/hello").status, 200);
  EXPECT_EQ(third.get("/hello").status, 200);
}

TEST(HttpLimits, SlowHeadersDoNotKeepOthersOut) {
  ServerOptions options = one_thread();
  options.limits.connections_max = 1;
  RunningServer server(limited_routes(), options);
  HttpClient slow(server.port());
  EXPECT_EQ(slow.get("/hello").status, 200);
  slow.send("GET /hello HT");
  HttpClient next(server.port());
  EXPECT_EQ(next.get("/hello").status, 200);
  EXPECT_TRUE(slow.is_closed_by_peer());
}

TEST(HttpLimits, AFullServerWithoutIdleConnectionsAnswers503) {
  auto source = std::make_shared<PushSource>();
  std::vector<exchange::Route> made = limited_routes();
  made.push_back(stream_of("/stream", source));
  ServerOptions options = one_thread();
  options.limits.connections_max = 1;
  RunningServer server(std::move(made), options);
  HttpClient busy(server.port());
  busy.send("GET /stream HTTP/1.1\r\nHost: test\r\n\r\n");
  EXPECT_EQ(busy.read_head().status, 200);
  HttpClient refused(server.port());
  const Answer answer = refused.read_answer();
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.field("retry-after"), "1");
  EXPECT_THAT(answer.field("x-request-id"), HasSubstr("req_"));
  EXPECT_THAT(answer.body, HasSubstr("\"type\":\"server_error\""));
  EXPECT_TRUE(refused.is_closed_by_peer());
}

TEST(HttpLimits, AReaderThatDoesNotReadLosesItsStream) {
  auto source = std::make_shared<PushSource>();
  std::vector<exchange::Route> made = limited_routes();
  made.push_back(stream_of("/stream", source));
  RunningServer server(std::move(made), one_thread());
  HttpClient client(server.port());
  client.send("GET /stream HTTP/1.1\r\nHost: test\r\n\r\n");
  EXPECT_EQ(client.read_head().status, 200);
  source->push({std::string(16U << 20U, 'x')});
  settle(server);
  // 30 s, and a second for each 8 KiB that are left.
  server.clock.advance(std::chrono::seconds(30 + 2048) + kTwoTicks);
  EXPECT_TRUE(source->wait_until_abandoned());
}

}  // namespace
}  // namespace chatkit::http::test
