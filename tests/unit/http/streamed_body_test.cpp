#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>

#include "unit/http/server_fixture.hpp"

// Bodies that are read and answers that are sent piece by piece.
namespace chatkit::http::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

boost::asio::awaitable<Reply> echo_pieces(Request& request) {
  std::string all;
  for (;;) {
    const Result<std::string> piece = co_await request.body->read_some();
    if (!piece) co_return exchange::error_reply(piece.error());
    EXPECT_LE(piece->size(), 64U << 10U);
    if (piece->empty()) break;
    all += *piece;
  }
  co_return Reply(all);
}

boost::asio::awaitable<Reply> refuse_at_once(Request&) {
  co_return exchange::error_reply(invalid_value("", "no"));
}

boost::asio::awaitable<Reply> read_one_piece(Request& request) {
  const Result<std::string> piece = co_await request.body->read_some();
  co_return piece ? Reply(*piece) : exchange::error_reply(piece.error());
}

/// Hands out what it was given; then fails, if there should have been more.
class PieceSource final : public exchange::ByteSource {
 public:
  PieceSource(std::uint64_t bytes_total, std::deque<std::string> pieces)
      : bytes_total_(bytes_total), pieces_(std::move(pieces)) {}
  std::uint64_t bytes_total() const override { return bytes_total_; }
  boost::asio::awaitable<Result<std::string>> read_some() override {
    if (pieces_.empty()) co_return unavailable("the disk is gone");
    std::string piece = pieces_.front();
    pieces_.pop_front();
    co_return piece;
  }

 private:
  std::uint64_t bytes_total_;
  std::deque<std::string> pieces_;
};

exchange::Route file_of(std::string pattern, std::uint64_t bytes, std::deque<std::string> pieces) {
  return route(Method::get, std::move(pattern),
               [bytes, pieces](Request&) -> boost::asio::awaitable<Reply> {
                 Reply reply;
                 reply.content_type = "text/plain";
                 reply.file = std::make_shared<PieceSource>(bytes, pieces);
                 co_return reply;
               });
}

std::vector<exchange::Route> body_routes() {
  std::vector<exchange::Route> made;
  made.push_back(fixed(Method::get, "/hello", "hello"));
  made.push_back(route(Method::post, "/echo", echo_pieces));
  made.push_back(route(Method::post, "/refuse", refuse_at_once));
  made.push_back(route(Method::post, "/one", read_one_piece));
  made.push_back(file_of("/file", 12, {"one ", "two ", "four"}));
  made.push_back(file_of("/short", 12, {"one "}));
  made.push_back(file_of("/long", 4, {"one ", "two "}));
  return made;
}

