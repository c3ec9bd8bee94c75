#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "access/access.hpp"
#include "fake_store.hpp"
#include "support/counting_random.hpp"
#include "support/manual_clock.hpp"
#include "support/run.hpp"

namespace chatkit::access {
namespace {

using std::chrono::seconds;
using testing::EndsWith;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

class ApiKeys : public testing::Test {
 protected:
  ApiKeys() : access_(parts()) {}

  AccessParts parts() {
    AccessParts parts;
    parts.store = &store_;
    parts.clock = &clock_;
    parts.random = &random_;
    parts.keys.current = Secret(std::string(32, 'k'));
    return parts;
  }
  NewApiKey make(const char* project) {
    return test::run(access_.create_key(ProjectId(project), "name")).value();
  }
  Result<ApiCaller> authenticate(const std::string& header, std::string peer = "192.0.2.1") {
    return test::run(access_.authenticate_key(header, std::move(peer)));
  }
  Result<store::ApiKey> ensure(const char* project, const char* text) {
    return test::run(access_.ensure_key(ProjectId(project), "given", Secret(text)));
  }

  FakeStore store_;
  test::ManualClock clock_;
  test::CountingRandom random_;
  Access access_;
};

TEST_F(ApiKeys, AreMadeOf24RandomBytesAndStoredAsAHash) {
  const NewApiKey made = make("p");
  EXPECT_THAT(made.text.expose(), MatchesRegex("sk-ck-[0-9a-f]{48}"));
  ASSERT_EQ(store_.keys.size(), 1U);
  const store::ApiKey& kept = store_.keys.begin()->second;
  EXPECT_EQ(kept.hash.size(), 32U);
  EXPECT_EQ(kept.hint, "sk-ck-…" + made.text.expose().substr(50));
  EXPECT_THAT(kept.hash, Not(HasSubstr(made.text.expose().substr(6))));
  EXPECT_NE(make("p").text.expose(), made.text.expose());
}

TEST_F(ApiKeys, NameTheirProject) {
  const std::string one = make("p1").text.expose();
  const std::string two = make("p2").text.expose();
  EXPECT_EQ(authenticate("Bearer " + one)->project, ProjectId("p1"));
  EXPECT_EQ(authenticate("bearer " + two)->project, ProjectId("p2"));
}

TEST_F(ApiKeys, AreRefusedMaskedWhenUnknown) {
  const auto refused = authenticate("Bearer sk-ck-ab" + std::string(42, '0') + "1b2c");
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error().kind, ErrorKind::authentication);
  EXPECT_EQ(refused.error().code, "invalid_api_key");
  EXPECT_EQ(refused.error().message, "Incorrect API key provided: sk-ck-ab***************1b2c.");
}

TEST_F(ApiKeys, HaveAMessageOfTheirOwnWhenMissing) {
  for (const char* header : {"", "Basic dXNlcjpwYXNz", "Bearer "}) {
    const auto refused = authenticate(header);
    ASSERT_TRUE(refused.has_error());
    EXPECT_EQ(refused.error().code, "invalid_api_key");
    EXPECT_THAT(refused.error().message, HasSubstr("No API key was provided"));
  }
  EXPECT_EQ(store_.key_lookups, 0);
}

TEST_F(ApiKeys, AreNotClientSecrets) {
  store::Session session;
  session.id = SessionId("s");
  const auto refused = authenticate("Bearer " + access_.client_secret(session));
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error().code, "invalid_api_key");
}

TEST_F(ApiKeys, AreLookedUpOnceInAFewSeconds) {
  const std::string header = "Bearer " + make("p").text.expose();
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(authenticate(header).has_value());
  EXPECT_EQ(store_.key_lookups, 1);
  clock_.advance(seconds(6));
  EXPECT_TRUE(authenticate(header).has_value());
  EXPECT_EQ(store_.key_lookups, 2);
}

