#include "access/client_secrets.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace chatkit::access {
namespace {

using testing::MatchesRegex;

// HKDF and HMAC of these inputs, computed with another implementation (Python's hmac).
const std::string kSigningKey(32, 'k');
const SessionId kSession("cksess_65600000abababababababababababababababababababab");
const std::string kSecret =
    "ek_ad280281_65600000abababababababababababababababababababab_"
    "2c6e4d496e1265cd64ce84ccf8c7fbca50b6d6a46b93e8a119cc580da6506fcc";

SigningKeys keys(std::string current, std::string previous = "") {
  SigningKeys out;
  out.current = Secret(std::move(current));
  out.previous = Secret(std::move(previous));
  return out;
}

TEST(ClientSecrets, AreDerivedFromTheSigningKeyAndTheSession) {
  EXPECT_EQ(ClientSecrets(keys(kSigningKey)).make(kSession), kSecret);
}

TEST(ClientSecrets, NameTheirSessionWhenTheyAreGenuine) {
  EXPECT_EQ(ClientSecrets(keys(kSigningKey)).verify(kSecret), kSession);
}

TEST(ClientSecrets, AreRefusedWithAnyCharacterChanged) {
  const ClientSecrets secrets(keys(kSigningKey));
  for (std::size_t i = 0; i < kSecret.size(); ++i) {
    for (const char other : {'0', '1', 'f', 'F', '_', 'x'}) {
      std::string forged = kSecret;
      if (forged[i] == other) continue;
      forged[i] = other;
      EXPECT_FALSE(secrets.verify(forged).has_value()) << forged;
    }
  }
}

TEST(ClientSecrets, AreRefusedWithAnyCharacterMissingOrAdded) {
  const ClientSecrets secrets(keys(kSigningKey));
  for (std::size_t i = 0; i <= kSecret.size(); ++i) {
    EXPECT_FALSE(secrets.verify(kSecret.substr(0, i) + "0" + kSecret.substr(i)).has_value());
    if (i < kSecret.size()) {
      EXPECT_FALSE(secrets.verify(kSecret.substr(0, i)).has_value());
      EXPECT_FALSE(secrets.verify(kSecret.substr(i + 1)).has_value());
    }
  }
}

TEST(ClientSecrets, OfOneSessionDoNotServeAnother) {
  const ClientSecrets secrets(keys(kSigningKey));
  const std::string other =
      secrets.make(SessionId("cksess_65600000cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd"));
  const std::size_t digest = kSecret.rfind('_');
  EXPECT_FALSE(secrets.verify(other.substr(0, digest) + kSecret.substr(digest)).has_value());
}

TEST(ClientSecrets, CarryAnySessionIdUnambiguously) {
  const ClientSecrets secrets(keys(kSigningKey));
  std::string previous;
  for (const std::string& id :
       {std::string("s"), std::string("cksess_short"), std::string("sess_\xc3\xa9\x01"),
        std::string("a_b_c"), kSession.str().substr(7), "CKSESS_" + kSession.str().substr(7),
        "cksess_" + std::string(48, 'A'), kSession.str() + "0"}) {
    const std::string secret = secrets.make(SessionId(id));
    EXPECT_THAT(secret, MatchesRegex("ek_[0-9a-f]{8}_x([0-9a-f]{2})+_[0-9a-f]{64}"));
    EXPECT_EQ(secrets.verify(secret), SessionId(id));
    EXPECT_NE(secret, previous);
    previous = secret;
  }
}

TEST(ClientSecrets, OfThePreviousKeyAreAcceptedWhileRotating) {
  const std::string next(32, 'n');
  const ClientSecrets rotating(keys(next, kSigningKey));
  EXPECT_EQ(rotating.verify(kSecret), kSession);
  EXPECT_NE(rotating.make(kSession), kSecret);
  EXPECT_EQ(rotating.verify(rotating.make(kSession)), kSession);
  EXPECT_FALSE(ClientSecrets(keys(next)).verify(kSecret).has_value());
}

TEST(ClientSecrets, WithAKnownKeyIdAndAnotherKeyAreRefused) {
  const ClientSecrets secrets(keys(kSigningKey));
  std::string forged = ClientSecrets(keys(std::string(32, 'z'))).make(kSession);
  forged.replace(0, 11, kSecret.substr(0, 11));
  EXPECT_FALSE(secrets.verify(forged).has_value());
}

TEST(ClientSecretsDeathTest, NeedAKeyOf32Bytes) {
  EXPECT_DEATH(ClientSecrets(keys(std::string(31, 'k'))), "");
}

}  // namespace
}  // namespace chatkit::access
