#include <gmock/gmock.h>

#include <boost/asio/detached.hpp>
#include <boost/asio/strand.hpp>
#include <thread>

#include "unit/outbound/exchanges.hpp"

// Connections: kept, given up, and apart for each io_context.
namespace chatkit::outbound::test {
namespace {

namespace asio = boost::asio;

TEST(OutboundConnection, IsUsedAgain) {
  SocketServer server(SocketServer::always(SocketServer::answer(200, "x")));
  Client client;
  for (int i = 0; i < 5; ++i) EXPECT_EQ(client.fetch(post_to(server.url())).value().body, "x");
  EXPECT_EQ(server.connections(), 1);
}

TEST(OutboundConnection, OfADroppedExchangeIsNotUsedAgain) {
  SocketServer server([](Connection& connection) {
    while (connection.read_request()) {
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab");
    }
  });
  Client client;
  for (int i = 1; i <= 3; ++i) {
    client.open(post_to(server.url()));
    EXPECT_EQ(client.read().value(), "ab");
    client.exchange.reset();
    EXPECT_EQ(server.connections(), i);
  }
}

TEST(OutboundConnection, ThatThePeerClosedMeanwhileIsReplaced) {
  SocketServer server([](Connection& connection) {
    connection.read_request();
    connection.write(SocketServer::answer(200, "x"));
  });
  Client client;
  for (int i = 0; i < 5; ++i) EXPECT_EQ(client.fetch(post_to(server.url())).value().body, "x");
  EXPECT_EQ(server.connections(), 5);
}

awaitable<void> fetch_often(std::shared_ptr<Outbound> outbound, std::string url, int& good) {
  for (int i = 0; i < 20; ++i) {
    Request request = post_to(url);
    Result<Response> response = co_await outbound->fetch(std::move(request), 100);
    if (response && response->body == "x") ++good;
  }
}

TEST(OutboundConnection, IsSharedByManyAtOnce) {
  SocketServer server(SocketServer::always(SocketServer::answer(200, "x")));
  Client client;
  int good = 0;
  for (int i = 0; i < 10; ++i) {
    asio::co_spawn(asio::make_strand(client.context),
                   fetch_often(client.outbound, server.url(), good), asio::detached);
  }
  client.context.run();
  EXPECT_EQ(good, 200);
  EXPECT_LE(server.connections(), 10);
}

TEST(OutboundConnection, BelongsToOneThread) {
  SocketServer server(SocketServer::always(SocketServer::answer(200, "x")));
  const std::shared_ptr<Outbound> outbound = Outbound::make();
  int good[2] = {0, 0};
  {
    const auto work = [&](int& count) {
      asio::io_context context(1);
      asio::co_spawn(context, fetch_often(outbound, server.url(), count), asio::detached);
      asio::co_spawn(context, fetch_often(outbound, server.url(), count), asio::detached);
      context.run();
    };
    std::jthread first([&] { work(good[0]); });
    std::jthread second([&] { work(good[1]); });
  }
  EXPECT_EQ(good[0], 40);
  EXPECT_EQ(good[1], 40);
}

}  // namespace
}  // namespace chatkit::outbound::test
