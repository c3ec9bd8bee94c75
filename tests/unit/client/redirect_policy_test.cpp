#include "client/redirect_policy.hpp"

#include <gtest/gtest.h>

namespace chatkit::client {
namespace {

HttpRequest post() {
  HttpRequest request;
  request.method = "POST";
  request.url = "https://service.test/v1/chatkit/sessions";
  request.headers = Headers({{"Authorization", "Bearer sk"},
                             {"OpenAI-Organization", "org"},
                             {"OpenAI-Project", "proj"},
                             {"X-Api-Key", "k"},
                             {"Cookie", "c"},
                             {"Content-Type", "application/json"},
                             {"Idempotency-Key", "i"},
                             {"Accept", "application/json"}});
  request.body = "{}";
  request.has_body = true;
  return request;
}

Headers to(const char* location) { return Headers({{"Location", location}}); }

TEST(RedirectPolicy, KnowsRedirects) {
  for (const int status : {301, 302, 303, 307, 308}) {
    EXPECT_TRUE(is_redirect(status, to("/x"))) << status;
    EXPECT_FALSE(is_redirect(status, {})) << status;
  }
  for (const int status : {200, 300, 304, 305, 400}) EXPECT_FALSE(is_redirect(status, to("/x")));
}

TEST(RedirectPolicy, TurnsAPostIntoAGetWhereTheStatusSaysSo) {
  for (const int status : {301, 302, 303}) {
    const auto next = follow(post(), status, to("/v2/x"));
    ASSERT_TRUE(next) << status;
    EXPECT_EQ(next->method, "GET");
    EXPECT_EQ(next->url, "https://service.test/v2/x");
    EXPECT_FALSE(next->has_body);
    EXPECT_EQ(next->body, "");
    EXPECT_FALSE(next->headers.has("Content-Type"));
    EXPECT_FALSE(next->headers.has("Idempotency-Key"));
    EXPECT_TRUE(next->headers.has("Authorization"));
  }
}

TEST(RedirectPolicy, KeepsMethodAndBodyFor307And308) {
  for (const int status : {307, 308}) {
    const auto next = follow(post(), status, to("https://service.test/v2/x"));
    ASSERT_TRUE(next) << status;
    EXPECT_EQ(next->method, "POST");
    EXPECT_EQ(next->body, "{}");
    EXPECT_EQ(next->headers.get("Idempotency-Key"), "i");
    EXPECT_EQ(next->headers.get("Authorization"), "Bearer sk");
  }
}

TEST(RedirectPolicy, KeepsADeleteUnless303) {
  HttpRequest request = post();
  request.method = "DELETE";
  EXPECT_EQ(follow(request, 302, to("/x"))->method, "DELETE");
  EXPECT_EQ(follow(request, 303, to("/x"))->method, "GET");
}

TEST(RedirectPolicy, DropsCredentialsAcrossOrigins) {
  for (const char* location : {"https://other.test/x", "http://service.test/x",
                               "https://service.test:8443/x", "//service.test.evil/x"}) {
    const auto next = follow(post(), 307, to(location));
    ASSERT_TRUE(next) << location;
    for (const char* name :
         {"Authorization", "OpenAI-Organization", "OpenAI-Project", "X-Api-Key", "Cookie"}) {
      EXPECT_FALSE(next->headers.has(name)) << location << " " << name;
    }
    EXPECT_TRUE(next->headers.has("Accept"));
  }
}

TEST(RedirectPolicy, FollowsHttpAlone) {
  EXPECT_FALSE(follow(post(), 307, to("file:///etc/passwd")));
}

}  // namespace
}  // namespace chatkit::client
