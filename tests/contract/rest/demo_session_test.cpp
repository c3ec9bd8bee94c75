#include "rest/demo_session.hpp"

#include <gmock/gmock.h>

#include "rest_api.hpp"

// The one way to a session without a key. Source: DESIGN.md, Operating.
namespace chatkit::rest {
namespace {

using exchange::Method;
using Headers = std::vector<std::pair<std::string, std::string>>;

class DemoSession : public RestApi {
 protected:
  void SetUp() override {
    RestApi::SetUp();
    routes_ = demo_routes(parts(), {"http://127.0.0.1:8080", ProjectId("p1"), "wf"});
  }
  /// What the demo page's own request carries, changed as the test says.
  static Headers of_page() {
    return {{"Host", "127.0.0.1:8080"},
            {"Origin", "http://127.0.0.1:8080"},
            {"Content-Type", "application/json"}};
  }
  static Headers with(std::size_t index, const char* value) {
    Headers headers = of_page();
    headers[index].second = value;
    return headers;
  }
  static Headers and_also(const char* name, const char* value) {
    Headers headers = of_page();
    headers.emplace_back(name, value);
    return headers;
  }
  static Headers without(std::size_t index) {
    Headers headers = of_page();
    headers.erase(headers.begin() + static_cast<std::ptrdiff_t>(index));
    return headers;
  }
  exchange::Reply ask(Headers headers) {
    return send(Sent{Method::post, "/demo/session", "{}", std::move(headers)});
  }
  std::uint64_t sessions() { return test::run(store_->counts())->sessions; }
};

TEST_F(DemoSession, IsForThePage) {
  const auto reply = ask(of_page());
  EXPECT_EQ(reply.status, 200);
  EXPECT_THAT(reply.body,
              testing::MatchesRegex(R"(\{"client_secret":"[^"]+","expires_at":[0-9]+\})"));
  EXPECT_EQ(sessions(), 1U);
}

TEST_F(DemoSession, IsForNobodyElse) {
  const std::vector<std::pair<const char*, Headers>> strangers = {
      {"no Host", without(0)},
      {"a name", with(0, "localhost:8080")},
      {"a rebound name", with(0, "evil.example:8080")},
      {"another port's Host", with(0, "127.0.0.1:80")},
      {"Host without a port", with(0, "127.0.0.1")},
      {"two Hosts", and_also("Host", "127.0.0.1:8080")},
      {"no Origin", without(1)},
      {"another page", with(1, "http://127.0.0.1:3000")},
      {"another scheme", with(1, "https://127.0.0.1:8080")},
      {"a sandboxed page", with(1, "null")},
      {"two Origins", and_also("origin", "http://evil.example")},
      {"a proxy", and_also("Forwarded", "for=192.0.2.9")},
      {"a proxy of old", and_also("X-Forwarded-For", "127.0.0.1")},
      {"a proxy that names the host", and_also("x-forwarded-host", "127.0.0.1:8080")},
      {"a gateway", and_also("Via", "1.1 gateway")},
  };
  for (const auto& [name, headers] : strangers) {
    EXPECT_EQ(summary(ask(headers)), "403 demo_refused -") << name;
  }
  EXPECT_EQ(sessions(), 0U);
}

/// A form can be sent across sites without the browser's asking; JSON cannot.
TEST_F(DemoSession, IsNotForAForm) {
  for (const char* type :
       {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=b"}) {
    EXPECT_EQ(summary(ask(with(2, type))), "415 unsupported_media_type -") << type;
  }
  EXPECT_EQ(summary(ask(without(2))), "415 unsupported_media_type -");
  EXPECT_EQ(sessions(), 0U);
}

}  // namespace
}  // namespace chatkit::rest