TEST(HttpStreamedBody, ComesWholeHoweverItIsFramed) {
  RunningServer server(body_routes(), one_thread());
  HttpClient client(server.port());
  const std::string content(300'000, 'x');
  client.send("POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 300000\r\n\r\n" + content);
  EXPECT_EQ(client.read_answer().body, content);
  client.send(
      "POST /echo HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n"
      "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\nGET /hello HTTP/1.1\r\nHost: t\r\n\r\n");
  EXPECT_EQ(client.read_answer().body, "abcde");
  EXPECT_EQ(client.read_answer().body, "hello") << "the next request was behind the body";
  client.send("POST /echo HTTP/1.1\r\nHost: t\r\n\r\n");
  EXPECT_EQ(client.read_answer().body, "") << "there is no body at all";
}

TEST(HttpStreamedBody, IsInvitedOnlyWhenItIsRead) {
  RunningServer server(body_routes(), one_thread());
  const std::string head =
      " HTTP/1.1\r\nHost: t\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n";
  HttpClient reading(server.port());
  reading.send("POST /echo" + head);
  EXPECT_EQ(reading.read_head().status, 100);
  reading.send("abc");
  EXPECT_EQ(reading.read_answer().body, "abc");
  HttpClient refused(server.port());
  refused.send("POST /refuse" + head);
  EXPECT_EQ(refused.read_answer().status, 400);
}

TEST(HttpStreamedBody, HasTheLimitOfItsRoute) {
  auto made = body_routes();
  made[1].body_bytes_max = 10;
  RunningServer server(std::move(made), one_thread());
  HttpClient fits(server.port());
  fits.send("POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 10\r\n\r\n0123456789");
  EXPECT_EQ(fits.read_answer().status, 200);
  HttpClient counted(server.port());
  counted.send("POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 11\r\n\r\n");
  EXPECT_EQ(counted.read_answer().status, 413);
  HttpClient chunked(server.port());
  chunked.send("POST /echo HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n");
  for (int i = 0; i < 11; ++i) chunked.send("1\r\nx\r\n");
  EXPECT_EQ(chunked.read_answer().status, 413);
}

TEST(HttpStreamedBody, ASenderThatStopsIsAnswered408) {
  RunningServer server(body_routes(), one_thread());
  HttpClient client(server.port());
  client.send("POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 1000000\r\n\r\n" +
              std::string(1000, 'x'));
  settle(server);
  server.clock.advance(std::chrono::seconds(30) + kTwoTicks);
  const Answer answer = client.read_answer();
  EXPECT_EQ(answer.status, 408);
  EXPECT_THAT(answer.body, HasSubstr("request_timeout"));
}

TEST(HttpStreamedBody, ASenderThatDribblesIsAnswered408) {
  RunningServer server(body_routes(), one_thread());
  HttpClient client(server.port());
  client.send("POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 1000000\r\n\r\n");
  for (int i = 0; i < 3; ++i) {
    settle(server);
    server.clock.advance(std::chrono::seconds(10));
    client.send("x");
  }
  server.clock.advance(kTwoTicks);
  EXPECT_EQ(client.read_answer().status, 408);
}

TEST(HttpStreamedBody, ALongBodyMayTakeLongerThanAShortOne) {
  RunningServer server(body_routes(), one_thread());
  HttpClient client(server.port());
  // 256 KiB each time: 32 s at the slowest speed that is waited for.
  const std::string piece(256U << 10U, 'x');
  client.send("POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: " +
              std::to_string(4 * piece.size()) + "\r\n\r\n");
  for (int i = 0; i < 4; ++i) {
    client.send(piece);
    settle(server);
    if (i < 3) server.clock.advance(std::chrono::seconds(25));
  }
  EXPECT_EQ(client.read_answer().status, 200) << "75 s in all";
}

TEST(HttpStreamedBody, WhatTheHandlerLeavesIsReadAwayWhereItIsLittle) {
  RunningServer server(body_routes(), one_thread());
  HttpClient client(server.port());
  client.send("POST /one HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
  EXPECT_EQ(client.read_head().fields.count("connection"), 0U);
  client.send("2\r\nde\r\n0\r\n\r\n");
  EXPECT_EQ(client.read_bytes(3), "abc");
  EXPECT_EQ(client.get("/hello").body, "hello");
}

TEST(HttpStreamedBody, ABodyThatEndsEarlyHarmsNobody) {
  RunningServer server(body_routes(), one_thread());
  HttpClient client(server.port());
  client.send("POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 10\r\n\r\nabc");
  client.half_close();
  client.read_to_end();
  settle(server);
  EXPECT_THAT(server.log.lines(), Not(::testing::Contains(HasSubstr("exception"))));
}

TEST(HttpFileReply, IsSentPieceByPieceWithItsLength) {
  RunningServer server(body_routes(), one_thread());
  HttpClient client(server.port());
  const Answer answer = client.get("/file");
  EXPECT_EQ(answer.field("content-length"), "12");
  EXPECT_EQ(answer.body, "one two four");
  client.send("HEAD /file HTTP/1.1\r\nHost: t\r\n\r\n");
  EXPECT_EQ(client.read_answer(true).field("content-length"), "12");
  EXPECT_EQ(client.get("/hello").body, "hello");
}

TEST(HttpFileReply, ThatCannotBeReadToItsEndEndsTheConnection) {
  RunningServer server(body_routes(), one_thread());
  HttpClient client(server.port());
  client.send("GET /short HTTP/1.1\r\nHost: t\r\n\r\n");
  EXPECT_EQ(client.read_head().field("content-length"), "12");
  EXPECT_EQ(client.read_to_end(), "one ");
  EXPECT_THAT(server.log.lines(), ::testing::Contains(HasSubstr("the disk is gone")));
}

TEST(HttpFileReply, NeverSendsMoreThanItsLength) {
  RunningServer server(body_routes(), one_thread());
  HttpClient client(server.port());
  EXPECT_EQ(client.get("/long").body, "one ");
  EXPECT_EQ(client.get("/hello").body, "hello");
}

}  // namespace
}  // namespace chatkit::http::test
