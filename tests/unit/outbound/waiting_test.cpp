#include <gmock/gmock.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <future>

#include "unit/outbound/exchanges.hpp"

// Waits end: by silence, by cancellation, by the end of the exchange or of the io_context.
namespace chatkit::outbound::test {
namespace {

namespace asio = boost::asio;

/// Says what it is told once a request has come, waits for the peer to close, and tells that.
class Staller {
 public:
  explicit Staller(std::string says)
      : server_([this, says = std::move(says)](Connection& connection) {
          connection.read_request();
          connection.write(says);
          heard_.set_value();
          connection.wait_for_close();
          closed_.set_value();
        }) {}
  std::string url() const { return server_.url(); }
  /// False if the peer has not closed for very long.
  bool sees_the_close() {
    return closed_.get_future().wait_for(std::chrono::seconds(20)) == std::future_status::ready;
  }
  void wait_for_request() { heard_.get_future().wait(); }

 private:
  std::promise<void> heard_;
  std::promise<void> closed_;
  SocketServer server_;
};

constexpr const char* kBegun = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nfirst";

TEST(OutboundWait, SilenceBeforeTheHeadIsATimeout) {
  Staller peer("");
  Client client;
  Request request = post_to(peer.url());
  request.idle_timeout = 50ms;
  client.open(std::move(request));
  const Error error = client.head().error();
  EXPECT_EQ(error.code, kTimedOut);
  EXPECT_EQ(error.kind, ErrorKind::unavailable);
  EXPECT_EQ(client.read().error().code, kTimedOut);
  EXPECT_TRUE(peer.sees_the_close());
}

TEST(OutboundWait, SilenceInsideTheBodyIsATimeout) {
  Staller peer(kBegun);
  Client client;
  Request request = post_to(peer.url());
  request.idle_timeout = 50ms;
  client.open(std::move(request));
  ASSERT_TRUE(client.head());
  EXPECT_EQ(client.read().value(), "first");
  EXPECT_EQ(client.read().error().code, kTimedOut);
  EXPECT_TRUE(peer.sees_the_close());
}

TEST(OutboundWait, AReaderThatTakesItsTimeIsNoSilence) {
  Staller peer(kBegun);
  Client client;
  Request request = post_to(peer.url());
  request.idle_timeout = 100ms;
  client.open(std::move(request));
  ASSERT_TRUE(client.head());
  const auto work = asio::make_work_guard(client.context);
  client.context.restart();
  client.context.run_for(150ms);  // Nobody reads meanwhile.
  EXPECT_EQ(client.read().value(), "first");
}

constexpr std::size_t kLongBody = 64U << 20U;

/// Takes a little of a long request now and then, for much longer than `pause`; then the rest.
awaitable<void> take_slowly(std::shared_ptr<asio::ip::tcp::acceptor> acceptor,
                            std::chrono::milliseconds pause) {
  asio::ip::tcp::socket socket = co_await acceptor->async_accept(asio::use_awaitable);
  asio::steady_timer timer(socket.get_executor());
  std::vector<char> room(4U << 20U);
  std::size_t taken = 0;
  for (int rounds = 0; taken < kLongBody; ++rounds) {
    if (rounds < 10) {
      timer.expires_after(pause);
      co_await timer.async_wait(asio::use_awaitable);
    }
    taken += co_await socket.async_read_some(asio::buffer(room), asio::use_awaitable);
  }
  const std::string answer = SocketServer::answer(200, "x");
  co_await asio::async_write(socket, asio::buffer(answer), asio::use_awaitable);
}

TEST(OutboundWait, ABodyThatIsBeingSentIsNoSilence) {
  Client client;
  const auto acceptor = std::make_shared<asio::ip::tcp::acceptor>(
      client.context, asio::ip::tcp::endpoint(asio::ip::address_v4::loopback(), 0));
  asio::co_spawn(client.context, take_slowly(acceptor, 60ms), asio::detached);
  const std::string port = std::to_string(acceptor->local_endpoint().port());
  Request request = post_to("http://127.0.0.1:" + port + "/", std::string(kLongBody, 'b'));
  request.idle_timeout = 300ms;
  const Result<Response> response = client.fetch(std::move(request));
  EXPECT_TRUE(response) << response.error().log_text;
}

TEST(OutboundWait, NoConnectionIsAFailureToConnect) {
  std::string url;
  {
    const SocketServer gone(SocketServer::always(""));
    url = gone.url();
  }
  Client client;
  EXPECT_EQ(client.fetch(post_to(url)).error().code, kConnectFailed);
}

TEST(OutboundWait, AConnectionThatDoesNotComeIsAFailureToConnect) {
  const FullListener listener;
  Client client;
  Request request = post_to(listener.url());
  request.connect_timeout = 50ms;
  EXPECT_EQ(client.fetch(std::move(request)).error().code, kConnectFailed);
}

/// Calls `on_bytes` whenever it has read some.
awaitable<std::string> read_until_failure(std::shared_ptr<Outbound> outbound, Request request,
                                          std::function<void()> on_bytes) {
  Result<ExchangePtr> exchange = co_await outbound->send(std::move(request));
  Result<Head> head = co_await (*exchange)->head();
  if (!head) co_return head.error().code;
  while (true) {
    Result<std::string> bytes = co_await (*exchange)->read();
    if (!bytes) co_return bytes.error().code;
    if (bytes->empty()) co_return "the end";
    on_bytes();
  }
}

/// A coroutine that reads from a peer and can be cancelled.
struct Reading {
  explicit Reading(const Staller& peer) {
    // What is posted runs once the coroutine waits again.
    const auto cancel_later = [this] { asio::post(client.context, [this] { end(); }); };
    asio::co_spawn(client.context,
                   read_until_failure(client.outbound, post_to(peer.url()), cancel_later),
                   asio::bind_cancellation_slot(
                       cancel.slot(), [this](std::exception_ptr failure, std::string code) {
                         outcome = failure ? "an exception" : std::move(code);
                       }));
  }
  void end() { cancel.emit(asio::cancellation_type::terminal); }
  std::string run() {
    const auto work = asio::make_work_guard(client.context);
    while (outcome.empty()) client.context.run_one();
    return outcome;
  }

