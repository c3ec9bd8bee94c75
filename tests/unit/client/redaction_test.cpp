#include "client/redaction.hpp"

#include <gtest/gtest.h>

namespace chatkit::client {
namespace {

TEST(Redaction, KnowsNamesThatCarryCredentials) {
  for (const char* name : {"Authorization", "proxy-authorization", "Cookie", "Set-Cookie",
                           "X-Api-Key", "api-key", "X-Auth-Token", "client_secret"}) {
    EXPECT_TRUE(is_credential_name(name)) << name;
  }
  for (const char* name : {"Content-Type", "Idempotency-Key", "x-request-id", "User-Agent", "after",
                           "OpenAI-Beta", "WWW-Authenticate"}) {
    EXPECT_FALSE(is_credential_name(name)) << name;
  }
}

TEST(Redaction, MasksTheWholeValue) {
  EXPECT_EQ(redact_value("Authorization", "Bearer sk-abc"), "***");
  EXPECT_EQ(redact_value("Accept", "text/plain"), "text/plain");
}

TEST(Redaction, TakesCredentialsOutOfUrls) {
  EXPECT_EQ(redact_url("https://me:pass@host:1/v1?limit=1&api_key=abc&user=u"),
            "https://***@host:1/v1?limit=1&api_key=***&user=u");
  EXPECT_EQ(redact_url("https://host/v1/a@b"), "https://host/v1/a@b");
  EXPECT_EQ(redact_url("https://host/?token"), "https://host/?token");
}

}  // namespace
}  // namespace chatkit::client