TEST_F(ApiKeys, AreRefusedOnceRevokedAndForgotten) {
  const std::string header = "Bearer " + make("p").text.expose();
  EXPECT_TRUE(authenticate(header).has_value());
  store_.keys.begin()->second.revoked_at = clock_.now();
  access_.forget_keys();
  EXPECT_EQ(authenticate(header).error().code, "invalid_api_key");
}

TEST_F(ApiKeys, OfAFailingStoreAreNotCalledWrong) {
  store_.failure = unavailable("disk");
  const auto refused = authenticate("Bearer sk-ck-1");
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error().kind, ErrorKind::unavailable);
}

TEST_F(ApiKeys, MayFail60TimesAMinuteFromOneAddress) {
  for (int i = 0; i < 60; ++i) {
    ASSERT_EQ(authenticate("Bearer wrong").error().kind, ErrorKind::authentication) << i;
  }
  const auto refused = authenticate("Bearer wrong");
  EXPECT_EQ(refused.error().kind, ErrorKind::rate_limited);
  EXPECT_EQ(refused.error().code, "rate_limit_exceeded");
  EXPECT_EQ(refused.error().retry_after, seconds(60));
  EXPECT_EQ(store_.key_lookups, 60);

  EXPECT_EQ(authenticate("Bearer wrong", "192.0.2.2").error().kind, ErrorKind::authentication);
  clock_.advance(seconds(60));
  EXPECT_EQ(authenticate("Bearer wrong").error().kind, ErrorKind::authentication);
}

TEST_F(ApiKeys, DoNotCountWhenTheySucceed) {
  const std::string header = "Bearer " + make("p").text.expose();
  for (int i = 0; i < 200; ++i) ASSERT_TRUE(authenticate(header).has_value());
  EXPECT_EQ(authenticate("Bearer wrong").error().kind, ErrorKind::authentication);
}

TEST_F(ApiKeys, InUseSurviveFailuresBehindTheSameAddress) {
  const std::string header = "Bearer " + make("p").text.expose();
  EXPECT_TRUE(authenticate(header).has_value());
  for (int i = 0; i < 61; ++i) static_cast<void>(authenticate("Bearer wrong"));
  EXPECT_TRUE(authenticate(header).has_value());
}

TEST_F(ApiKeys, CountOneIpv6NetworkAsOneAddress) {
  for (int i = 0; i < 60; ++i) {
    static_cast<void>(authenticate("Bearer wrong", "2001:db8::" + std::to_string(i)));
  }
  EXPECT_EQ(authenticate("Bearer wrong", "2001:db8::ffff").error().kind, ErrorKind::rate_limited);
}

TEST_F(ApiKeys, ThatAreGivenCanBeEnsuredAgain) {
  const auto first = ensure("p", "sk-my-own-key-of-some-length");
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(first->hint, "…ngth");
  const auto again = ensure("p", "sk-my-own-key-of-some-length");
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->id, first->id);
  EXPECT_EQ(authenticate("Bearer sk-my-own-key-of-some-length")->key, first->id);
}

TEST_F(ApiKeys, ThatAreShortHaveNoHint) { EXPECT_EQ(ensure("p", "test-key")->hint, "…"); }

TEST_F(ApiKeys, OfAnotherProjectOrRevokedAreNotEnsured) {
  ASSERT_TRUE(ensure("p1", "sk-given").has_value());
  EXPECT_EQ(ensure("p2", "sk-given").error().kind, ErrorKind::conflict);
  store_.keys.begin()->second.revoked_at = clock_.now();
  EXPECT_EQ(ensure("p1", "sk-given").error().kind, ErrorKind::conflict);
}

TEST_F(ApiKeys, ThatNoHeaderCanCarryAreRefused) {
  for (const char* text : {"", "two words", "tab\t", "line\n", "caf\xc3\xa9"}) {
    EXPECT_EQ(ensure("p", text).error().code, "invalid_value") << text;
  }
}

}  // namespace
}  // namespace chatkit::access
