#include "http/parse.hpp"
#include "http/chunked.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/descriptors.hpp"
#include "http/peer_address.hpp"

namespace chatkit::http {
namespace {

TEST(ParseHead, KeepsViewsOfTheFieldsAndSplitsTheTarget) {
  const std::string text =
      "POST /a/b?c=d&e HTTP/1.1\r\nHost: h\r\nX-One:  spaced \r\nContent-Length: 7\r\n\r\n";
  RequestHead head;
  ASSERT_TRUE(parse_head(text, head).has_value());
  EXPECT_EQ(head.method, exchange::Method::post);
  EXPECT_EQ(head.path, "/a/b");
  EXPECT_EQ(head.query, "c=d&e");
  EXPECT_EQ(head.field("x-one"), "spaced");
  EXPECT_EQ(head.content_length, 7U);
  EXPECT_TRUE(head.keep_alive);
  EXPECT_GE(head.path.data(), text.data());
  EXPECT_LT(head.path.data(), text.data() + text.size());
}

TEST(ParseHead, TakesTheAbsoluteFormAndDropsFragments) {
  RequestHead head;
  ASSERT_TRUE(parse_head("GET http://h:1/a?b HTTP/1.1\r\nHost: h\r\n\r\n", head).has_value());
  EXPECT_EQ(head.path, "/a");
  EXPECT_EQ(head.query, "b");
  ASSERT_TRUE(parse_head("GET http://h HTTP/1.1\r\nHost: h\r\n\r\n", head).has_value());
  EXPECT_EQ(head.path, "/");
  ASSERT_TRUE(parse_head("GET /a#f HTTP/1.1\r\nHost: h\r\n\r\n", head).has_value());
  EXPECT_EQ(head.path, "/a");
}

TEST(ParseHead, ForgetsThePreviousRequest) {
  RequestHead head;
  ASSERT_TRUE(parse_head("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\n"
                         "Content-Length: 9\r\nConnection: close\r\n\r\n",
                         head)
                  .has_value());
  EXPECT_TRUE(head.expects_continue);
  ASSERT_TRUE(parse_head("GET / HTTP/1.1\r\nHost: h\r\n\r\n", head).has_value());
  EXPECT_FALSE(head.expects_continue);
  EXPECT_TRUE(head.keep_alive);
  EXPECT_EQ(head.content_length, 0U);
  EXPECT_EQ(head.fields.size(), 1U);
}

TEST(ChunkedDecoder, DecodesTheSameHoweverTheBytesAreCut) {
  const std::string bytes = "3\r\nabc\r\nA;x=\"y\"\r\n0123456789\r\n0\r\nT: v\r\n\r\nrest";
  for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
    ChunkedDecoder decoder;
    std::string out;
    std::string pending = bytes.substr(0, cut);
    pending.erase(0, decoder.feed(pending, out, 13).value());
    pending += bytes.substr(cut);
    pending.erase(0, decoder.feed(pending, out, 13).value());
    EXPECT_TRUE(decoder.done()) << cut;
    EXPECT_EQ(out, "abc0123456789") << cut;
    EXPECT_EQ(pending, "rest") << cut;
  }
}

TEST(ChunkedDecoder, TakesAnEmptyBodyByteByByte) {
  // Beast 1.81 ends the program here.
  ChunkedDecoder decoder;
  std::string out;
  std::string pending;
  for (const char c : std::string_view("0\r\n\r\n")) {
    pending.push_back(c);
    pending.erase(0, decoder.feed(pending, out, 10).value());
  }
  EXPECT_TRUE(decoder.done());
  EXPECT_EQ(out, "");
}

TEST(ChunkedDecoder, RefusesWhatTheGrammarForbids) {
  const std::string long_line(5000, 'x');
  std::string trailers;
  for (int i = 0; i < 9; ++i) trailers += "T: " + std::string(1000, 'v') + "\r\n";
  for (const std::string& bytes : std::initializer_list<std::string>{
           "\r\n", "x\r\n", "-1\r\n", "0x1\r\n", " 1\r\n", "1 2\r\na", "+1\r\n", "1\na\r\n",
           "1;a\nb\r\n", "1\r\nabc", "1\r\na\n", "11111111111111111\r\n", "0\r\n no field\r\n",
           "0\r\nT : v\r\n", "0\r\n: v\r\n", "1;" + long_line, "0\r\n" + trailers}) {
    ChunkedDecoder decoder;
    std::string out;
    const auto used = decoder.feed(bytes, out, 100);
    EXPECT_FALSE(used.has_value()) << bytes.substr(0, 40);
    EXPECT_FALSE(decoder.done());
  }
}

TEST(ChunkedDecoder, RefusesOneByteMoreThanAllowed) {
  ChunkedDecoder decoder;
  std::string out;
  const auto used = decoder.feed("3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n", out, 3);
  ASSERT_FALSE(used.has_value());
  EXPECT_EQ(used.error().kind, ErrorKind::too_large);
}

TEST(TrustedProxies, TakesTheRightMostUntrustedAddress) {
  const auto proxies = TrustedProxies::parse({"127.0.0.1", "10.0.0.0/8", "fd00::/8"}).value();
  const auto client = [&proxies](const char* peer, std::vector<exchange::HeaderField> fields) {
    return proxies.client_of(boost::asio::ip::make_address(peer), fields);
  };
  EXPECT_EQ(client("192.0.2.1", {{"X-Forwarded-For", "203.0.113.9"}}), "192.0.2.1");
  EXPECT_EQ(client("127.0.0.1", {{"X-Forwarded-For", "203.0.113.9"}}), "203.0.113.9");
  EXPECT_EQ(client("127.0.0.1", {{"x-forwarded-for", "1.1.1.1, 203.0.113.9 ,10.9.9.9"}}),
            "203.0.113.9");
  EXPECT_EQ(client("127.0.0.1",
                   {{"x-forwarded-for", "1.1.1.1, 203.0.113.9"}, {"x-forwarded-for", "10.9.9.9"}}),
            "203.0.113.9");
  EXPECT_EQ(client("127.0.0.1", {{"x-forwarded-for", "203.0.113.9, nonsense, 10.9.9.9"}}),
            "10.9.9.9");
  EXPECT_EQ(client("::ffff:127.0.0.1", {{"x-forwarded-for", "2001:db8::1, fd00::7"}}),
            "2001:db8::1");
  EXPECT_EQ(client("127.0.0.1", {}), "127.0.0.1");
}

TEST(TrustedProxies, RefusesWhatIsNoAddress) {
  for (const char* text : {"", "proxy", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/x", "fd00::/129"}) {
    EXPECT_FALSE(TrustedProxies::parse({text}).has_value()) << text;
  }
}

TEST(Descriptors, LeaveRoomForEverythingElse) {
  EXPECT_EQ(connections_that_fit(15'000, 20'000), 15'000U);
  EXPECT_EQ(connections_that_fit(15'000, 15'511), 14'999U);
  EXPECT_EQ(connections_that_fit(15'000, 1024), 512U);
  EXPECT_EQ(connections_that_fit(15'000, 200), 100U);
}

}  // namespace
}  // namespace chatkit::http
