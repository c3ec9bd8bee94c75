#include "http/cors.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/http/server_fixture.hpp"

namespace chatkit::http::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kAllowed = "Origin: https://app.example\r\n";
constexpr const char* kOther = "Origin: https://evil.example\r\n";

boost::asio::awaitable<Reply> answer_to_all(Request&) {
  Reply reply("script");
  reply.headers.push_back({"Access-Control-Allow-Origin", "*"});
  co_return reply;
}

std::vector<exchange::Route> cors_routes() {
  std::vector<exchange::Route> made;
  made.push_back(fixed(Method::get, "/hello", "hello"));
  made.push_back(route(Method::get, "/script", answer_to_all));
  return made;
}

ServerOptions with_origin() {
  ServerOptions options;
  options.cors_origins = {"https://app.example"};
  return options;
}

Answer preflight(HttpClient& client, const std::string& target, const std::string& fields) {
  client.send("OPTIONS " + target + " HTTP/1.1\r\nHost: test\r\n" + fields +
              "Access-Control-Request-Method: GET\r\n\r\n");
  return client.read_answer();
}

TEST(HttpCors, IsOffUnlessOriginsAreNamed) {
  RunningServer server(cors_routes());
  HttpClient client(server.port());
  EXPECT_THAT(client.get("/hello", kAllowed).head, Not(HasSubstr("Access-Control")));
  EXPECT_THAT(preflight(client, "/hello", kAllowed).head, Not(HasSubstr("Access-Control")));
}

TEST(HttpCors, SaysOnceWhoMayReadWhatIsForAll) {
  RunningServer server(cors_routes(), with_origin());
  HttpClient client(server.port());
  for (const char* origin : {kAllowed, kOther}) {
    const std::string head = client.get("/script", origin).head;
    EXPECT_THAT(head, HasSubstr("Access-Control-Allow-Origin: *\r\n"));
    EXPECT_THAT(head, Not(HasSubstr("Access-Control-Allow-Origin: https")));
  }
}

TEST(HttpCors, LetsANamedOriginReadAnswersAndErrors) {
  RunningServer server(cors_routes(), with_origin());
  HttpClient client(server.port());
  for (const char* target : {"/hello", "/nowhere"}) {
    const Answer answer = client.get(target, kAllowed);
    EXPECT_EQ(answer.field("access-control-allow-origin"), "https://app.example");
    EXPECT_EQ(answer.field("vary"), "Origin");
    EXPECT_THAT(answer.field("access-control-expose-headers"), HasSubstr("x-request-id"));
    EXPECT_THAT(answer.head, Not(HasSubstr("Allow-Credentials")));
  }
}

TEST(HttpCors, GivesAnotherOriginNothing) {
  RunningServer server(cors_routes(), with_origin());
  HttpClient client(server.port());
  for (const char* origin : {kOther, "Origin: https://app.example.evil\r\n", "Origin: null\r\n"}) {
    const Answer answer = client.get("/hello", origin);
    EXPECT_EQ(answer.field("vary"), "Origin");
    EXPECT_THAT(answer.head, Not(HasSubstr("Access-Control")));
  }
}

TEST(HttpCors, AnswersThePreflightOfAKnownRoute) {
  RunningServer server(cors_routes(), with_origin());
  HttpClient client(server.port());
  const Answer answer = preflight(client, "/hello", kAllowed);
  EXPECT_EQ(answer.status, 204);
  EXPECT_EQ(answer.field("access-control-allow-origin"), "https://app.example");
  EXPECT_THAT(answer.field("access-control-allow-methods"), HasSubstr("PUT"));
  const std::string fields = answer.field("access-control-allow-headers");
  for (const char* name :
       {"Authorization", "Content-Type", "Accept-Language", "OpenAI-Beta", "chatkit-device-id",
        "chatkit-frame-instance-id", "chatkit-capabilities", "Idempotency-Key", "Last-Event-ID"}) {
    EXPECT_THAT(fields, HasSubstr(name));
  }
  EXPECT_EQ(preflight(client, "/nowhere", kAllowed).status, 404);
}

}  // namespace
}  // namespace chatkit::http::test
