#include <gtest/gtest.h>

#include <random>

#include "unit/http/server_fixture.hpp"

namespace chatkit::http::test {
namespace {

using Generator = std::mt19937;

boost::asio::awaitable<Reply> ignore_body(Request&) { co_return Reply("ignored"); }

std::vector<exchange::Route> routes() {
  std::vector<exchange::Route> made;
  made.push_back(fixed(Method::get, "/hello", "hello"));
  made.push_back(route(Method::post, "/echo", echo_body));
  made.push_back(route(Method::post, "/ignore", ignore_body));
  return made;
}

std::size_t pick(Generator& random, std::size_t below) { return random() % below; }

std::string chunked(const std::string& body, Generator& random) {
  std::string out;
  for (std::size_t at = 0; at < body.size();) {
    const std::size_t bytes = std::min(1 + pick(random, 2000), body.size() - at);
    char size[20];
    std::snprintf(size, sizeof size, "%zx\r\n", bytes);
    out += size + body.substr(at, bytes) + "\r\n";
    at += bytes;
  }
  return out + "0\r\n\r\n";
}

/// Appends a request and tells what the body of its answer must be.
std::string append_request(std::string& out, Generator& random) {
  const std::string host = " HTTP/1.1\r\nHost: test\r\n";
  if (pick(random, 3) == 0) {
    out += "GET /hello" + host + "\r\n";
    return "hello";
  }
  std::string body(pick(random, pick(random, 4) == 0 ? 20'000 : 50), '\0');
  for (char& c : body) c = static_cast<char>(random());
  const bool is_ignored = pick(random, 3) == 0;
  out += (is_ignored ? "POST /ignore" : "POST /echo") + host;
  if (pick(random, 2) == 0) {
    out += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  } else {
    out += "Transfer-Encoding: chunked\r\n\r\n" + chunked(body, random);
  }
  return is_ignored ? "ignored" : body;
}

TEST(HttpProperty, AnswersDoNotDependOnHowTheBytesAreCut) {
  RunningServer server(routes());
  for (unsigned seed = 0; seed < 60; ++seed) {
    Generator random(seed);
    std::string bytes;
    std::vector<std::string> expected;
    for (std::size_t i = 0; i < 1 + pick(random, 12); ++i) {
      expected.push_back(append_request(bytes, random));
    }
    HttpClient client(server.port());
    const std::size_t longest = 1 + pick(random, seed % 2 == 0 ? 30 : 9000);
    for (std::size_t at = 0; at < bytes.size();) {
      const std::size_t step = 1 + pick(random, longest);
      ASSERT_TRUE(client.send(std::string_view(bytes).substr(at, step))) << seed;
      at += step;
    }
    for (const std::string& body : expected) {
      const Answer answer = client.read_answer();
      ASSERT_EQ(answer.status, 200) << seed;
      ASSERT_EQ(answer.body, body) << seed;
    }
  }
}

}  // namespace
}  // namespace chatkit::http::test