  asio::cancellation_signal cancel;
  Client client;
  std::string outcome;
};

TEST(OutboundWait, CancellationEndsTheWaitForAHead) {
  Staller peer("");
  Reading reading(peer);
  std::jthread other([&] {
    peer.wait_for_request();
    asio::post(reading.client.context, [&reading] { reading.end(); });
  });
  EXPECT_EQ(reading.run(), kCancelled);
  EXPECT_TRUE(peer.sees_the_close());
}

TEST(OutboundWait, CancellationEndsTheWaitForABody) {
  Staller peer(kBegun);
  Reading reading(peer);
  EXPECT_EQ(reading.run(), kCancelled);
  EXPECT_TRUE(peer.sees_the_close());
}

TEST(OutboundWait, ADroppedExchangeClosesItsConnection) {
  Staller peer(kBegun);
  Client client;
  client.open(post_to(peer.url()));
  ASSERT_TRUE(client.head());
  client.exchange.reset();
  EXPECT_TRUE(peer.sees_the_close());
}

TEST(OutboundWait, AnExchangeThatNobodyAskedIsDroppedToo) {
  SocketServer server(SocketServer::always(SocketServer::answer(200, "x")));
  Client client;
  for (int i = 0; i < 10; ++i) client.open(post_to(server.url()));
}

TEST(OutboundWait, EndsWithTheIoContext) {
  Staller peer(kBegun);
  {
    Client client;
    asio::co_spawn(client.context, read_until_failure(client.outbound, post_to(peer.url()), [] {}),
                   [](std::exception_ptr, std::string) {});
    std::jthread other([&] {
      peer.wait_for_request();
      asio::post(client.context, [&client] { client.context.stop(); });
    });
    const auto work = asio::make_work_guard(client.context);
    client.context.run();
  }
  EXPECT_TRUE(peer.sees_the_close());
}

}  // namespace
}  // namespace chatkit::outbound::test
