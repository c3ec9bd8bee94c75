#include <gtest/gtest.h>

#include <future>
#include <string>

#include "chatkit/chatkit.hpp"
#include "requests.hpp"
#include "socket_server.hpp"

namespace chatkit::testing {
namespace {

std::string chunk(const std::string& bytes) {
  std::string out;
  static constexpr char kDigits[] = "0123456789abcdef";
  for (std::size_t rest = bytes.size(); rest > 0; rest /= 16) {
    out.insert(out.begin(), kDigits[rest % 16]);
  }
  return out + "\r\n" + bytes + "\r\n";
}

const std::string kHead =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nchatkit-run: run_1\r\n"
    "Transfer-Encoding: chunked\r\n\r\n";
const std::string kEvent =
    "id: run_1:1\ndata: "
    "{\"type\":\"stream_options\",\"stream_options\":{\"allow_cancel\":true}}\n\n";

TEST(CurlStream, GivesBytesAsTheyCome) {
  std::promise<void> first_read;
  auto may_go_on = first_read.get_future().share();
  const SocketServer server([may_go_on](Connection& connection) {
    connection.read_request();
    connection.write(kHead + chunk("one"));
    may_go_on.wait();
    connection.write(chunk("two") + "0\r\n\r\n");
    connection.wait_for_close();
  });
  CurlTransport transport;
  const auto stream = transport.open(get(server.url()));
  EXPECT_EQ(stream->status(), 200);
  EXPECT_EQ(stream->headers().get("Chatkit-Run"), "run_1");
  EXPECT_EQ(stream->read(), "one");
  first_read.set_value();
  EXPECT_EQ(stream->read(), "two");
  EXPECT_EQ(stream->read(), "");
  EXPECT_EQ(stream->read(), "");
}

TEST(CurlStream, GivesWhatCameBeforeACutAndThenTheCut) {
  const SocketServer server([](Connection& connection) {
    connection.read_request();
    connection.write(kHead + chunk("one"));
  });
  CurlTransport transport;
  const auto stream = transport.open(get(server.url()));
  EXPECT_EQ(stream->read(), "one");
  EXPECT_EQ(failure_of([&] { stream->read(); }), TransportError::Kind::connection);
}

TEST(CurlStream, ClosesTheConnectionWhenItIsDropped) {
  std::promise<void> closed;
  const SocketServer server([&closed](Connection& connection) {
    connection.read_request();
    connection.write(kHead + chunk("one"));
    connection.wait_for_close();
    closed.set_value();
  });
  CurlTransport transport;
  transport.open(get(server.url())).reset();
  EXPECT_EQ(closed.get_future().wait_for(std::chrono::seconds(30)), std::future_status::ready);
}

TEST(CurlStream, KeepsTheConnectionOfAStreamReadToItsEnd) {
  const SocketServer server(SocketServer::always(kHead + chunk("one") + "0\r\n\r\n"));
  CurlTransport transport;
  for (int i = 0; i < 3; ++i) {
    const auto stream = transport.open(get(server.url()));
    while (!stream->read().empty()) {
    }
  }
  EXPECT_EQ(server.connections(), 1);
}

TEST(CurlStream, OutlivesItsTransport) {
  const SocketServer server(SocketServer::always(kHead + chunk("one") + "0\r\n\r\n"));
  auto transport = std::make_unique<CurlTransport>();
  const auto stream = transport->open(get(server.url()));
  transport.reset();
  EXPECT_EQ(stream->read(), "one");
}

ClientOptions on(const SocketServer& server) {
  ClientOptions options;
  options.api_key = "sk-test";
  options.base_url = server.url("/v1");
  options.log_level = LogLevel::off;
  return options;
}

TEST(CurlStream, CarriesAConversation) {
  const SocketServer server(SocketServer::always(kHead + chunk(kEvent.substr(0, 9)) +
                                                 chunk(kEvent.substr(9)) + chunk(": end\n\n") +
                                                 "0\r\n\r\n"));
  const Client client(on(server));
  auto stream = client.conversation("ek_1").create_thread(protocol::UserMessageInput("Hello"));
  EXPECT_EQ(stream.run_id(), "run_1");
  const auto event = stream.next();
  ASSERT_TRUE(event);
  EXPECT_TRUE(std::holds_alternative<protocol::StreamOptions>(*event));
  EXPECT_EQ(stream.next(), std::nullopt);
}

TEST(CurlStream, IsStoppedFromAnotherThread) {
  const SocketServer server([](Connection& connection) {
    connection.read_request();
    connection.write(kHead + chunk(kEvent));
    connection.wait_for_close();
  });
  const Client client(on(server));
  std::stop_source source;
  auto stream = client.conversation("ek_1").create_thread(protocol::UserMessageInput("Hello"),
                                                          {.stop_token = source.get_token()});
  EXPECT_TRUE(stream.next());
  auto stopped = std::async(std::launch::async, [&] {
    EXPECT_THROW((void)stream.next(), APIUserAbortError);
    return true;
  });
  source.request_stop();
  EXPECT_TRUE(stopped.get());
}

}  // namespace
}  // namespace chatkit::testing
