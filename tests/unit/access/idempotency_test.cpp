#include "access/idempotency.hpp"

#include <gtest/gtest.h>

namespace chatkit::access {
namespace {

TEST(IdempotencyKey, KeepsRoutesAndSessionsApart) {
  EXPECT_NE(idempotency_key("POST /a", "", "k"), idempotency_key("POST /b", "", "k"));
  EXPECT_NE(idempotency_key("POST /a", "s1", "k"), idempotency_key("POST /a", "s2", "k"));
  EXPECT_NE(idempotency_key("POST /a", "s", "k"), idempotency_key("POST /a", "", "s\nk"));
}

TEST(BodyHash, IsThe32BytesOfTheSha256) {
  EXPECT_EQ(body_hash("abc").size(), 32U);
  EXPECT_EQ(static_cast<unsigned char>(body_hash("abc")[0]), 0xBAU);
  EXPECT_NE(body_hash("{}"), body_hash("{ }"));
}

}  // namespace
}  // namespace chatkit::access
