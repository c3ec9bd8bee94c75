#include <gmock/gmock.h>

#include <future>

#include "unit/outbound/exchanges.hpp"

// What leaves, and what may not.
namespace chatkit::outbound::test {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

/// The request as the peer of `request` receives it.
std::string sent(Request request, std::string_view path) {
  std::promise<std::string> seen;
  SocketServer server([&seen](Connection& connection) {
    seen.set_value(connection.read_request().value_or(""));
    connection.write(SocketServer::answer(200, "ok"));
  });
  request.url = server.url(path);
  Client client;
  EXPECT_TRUE(client.fetch(std::move(request)));
  return seen.get_future().get();
}

Header header(std::string name, std::string value) {
  Header made;
  made.name = std::move(name);
  made.value = std::move(value);
  return made;
}

TEST(OutboundRequest, IsSentAsGiven) {
  Request request = post_to("", "{\"a\":1}");
  request.headers.push_back(header("X-Run", "run_1"));
  const std::string text = sent(std::move(request), "/v1/x?y=%20z");
  EXPECT_THAT(text, StartsWith("POST /v1/x?y=%20z HTTP/1.1\r\n"));
  EXPECT_THAT(text, HasSubstr("\r\nContent-Type: application/json\r\n"));
  EXPECT_THAT(text, HasSubstr("\r\nX-Run: run_1\r\n"));
  EXPECT_THAT(text, HasSubstr("\r\nContent-Length: 7\r\n"));
  EXPECT_THAT(text, EndsWith("\r\n\r\n{\"a\":1}"));
}

TEST(OutboundRequest, NeverAsksForPermissionToContinue) {
  // libcurl asks for bodies of a mebibyte and more, and then waits a second.
  const std::string text = sent(post_to("", std::string(2U << 20U, 'x')), "/");
  EXPECT_THAT(text.substr(0, 400), Not(HasSubstr("Expect")));
}

TEST(OutboundRequest, OtherMethodsAreNamed) {
  Request get;
  get.method = "GET";
  EXPECT_THAT(sent(std::move(get), "/"), StartsWith("GET / HTTP/1.1\r\n"));
  Request put = post_to("", "x");
  put.method = "PUT";
  EXPECT_THAT(sent(std::move(put), "/"), StartsWith("PUT / HTTP/1.1\r\n"));
}

TEST(OutboundRequest, HasNoTypeThatNobodyGave) {
  Request request;
  request.body = "x";
  EXPECT_THAT(sent(std::move(request), "/"), Not(HasSubstr("Content-Type")));
}

TEST(OutboundRequest, GoesToPlainWebAddressesOnly) {
  Client client;
  const std::string refused[] = {"ftp://127.0.0.1/x",
                                 "file:///etc/hostname",
                                 "gopher://127.0.0.1/",
                                 "127.0.0.1:80/x",
                                 "",
                                 "http://",
                                 "http://user@127.0.0.1/",
                                 "http://user:word@127.0.0.1/",
                                 "https://:word@127.0.0.1/",
                                 "http://127.0.0.1/a b",
                                 "http://127.0.0.1/a\nb",
                                 std::string("http://127.0.0.1/a\0b", 20)};
  for (const std::string& url : refused) {
    const Result<ExchangePtr> exchange = client.run(client.outbound->send(post_to(url)));
    ASSERT_FALSE(exchange) << url;
    EXPECT_EQ(exchange.error().code, kBadUrl) << url;
    EXPECT_EQ(exchange.error().kind, ErrorKind::invalid_request) << url;
  }
}

TEST(OutboundRequest, CarriesNoControlCharacters) {
  Client client;
  const Header refused[] = {
      header("X-A", "b\r\nX-C: d"), header("X-A", "b\nc"), header("X-A", std::string("b\0c", 3)),
      header("X A", "b"),           header("X-A:", "b"),   header("", "b")};
  for (const Header& one : refused) {
    Request request = post_to("http://127.0.0.1:1/");
    request.headers.push_back(one);
    const Result<ExchangePtr> exchange = client.run(client.outbound->send(std::move(request)));
    ASSERT_FALSE(exchange) << one.name;
    EXPECT_EQ(exchange.error().code, kBadHeader) << one.name;
  }
  Request request = post_to("http://127.0.0.1:1/");
  request.method = "GET / HTTP/1.1\r\nX-A: b\r\n\r\nGET";
  EXPECT_EQ(client.run(client.outbound->send(std::move(request))).error().code, kBadHeader);
}

TEST(OutboundRequest, NeverFollowsARedirect) {
  SocketServer other(SocketServer::always(SocketServer::answer(200, "other")));
  SocketServer server(SocketServer::always(
      SocketServer::answer(307, "moved", "Location: " + other.url() + "\r\n")));
  Client client;
  const Response response = client.fetch(post_to(server.url())).value();
  EXPECT_EQ(response.head.status, 307);
  EXPECT_EQ(response.head.header("location"), other.url());
  EXPECT_EQ(response.body, "moved");
  EXPECT_EQ(other.connections(), 0);
}

TEST(OutboundRequest, LogsTellTheOriginAlone) {
  std::string url;
  {
    const SocketServer gone(SocketServer::always(""));
    url = gone.url();
  }
  Client client;
  const Error error = client.fetch(post_to(url + "secret-path?key=secret")).error();
  EXPECT_THAT(error.log_text, HasSubstr(url.substr(0, url.size() - 1)));
  EXPECT_THAT(error.log_text, Not(HasSubstr("secret")));
}

}  // namespace
}  // namespace chatkit::outbound::test
