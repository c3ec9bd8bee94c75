#include "http/server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/http/server_fixture.hpp"

namespace chatkit::http::test {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::Not;

boost::asio::awaitable<Reply> throw_up(Request&) {
  throw std::runtime_error("the inside of the machine");
  co_return Reply();
}

boost::asio::awaitable<Reply> say_parameters(Request& request) {
  std::string text;
  for (const std::string& parameter : request.path_parameters) text += "[" + parameter + "]";
  co_return Reply(text);
}

boost::asio::awaitable<Reply> ignore_body(Request&) { co_return Reply("ignored"); }

boost::asio::awaitable<Reply> say_peer(Request& request) { co_return Reply(request.peer_address); }

boost::asio::awaitable<Reply> say_request_id(Request& request) {
  co_return Reply(request.request_id);
}

std::vector<exchange::Route> routes() {
  std::vector<exchange::Route> made;
  made.push_back(fixed(Method::get, "/hello", "{\"hello\":\"world\"}"));
  made.push_back(route(Method::post, "/echo", echo_body));
  made.push_back(route(Method::post, "/ignore", ignore_body));
  made.push_back(route(Method::get, "/throw", throw_up));
  made.push_back(route(Method::get, "/peer", say_peer));
  made.push_back(route(Method::get, "/id", say_request_id));
  made.push_back(route(Method::get, "/threads/{thread_id}", say_parameters));
  made.push_back(route(Method::delete_, "/threads/{thread_id}", say_parameters));
  made.push_back(route(Method::get, "/threads/{thread_id}/items/{item_id}", say_parameters));
  exchange::Route small = route(Method::post, "/small", echo_body);
  small.body_bytes_max = 10;
  made.push_back(small);
  return made;
}

std::string post(const std::string& target, const std::string& body,
                 const std::string& fields = "") {
  return "POST " + target +
         " HTTP/1.1\r\nHost: test\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
         fields + "\r\n" + body;
}

TEST(HttpServer, AnswersAndKeepsTheConnection) {
  RunningServer server(routes());
  HttpClient client(server.port());
  for (int i = 0; i < 3; ++i) {
    const Answer answer = client.get("/hello");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "{\"hello\":\"world\"}");
    EXPECT_EQ(answer.field("content-type"), "application/json");
    EXPECT_EQ(answer.field("connection"), "");
  }
}

TEST(HttpServer, NamesEveryAnswerAndSaysHowLongItTook) {
  RunningServer server(routes());
  HttpClient client(server.port());
  const Answer first = client.get("/id");
  const Answer second = client.get("/nowhere");
  EXPECT_THAT(first.field("x-request-id"), MatchesRegex("req_[0-9a-f]{32}"));
  EXPECT_EQ(first.body, first.field("x-request-id"));
  EXPECT_EQ(first.field("openai-processing-ms"), "0");
  EXPECT_THAT(second.field("x-request-id"), MatchesRegex("req_[0-9a-f]{32}"));
  EXPECT_NE(first.field("x-request-id"), second.field("x-request-id"));
}

TEST(HttpServer, LogsEachRequestOnceWithItsRouteAndNoQuery) {
  RunningServer server(routes());
  HttpClient client(server.port());
  const Answer answer = client.get("/threads/cthr_1?user=secret_person");
  server.stop(std::chrono::milliseconds(0));
  const std::string expected = "http_request request_id=" + answer.field("x-request-id") +
                               " method=GET route=/threads/{thread_id} status=200 ms=0";
  EXPECT_THAT(server.log.lines(), Contains(expected).Times(1));
  EXPECT_THAT(server.log.lines(), Not(Contains(HasSubstr("secret_person"))));
}

