#include <gtest/gtest.h>

#include <chrono>
#include <condition_variable>
#include <future>
#include <stop_token>

#include "requests.hpp"
#include "socket_server.hpp"

// The phases of a timeout, each on a real socket. The limits are short; what is waited for is the
// limit itself, or never comes.
namespace chatkit::testing {
namespace {

using namespace std::chrono_literals;
using Kind = TransportError::Kind;

constexpr auto kShort = 150ms;
constexpr auto kLong = 60s;

Timeout::Phases all_long() { return {kLong, kLong, kLong, kLong}; }

/// How a request ends whose `phase` alone is short, and that it took at least that long.
std::optional<Kind> outcome(HttpRequest request,
                            std::optional<Timeout::Duration> Timeout::Phases::* phase) {
  Timeout::Phases phases = all_long();
  phases.*phase = kShort;
  request.timeout = phases;
  CurlTransport transport;
  const auto begin = std::chrono::steady_clock::now();
  const auto kind = failure_of([&] { transport.send(request); });
  const auto took = std::chrono::steady_clock::now() - begin;
  EXPECT_GE(took, kShort - 5ms);
  EXPECT_LT(took, kLong / 2);
  return kind;
}

TEST(CurlTimeout, LimitsTheConnect) {
  const FullListener full;
  EXPECT_EQ(outcome(get(full.url()), &Timeout::Phases::connect), Kind::timeout);
}

TEST(CurlTimeout, LimitsTheSilenceBeforeAnAnswer) {
  const SocketServer server([](Connection& connection) { connection.wait_for_close(); });
  EXPECT_EQ(outcome(get(server.url()), &Timeout::Phases::read), Kind::timeout);
  EXPECT_EQ(outcome(post(server.url(), "{}"), &Timeout::Phases::read), Kind::timeout);
}

TEST(CurlTimeout, LimitsTheSilenceWithinAnAnswer) {
  const SocketServer server([](Connection& connection) {
    connection.read_request();
    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
    connection.wait_for_close();
  });
  EXPECT_EQ(outcome(get(server.url()), &Timeout::Phases::read), Kind::timeout);
}

TEST(CurlTimeout, LimitsTheSending) {
  std::promise<void> done;
  const auto ended = done.get_future().share();
  const SocketServer server([ended](Connection&) { ended.wait(); });  // Reads nothing.
  EXPECT_EQ(outcome(post(server.url(), std::string(64U << 20U, 'x')), &Timeout::Phases::write),
            Kind::timeout);
  done.set_value();
}

TEST(CurlTimeout, DoesNotLimitAnAnswerThatKeepsComing) {
  std::mutex mutex;
  std::condition_variable never;
  const SocketServer server([&](Connection& connection) {
    connection.read_request();
    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n");
    for (int i = 0; i < 10; ++i) {  // Each pause is short of the limit, all together exceed it.
      std::unique_lock lock(mutex);
      never.wait_for(lock, kShort / 3);
      connection.write("x");
    }
    connection.wait_for_close();
  });
  CurlTransport transport;
  HttpRequest request = get(server.url());
  request.timeout = kShort;
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(transport.send(request).body, "xxxxxxxxxx");
  EXPECT_GT(std::chrono::steady_clock::now() - begin, kShort);
}

TEST(CurlTimeout, LimitsTheWaitForAConnectionOfThePool) {
  const SocketServer server([](Connection& connection) {
    connection.read_request();
    connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    connection.wait_for_close();
  });
  CurlTransport transport({.connections_max = 1});
  auto stream = transport.open(get(server.url()));
  HttpRequest second = get(server.url());
  Timeout::Phases phases = all_long();
  phases.pool = kShort;
  second.timeout = phases;
  EXPECT_EQ(failure_of([&] { transport.send(second); }), Kind::timeout);

  // Once the stream is gone there is room again.
  second.timeout = all_long();
  auto waiting = std::async(std::launch::async, [&] { return transport.open(second)->status(); });
  stream.reset();
  EXPECT_EQ(waiting.get(), 200);
}

TEST(CurlTimeout, EndsAtOnceWhenTheProgramStopsTheCall) {
  std::promise<void> received;
  const SocketServer server([&](Connection& connection) {
    connection.read_request();
    received.set_value();
    connection.wait_for_close();
  });
  CurlTransport transport;
  std::stop_source source;
  HttpRequest request = get(server.url());
  request.timeout = Timeout::none();
  request.stop_token = source.get_token();
  auto kind =
      std::async(std::launch::async, [&] { return failure_of([&] { transport.send(request); }); });
  received.get_future().wait();
  source.request_stop();
  EXPECT_EQ(kind.get(), Kind::aborted);
}

TEST(CurlTimeout, StopsAWaitForThePoolToo) {
  const SocketServer server([](Connection& connection) {
    connection.read_request();
    connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    connection.wait_for_close();
  });
  CurlTransport transport({.connections_max = 1});
  const auto stream = transport.open(get(server.url()));
  std::stop_source source;
  HttpRequest request = get(server.url());
  request.timeout = Timeout::none();
  request.stop_token = source.get_token();
  auto kind =
      std::async(std::launch::async, [&] { return failure_of([&] { transport.send(request); }); });
  source.request_stop();
  EXPECT_EQ(kind.get(), Kind::aborted);
}

}  // namespace
}  // namespace chatkit::testing
