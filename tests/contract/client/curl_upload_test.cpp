#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <future>
#include <string>

#include "chatkit/chatkit.hpp"
#include "requests.hpp"
#include "socket_server.hpp"

// Bodies that are read while they are sent, over real sockets.
namespace chatkit::testing {
namespace {

class PatternSource final : public BodySource {
 public:
  explicit PatternSource(std::uint64_t size) : size_(size) {}
  std::uint64_t size() const override { return size_; }
  std::size_t read(std::uint64_t offset, std::span<char> out) override {
    const auto bytes =
        static_cast<std::size_t>(std::min<std::uint64_t>(out.size(), size_ - offset));
    for (std::size_t i = 0; i < bytes; ++i) out[i] = at(offset + i);
    return bytes;
  }
  static char at(std::uint64_t offset) { return static_cast<char>('a' + offset % 23); }
  static std::string whole(std::uint64_t size) {
    std::string text(static_cast<std::size_t>(size), ' ');
    for (std::size_t i = 0; i < text.size(); ++i) text[i] = at(i);
    return text;
  }

 private:
  std::uint64_t size_;
};

class FailingSource final : public BodySource {
 public:
  std::uint64_t size() const override { return 10'000'000; }
  std::size_t read(std::uint64_t offset, std::span<char> out) override {
    if (offset > 100'000) throw UsageError("the file is gone");
    std::fill(out.begin(), out.end(), 'x');
    return out.size();
  }
};

HttpRequest sending(const std::string& method, const std::string& url,
                    std::shared_ptr<BodySource> source) {
  HttpRequest request;
  request.method = method;
  request.url = url;
  request.body_source = std::move(source);
  request.has_body = true;
  return request;
}

std::string body_of(const std::string& request) {
  return request.substr(request.find("\r\n\r\n") + 4);
}

TEST(CurlUpload, SendsABodyLargerThanAnyBuffer) {
  constexpr std::uint64_t kSize = 5'000'001;
  for (const std::string method : {"POST", "PUT"}) {
    std::promise<std::string> received;
    const SocketServer server([&](Connection& connection) {
      received.set_value(connection.read_request().value_or(""));
      connection.write(SocketServer::answer(200, "ok"));
      connection.wait_for_close();
    });
    CurlTransport transport;
    const auto answer =
        transport.send(sending(method, server.url(), std::make_shared<PatternSource>(kSize)));
    EXPECT_EQ(answer.body, "ok");
    const std::string request = received.get_future().get();
    EXPECT_TRUE(request.starts_with(method + " / HTTP/1.1\r\n"));
    EXPECT_NE(request.find("Content-Length: 5000001\r\n"), std::string::npos);
    EXPECT_EQ(request.find("Transfer-Encoding"), std::string::npos);
    EXPECT_TRUE(body_of(request) == PatternSource::whole(kSize)) << method;
  }
}

TEST(CurlUpload, SendsAnEmptyBody) {
  std::promise<std::string> received;
  const SocketServer server([&](Connection& connection) {
    received.set_value(connection.read_request().value_or(""));
    connection.write(SocketServer::answer(200, "ok"));
    connection.wait_for_close();
  });
  CurlTransport transport;
  transport.send(sending("PUT", server.url(), std::make_shared<PatternSource>(0)));
  EXPECT_NE(received.get_future().get().find("Content-Length: 0\r\n"), std::string::npos);
}

TEST(CurlUpload, LeavesNothingBehindForTheNextRequest) {
  const SocketServer server(SocketServer::always(SocketServer::answer(200, "ok")));
  CurlTransport transport;
  transport.send(sending("PUT", server.url(), std::make_shared<PatternSource>(10)));
  EXPECT_EQ(transport.send(get(server.url())).body, "ok");
  EXPECT_EQ(transport.send(post(server.url(), "text")).body, "ok");
  EXPECT_EQ(server.connections(), 1);
}

/// A kept connection that the server has closed in the meantime is replaced, and the body is read
/// again from its beginning.
TEST(CurlUpload, BeginsAnewOnAConnectionThatWasClosed) {
  std::atomic<int> requests = 0;
  std::promise<void> closed;
  std::promise<std::string> second;
  const SocketServer server([&](Connection& connection) {
    const auto request = connection.read_request();
    if (!request) return;
    const bool is_second = ++requests == 2;
    if (is_second) second.set_value(*request);
    connection.write(SocketServer::answer(200, "ok"));
    if (is_second) return connection.wait_for_close();
    connection.shut();
    closed.set_value();
  });
  CurlTransport transport;
  transport.send(get(server.url()));
  closed.get_future().wait();
  transport.send(sending("POST", server.url(), std::make_shared<PatternSource>(300'000)));
  EXPECT_TRUE(body_of(second.get_future().get()) == PatternSource::whole(300'000));
}

TEST(CurlUpload, EndsWithWhatTheSourceThrows) {
  const SocketServer server([](Connection& connection) { connection.wait_for_close(); });
  CurlTransport transport;
  EXPECT_THROW(transport.send(sending("POST", server.url(), std::make_shared<FailingSource>())),
               UsageError);
}

TEST(CurlUpload, TimesOutWhereNobodyReads) {
  std::promise<void> done;
  auto until_done = done.get_future().share();
  const SocketServer server([until_done](Connection&) { until_done.wait(); });
  CurlTransport transport;
  HttpRequest request = sending("POST", server.url(), std::make_shared<PatternSource>(100'000'000));
  Timeout::Phases phases;
  phases.write = std::chrono::milliseconds(200);
  request.timeout = Timeout(phases);
  EXPECT_EQ(failure_of([&] { transport.send(request); }), TransportError::Kind::timeout);
  done.set_value();
}

TEST(CurlUpload, LimitsTheSilenceOfAStreamAnew) {
  const SocketServer server([](Connection& connection) {
    connection.read_request();
    connection.write(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 9\r\n\r\nabc");
    connection.wait_for_close();
  });
  CurlTransport transport;
  const auto stream = transport.open(get(server.url()));
  stream->set_read_timeout(std::chrono::milliseconds(100));
  EXPECT_EQ(stream->read(), "abc");
  EXPECT_EQ(failure_of([&] { stream->read(); }), TransportError::Kind::timeout);
}

}  // namespace
}  // namespace chatkit::testing
