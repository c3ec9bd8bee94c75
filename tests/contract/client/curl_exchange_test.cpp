#include <gmock/gmock.h>

#include <future>

#include "requests.hpp"
#include "socket_server.hpp"

// CurlTransport on the wire: what is sent, what is read, how connections are kept.
namespace chatkit::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST(CurlExchange, SendsExactlyTheHeadersOfTheRequest) {
  const SocketServer server(echo);
  CurlTransport transport;
  HttpRequest request = post(server.url("/v1/x?a=%20b"), R"({"a":1})");
  request.headers = {{"X-One", "1"}, {"X-Empty", ""}};
  const std::string sent = transport.send(request).body;
  EXPECT_THAT(sent, StartsWith("POST /v1/x?a=%20b HTTP/1.1\r\n"));
  EXPECT_THAT(sent, HasSubstr("\r\nX-One: 1\r\n"));
  EXPECT_THAT(sent, HasSubstr("\r\nX-Empty:\r\n"));
  EXPECT_THAT(sent, HasSubstr("\r\nContent-Length: 7\r\n"));
  EXPECT_THAT(sent, ::testing::EndsWith("\r\n\r\n{\"a\":1}"));
  for (const char* uninvited : {"Accept:", "Content-Type:", "User-Agent:", "Expect:"}) {
    EXPECT_THAT(sent, Not(HasSubstr(uninvited)));
  }
}

TEST(CurlExchange, SendsEveryMethodOverOneHandle) {
  const SocketServer server(echo);
  CurlTransport transport;
  const auto sent = [&](HttpRequest request) { return transport.send(request).body; };
  const std::string url = server.url();

  EXPECT_THAT(sent(post(url, std::string(100'000, 'x'))), HasSubstr("Content-Length: 100000"));
  const std::string after_post = sent(get(url));
  EXPECT_THAT(after_post, StartsWith("GET / "));
  EXPECT_THAT(after_post, Not(HasSubstr("Content-Length")));

  HttpRequest remove = get(url);
  remove.method = "DELETE";
  EXPECT_THAT(sent(remove), StartsWith("DELETE / "));
  EXPECT_THAT(sent(remove), Not(HasSubstr("Content-Length")));

  HttpRequest empty_post = get(url);
  empty_post.method = "POST";
  EXPECT_THAT(sent(empty_post), HasSubstr("Content-Length: 0"));

  HttpRequest remove_with_body = post(url, "{}");
  remove_with_body.method = "DELETE";
  EXPECT_THAT(sent(remove_with_body), StartsWith("DELETE / "));
  EXPECT_THAT(sent(remove_with_body), HasSubstr("Content-Length: 2"));
  EXPECT_THAT(sent(get(url)), StartsWith("GET / "));
  EXPECT_EQ(server.connections(), 1);
}

TEST(CurlExchange, ReadsStatusHeadersAndBody) {
  const SocketServer server(SocketServer::always(
      SocketServer::answer(404, "gone", "X-Request-Id: req_1\r\nX-Two:  a \r\nX-Two: b\r\n")));
  CurlTransport transport;
  const HttpResponse response = transport.send(get(server.url()));
  EXPECT_EQ(response.status, 404);
  EXPECT_EQ(response.headers.get("x-request-id"), "req_1");
  EXPECT_EQ(response.headers.get("x-two"), "a");
  EXPECT_EQ(response.headers.size(), 4U);
  EXPECT_EQ(response.body, "gone");
}

TEST(CurlExchange, TakesTheFinalAnswerBehindInterimOnes) {
  const SocketServer server(SocketServer::always("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" +
                                                 SocketServer::answer(200, "yes")));
  CurlTransport transport;
  const HttpResponse response = transport.send(get(server.url()));
  EXPECT_EQ(response.status, 200);
  EXPECT_FALSE(response.headers.has("link"));
  EXPECT_EQ(response.body, "yes");
}

TEST(CurlExchange, LeavesRedirectsToItsCaller) {
  const SocketServer server(
      SocketServer::always(SocketServer::answer(302, "", "Location: /elsewhere\r\n")));
  CurlTransport transport;
  const HttpResponse response = transport.send(get(server.url()));
  EXPECT_EQ(response.status, 302);
  EXPECT_EQ(response.headers.get("location"), "/elsewhere");
}

TEST(CurlExchange, KeepsOneConnectionForCallAfterCall) {
  const SocketServer server(SocketServer::always(SocketServer::answer(200, "ok")));
  CurlTransport transport;
  for (int i = 0; i < 20; ++i) EXPECT_EQ(transport.send(get(server.url())).body, "ok");
  EXPECT_EQ(server.connections(), 1);
}

TEST(CurlExchange, ConnectsAnewWhereTheServerHasClosed) {
  const SocketServer server([](Connection& connection) {
    if (connection.read_request()) connection.write(SocketServer::answer(200, "once"));
  });
  CurlTransport transport;
  for (int i = 0; i < 3; ++i) EXPECT_EQ(transport.send(get(server.url())).body, "once");
  EXPECT_EQ(server.connections(), 3);
}

TEST(CurlExchange, TellsABrokenAnswerFromAnEmptyOne) {
  const SocketServer server([](Connection& connection) {
    connection.read_request();
    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
  });
  CurlTransport transport;
  EXPECT_EQ(failure_of([&] { transport.send(get(server.url())); }),
            TransportError::Kind::connection);
}

TEST(CurlExchange, TakesNoHalfHeaderForAnAnswer) {
  constexpr std::string_view kHeader =
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX: y\r\n\r\n";
  for (std::size_t bytes = 1; bytes < kHeader.size(); ++bytes) {
    const SocketServer server([&](Connection& connection) {
      connection.read_request();
      connection.write(kHeader.substr(0, bytes));
    });
    CurlTransport transport;
    EXPECT_EQ(failure_of([&] { transport.send(get(server.url())); }),
              TransportError::Kind::connection)
        << kHeader.substr(0, bytes);
  }
}

TEST(CurlExchange, FailsWhereNobodyListens) {
  std::string url;
  {
    const SocketServer server(SocketServer::always(""));
    url = server.url();
  }
  CurlTransport transport;
  EXPECT_EQ(failure_of([&] { transport.send(get(url)); }), TransportError::Kind::connection);
}

TEST(CurlExchange, ReadsAnAnswerUpToItsLimit) {
  const SocketServer server(
      SocketServer::always(SocketServer::answer(200, std::string(1000, 'x'))));
  CurlTransport fitting({.response_bytes_max = 1000});
  EXPECT_EQ(fitting.send(get(server.url())).body.size(), 1000U);
  CurlTransport narrow({.response_bytes_max = 999});
  EXPECT_EQ(failure_of([&] { narrow.send(get(server.url())); }), TransportError::Kind::refused);
}

TEST(CurlExchange, RefusesWhatIsNotHttp) {
  CurlTransport transport;
  EXPECT_EQ(failure_of([&] { transport.send(get("file:///etc/hostname")); }),
            TransportError::Kind::refused);
}

}  // namespace
}  // namespace chatkit::testing