TEST(HttpServer, CountsRequestsByMethodAndStatusClass) {
  RunningServer server(routes());
  HttpClient client(server.port());
  client.get("/hello");
  client.get("/hello");
  client.get("/nowhere");
  const std::string text = server.metrics.text();
  EXPECT_THAT(text, HasSubstr("chatkit_http_requests_total{method=\"GET\",status=\"2xx\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("chatkit_http_requests_total{method=\"GET\",status=\"4xx\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("chatkit_http_connections 1\n"));
  EXPECT_THAT(text, HasSubstr("chatkit_http_request_seconds_count 3\n"));
}

TEST(HttpServer, SaysUnknownUrlInTheErrorFormatOfTheApi) {
  RunningServer server(routes());
  HttpClient client(server.port());
  const Answer answer = client.get("/nowhere");
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(answer.field("content-type"), "application/json");
  EXPECT_THAT(answer.body, HasSubstr("\"type\":\"invalid_request_error\""));
  EXPECT_THAT(answer.body, HasSubstr("\"param\":null"));
  EXPECT_THAT(answer.body, HasSubstr("Unknown request URL: GET /nowhere."));
}

TEST(HttpServer, AnswersNothingBehindASlashWith404) {
  RunningServer server(routes());
  HttpClient client(server.port());
  EXPECT_EQ(client.get("/threads/").status, 404);
  EXPECT_EQ(client.get("/threads/cthr_1/items/").status, 404);
}

TEST(HttpServer, AnswersAWrongMethodWith405AndAllow) {
  RunningServer server(routes());
  HttpClient client(server.port());
  client.send("PUT /threads/cthr_1 HTTP/1.1\r\nHost: test\r\nContent-Length: 0\r\n\r\n");
  const Answer answer = client.read_answer();
  EXPECT_EQ(answer.status, 405);
  EXPECT_EQ(answer.field("allow"), "GET, HEAD, DELETE, OPTIONS");
  client.send("BREW /hello HTTP/1.1\r\nHost: test\r\n\r\n");
  EXPECT_EQ(client.read_answer().status, 405);
}

TEST(HttpServer, DecodesPathParametersSegmentBySegment) {
  RunningServer server(routes());
  HttpClient client(server.port());
  EXPECT_EQ(client.get("/threads/a%20b").body, "[a b]");
  EXPECT_EQ(client.get("/threads/a%2Fb").body, "[a/b]");
  EXPECT_EQ(client.get("/threads/a+b").body, "[a+b]");
  EXPECT_EQ(client.get("/threads/a/items/b").body, "[a][b]");
  EXPECT_EQ(client.get("/thr%65ads/a").body, "[a]");
  EXPECT_EQ(client.get("/threads/..").status, 404);
  EXPECT_EQ(client.get("/threads/%2e%2E").status, 404);
  EXPECT_EQ(client.get("/threads/a%2").status, 400);
  EXPECT_EQ(client.get("/threads/a%00").status, 400);
}

TEST(HttpServer, AnswersHeadWithoutABody) {
  RunningServer server(routes());
  HttpClient client(server.port());
  client.send("HEAD /hello HTTP/1.1\r\nHost: test\r\n\r\n");
  const Answer answer = client.read_answer(true);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.field("content-length"), "17");
  EXPECT_EQ(client.get("/hello").status, 200);
}

TEST(HttpServer, AnswersPipelinedRequestsInOrder) {
  RunningServer server(routes());
  HttpClient client(server.port());
  std::string requests;
  for (int i = 0; i < 50; ++i) {
    requests += "GET /threads/t" + std::to_string(i) + " HTTP/1.1\r\nHost: test\r\n\r\n";
    requests += post("/echo", "body " + std::to_string(i));
  }
  client.send(requests);
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(client.read_answer().body, "[t" + std::to_string(i) + "]");
    EXPECT_EQ(client.read_answer().body, "body " + std::to_string(i));
  }
}

TEST(HttpServer, TakesARequestThatArrivesByteByByte) {
  RunningServer server(routes());
  HttpClient client(server.port());
  for (const char c : post("/echo", "slow") + post("/echo", "")) client.send({&c, 1});
  EXPECT_EQ(client.read_answer().body, "slow");
  EXPECT_EQ(client.read_answer().status, 200);
}

TEST(HttpServer, ReadsChunkedBodiesAndWhatFollowsThem) {
  RunningServer server(routes());
  HttpClient client(server.port());
  const std::string chunked =
      "POST /echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n"
      "5;name=value\r\nhello\r\n1\r\n \r\n5\r\nworld\r\n0\r\nTrailer: ignored\r\n\r\n";
  client.send(chunked + "GET /hello HTTP/1.1\r\nHost: test\r\n\r\n");
  EXPECT_EQ(client.read_answer().body, "hello world");
  EXPECT_EQ(client.read_answer().body, "{\"hello\":\"world\"}");
  for (const char c : chunked) client.send({&c, 1});
  EXPECT_EQ(client.read_answer().body, "hello world");
}

TEST(HttpServer, InvitesABodyThatWaitsFor100Continue) {
  RunningServer server(routes());
  HttpClient client(server.port());
  client.send(
      "POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 4\r\n"
      "Expect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.read_through("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("body");
  EXPECT_EQ(client.read_answer().body, "body");
}

TEST(HttpServer, RefusesAnAwaitedBodyThatIsTooLargeWithoutInvitingIt) {
  RunningServer server(routes());
  HttpClient client(server.port());
  client.send(
      "POST /small HTTP/1.1\r\nHost: test\r\nContent-Length: 11\r\n"
      "Expect: 100-continue\r\n\r\n");
  const Answer answer = client.read_answer();
  EXPECT_EQ(answer.status, 413);
  EXPECT_EQ(answer.field("connection"), "close");
  EXPECT_TRUE(client.is_closed_by_peer());
}

TEST(HttpServer, HoldsTheRoutesBodyLimitExactly) {
  RunningServer server(routes());
  HttpClient client(server.port());
  client.send(post("/small", "0123456789"));
  EXPECT_EQ(client.read_answer().body, "0123456789");
  client.send(post("/small", "0123456789x"));
  EXPECT_EQ(client.read_answer().status, 413);
  const std::string head =
      "POST /small HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n";
  client.send(head + "6\r\n012345\r\n4\r\n6789\r\n0\r\n\r\n");
  EXPECT_EQ(client.read_answer().body, "0123456789");
  client.send(head + "6\r\n012345\r\n5\r\n6789x\r\n0\r\n\r\n");
  const Answer answer = client.read_answer();
  EXPECT_EQ(answer.status, 413);
  EXPECT_EQ(answer.field("connection"), "close");
}

TEST(HttpServer, HoldsTheServersBodyLimitExactly) {
  ServerOptions options;
  options.limits.body_bytes_max = 100'000;
  RunningServer server(routes(), options);
  HttpClient client(server.port());
  const std::string most(100'000, 'x');
  client.send(post("/echo", most));
  EXPECT_EQ(client.read_answer().body, most);
  client.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 100001\r\n\r\n");
  EXPECT_EQ(client.read_answer().status, 413);
}

TEST(HttpServer, ReadsAwaySmallBodiesThatNobodyAskedFor) {
  RunningServer server(routes());
  HttpClient client(server.port());
  client.send(post("/ignore", std::string(65'536, 'x')));
  EXPECT_EQ(client.read_answer().body, "ignored");
  EXPECT_EQ(client.get("/hello").status, 200);
  client.send(
      "POST /ignore HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n"
      "3\r\nabc\r\n0\r\n\r\n");
  EXPECT_EQ(client.read_answer().body, "ignored");
  EXPECT_EQ(client.get("/hello").status, 200);
}

TEST(HttpServer, ClosesBehindALargeBodyThatNobodyAskedFor) {
  RunningServer server(routes());
  HttpClient client(server.port());
  client.send(post("/ignore", std::string(65'537, 'x')));
  const Answer answer = client.read_answer();
  EXPECT_EQ(answer.body, "ignored");
  EXPECT_EQ(answer.field("connection"), "close");
  EXPECT_TRUE(client.is_closed_by_peer());
}

TEST(HttpServer, TakesPostAndDeleteWithoutABody) {
  RunningServer server(routes());
  HttpClient client(server.port());
  client.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n\r\n");
  EXPECT_EQ(client.read_answer().body, "");
  client.send("DELETE /threads/a HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n\r\n");
  EXPECT_EQ(client.read_answer().body, "[a]");
}

TEST(HttpServer, ClosesWhenTheClientAsksForIt) {
  RunningServer server(routes());
  HttpClient client(server.port());
  const Answer answer = client.get("/hello", "Connection: close\r\n");
  EXPECT_EQ(answer.field("connection"), "close");
  EXPECT_TRUE(client.is_closed_by_peer());
}

TEST(HttpServer, SpeaksHttp10) {
  RunningServer server(routes());
  HttpClient once(server.port());
  once.send("GET /hello HTTP/1.0\r\n\r\n");
  EXPECT_EQ(once.read_answer().body, "{\"hello\":\"world\"}");
  EXPECT_TRUE(once.is_closed_by_peer());
  HttpClient kept(server.port());
  kept.send("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_EQ(kept.read_answer().field("connection"), "keep-alive");
  EXPECT_EQ(kept.get("/hello").status, 200);
}

TEST(HttpServer, SurvivesAnExceptionOutOfAHandler) {
  RunningServer server(routes());
  HttpClient client(server.port());
  const Answer answer = client.get("/throw");
  EXPECT_EQ(answer.status, 500);
  EXPECT_THAT(answer.body, HasSubstr("\"type\":\"server_error\""));
  EXPECT_THAT(answer.body, Not(HasSubstr("inside of the machine")));
  EXPECT_EQ(client.get("/hello").status, 200);
  EXPECT_THAT(server.log.lines(), Contains(HasSubstr("the inside of the machine")));
}

TEST(HttpServer, BelievesForwardedAddressesOnlyFromTrustedProxies) {
  RunningServer plain(routes());
  HttpClient direct(plain.port());
  EXPECT_EQ(direct.get("/peer", "X-Forwarded-For: 203.0.113.9\r\n").body, "127.0.0.1");
  ServerOptions options;
  options.trusted_proxies = {"127.0.0.1", "10.0.0.0/8"};
  RunningServer behind(routes(), options);
  HttpClient proxied(behind.port());
  EXPECT_EQ(proxied.get("/peer", "X-Forwarded-For: 198.51.100.1, 203.0.113.9, 10.1.2.3\r\n").body,
            "203.0.113.9");
}

TEST(HttpServer, FailsToBindATakenPort) {
  RunningServer server(routes());
  ServerOptions options;
  options.port = server.port();
  ServerParts parts;
  parts.clock = &server.clock;
  parts.random = &server.random;
  parts.log = &server.log;
  parts.metrics = &server.metrics;
  const auto second = Server::bind(options, parts);
  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(second.error().kind, ErrorKind::unavailable);
  EXPECT_EQ(second.error().message, "Cannot listen on 127.0.0.1:" + std::to_string(server.port()) +
                                        ": Address already in use.");
}

}  // namespace
}  // namespace chatkit::http::test
