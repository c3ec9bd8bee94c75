#include <gmock/gmock.h>

#include <semaphore>

#include "unit/outbound/exchanges.hpp"

// Heads and bodies as they come, whole and cut.
namespace chatkit::outbound::test {
namespace {

/// Answers every request with `bytes` as they are, and closes.
SocketServer::Serve say_and_close(std::string bytes) {
  return [bytes = std::move(bytes)](Connection& connection) {
    if (connection.read_request()) connection.write(bytes);
  };
}

constexpr std::string_view kWithLength = "HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nhello world";
constexpr std::string_view kChunked =
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    "6\r\nhello \r\n5;x=y\r\nworld\r\n0\r\nX-Trailer: t\r\n\r\n";
constexpr std::string_view kUntilClose = "HTTP/1.1 200 OK\r\n\r\nhello world";

TEST(OutboundAnswer, IsReadInEveryFraming) {
  for (const std::string_view bytes : {kWithLength, kChunked, kUntilClose}) {
    SocketServer server(say_and_close(std::string(bytes)));
    Client client;
    const Result<Response> response = client.fetch(post_to(server.url()));
    ASSERT_TRUE(response) << bytes << response.error().log_text;
    EXPECT_EQ(response->head.status, 200);
    EXPECT_EQ(response->body, "hello world");
  }
}

TEST(OutboundAnswer, ComesPieceByPiece) {
  std::binary_semaphore go_on(0);
  SocketServer server([&go_on](Connection& connection) {
    connection.read_request();
    connection.write("HTTP/1.1 201 Made\r\nX-Kind: a\r\nTransfer-Encoding: chunked\r\n\r\n");
    go_on.acquire();
    connection.write("3\r\none\r\n");
    go_on.acquire();
    connection.write("3\r\ntwo\r\n");
    go_on.acquire();
    connection.write("0\r\n\r\n");
  });
  Client client;
  client.open(post_to(server.url()));
  const Head head = client.head().value();
  EXPECT_EQ(head.status, 201);
  EXPECT_EQ(head.header("x-KIND"), "a");
  EXPECT_EQ(head.header("x-other"), "");
  go_on.release();
  EXPECT_EQ(client.read().value(), "one");
  go_on.release();
  EXPECT_EQ(client.read().value(), "two");
  go_on.release();
  EXPECT_EQ(client.read().value(), "");
  EXPECT_EQ(client.read().value(), "");
}

TEST(OutboundAnswer, IsTheOneBehindInterimAnswers) {
  SocketServer server(
      say_and_close("HTTP/1.1 100 Continue\r\n\r\n"
                    "HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n" +
                    SocketServer::answer(429, "slow", "Retry-After: 3\r\n")));
  Client client;
  const Response response = client.fetch(post_to(server.url())).value();
  EXPECT_EQ(response.head.status, 429);
  EXPECT_EQ(response.head.header("Retry-After"), "3");
  EXPECT_EQ(response.head.header("X-Early"), "");
  EXPECT_EQ(response.body, "slow");
}

void expect_cut(std::string_view whole, std::size_t size) {
  SCOPED_TRACE(::testing::Message() << "cut after " << size << " of: " << whole);
  SocketServer server(say_and_close(std::string(whole.substr(0, size))));
  Client client;
  client.open(post_to(server.url()));
  const Result<Head> head = client.head();
  if (size < whole.find("\r\n\r\n") + 4) {
    ASSERT_FALSE(head);
    EXPECT_EQ(head.error().code, kConnectFailed);
    EXPECT_EQ(head.error().kind, ErrorKind::unavailable);
    EXPECT_EQ(client.read().error().code, kConnectFailed);
    return;
  }
  ASSERT_TRUE(head);
  EXPECT_TRUE(std::string_view("hello world").starts_with(client.read_all()));
  ASSERT_TRUE(client.failure);
  EXPECT_EQ(client.failure->code, kBroken);
  EXPECT_EQ(client.failure->kind, ErrorKind::unavailable);
  EXPECT_EQ(client.read().error().code, kBroken);
}

TEST(OutboundAnswer, CutAnywhereIsNeverTakenForWhole) {
  // The last chunk's size may be followed by an end alone: its line counts as the end.
  const std::size_t chunked_end = kChunked.find("0\r\nX-");
  for (std::size_t size = 0; size < kWithLength.size(); ++size) expect_cut(kWithLength, size);
  for (std::size_t size = 0; size < chunked_end; ++size) expect_cut(kChunked, size);
}

TEST(OutboundAnswer, ThatIsNoHttpIsBroken) {
  SocketServer server(say_and_close("SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n"));
  Client client;
  EXPECT_EQ(client.fetch(post_to(server.url())).error().code, kBroken);
}

std::string with_fields(std::size_t count, std::size_t value_bytes) {
  std::string fields;
  for (std::size_t i = 0; i < count; ++i) {
    fields += "X-N: " + std::string(value_bytes, 'v') + "\r\n";
  }
  return fields;
}

TEST(OutboundAnswer, HasAHeadOfLimitedSize) {
  // `answer` adds Content-Length, the last field that fits.
  SocketServer fits(say_and_close(SocketServer::answer(200, "", with_fields(255, 1))));
  SocketServer many(say_and_close(SocketServer::answer(200, "", with_fields(256, 1))));
  SocketServer near(say_and_close(SocketServer::answer(200, "", with_fields(4, 16'000))));
  SocketServer past(say_and_close(SocketServer::answer(200, "", with_fields(5, 16'000))));
  Client client;
  EXPECT_EQ(client.fetch(post_to(fits.url())).value().head.headers.size(), kHeadFieldsMax);
  EXPECT_EQ(client.fetch(post_to(many.url())).error().code, kBroken);
  EXPECT_TRUE(client.fetch(post_to(near.url())));
  EXPECT_EQ(client.fetch(post_to(past.url())).error().code, kBroken);
}

TEST(OutboundAnswer, MayBeLimitedByWhoFetchesIt) {
  SocketServer server(SocketServer::always(SocketServer::answer(200, "hello world")));
  Client client;
  EXPECT_EQ(client.fetch(post_to(server.url()), 11).value().body, "hello world");
  const Error error = client.fetch(post_to(server.url()), 10).error();
  EXPECT_EQ(error.kind, ErrorKind::too_large);
  EXPECT_EQ(error.code, kTooLarge);
}

TEST(OutboundAnswer, UnreadIsNotFetched) {
  constexpr std::size_t kAll = 50U << 20U;
  std::atomic<std::size_t> taken = 0;
  std::atomic<bool> is_full = false;
  SocketServer server([&](Connection& connection) {
    connection.read_request();
    connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(kAll) + "\r\n\r\n");
    const std::string bytes(kAll, 'b');
    taken = connection.write_while_taken(bytes, 300ms);
    is_full = true;
    connection.write(std::string_view(bytes).substr(taken));
  });
  Client client;
  client.open(post_to(server.url()));
  ASSERT_TRUE(client.head());
  const auto work = boost::asio::make_work_guard(client.context);
  client.context.restart();
  while (!is_full) client.context.run_one_for(10ms);
  // The kernel keeps a few mebibytes for the two of them.
  EXPECT_LT(taken, 20U << 20U);
  std::size_t longest = 0;
  std::size_t all = 0;
  while (true) {
    const std::string bytes = client.read().value();
    if (bytes.empty()) break;
    longest = std::max(longest, bytes.size());
    all += bytes.size();
  }
  EXPECT_EQ(all, kAll);
  EXPECT_LE(longest, kUnreadBytesMax);
}

}  // namespace
}  // namespace chatkit::outbound::test
