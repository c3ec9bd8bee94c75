#include "crypto/hash.hpp"

#include <gtest/gtest.h>

#include <span>
#include <string>

#include "base/ids.hpp"

namespace chatkit::crypto {
namespace {

std::string hex(const std::string& bytes) { return to_hex(std::as_bytes(std::span(bytes))); }

// FIPS 180-4 examples.
TEST(Sha256, AgreesWithTheStandard) {
  EXPECT_EQ(to_hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(to_hex(sha256("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Sha256, TakesBytesBehindNul) {
  EXPECT_NE(sha256(std::string("a\0b", 3)), sha256(std::string("a\0c", 3)));
}

// RFC 4231, cases 1 and 2.
TEST(HmacSha256, AgreesWithTheStandard) {
  EXPECT_EQ(to_hex(hmac_sha256(std::string(20, '\x0b'), "Hi There")),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(to_hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

// RFC 5869, case 3: no salt, no info.
TEST(HkdfSha256, AgreesWithTheStandard) {
  EXPECT_EQ(hex(hkdf_sha256(std::string(22, '\x0b'), "", 42)),
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
            "9d201395faa4b61a96c8");
}

TEST(HkdfSha256, GivesEachPurposeItsOwnKey) {
  const std::string master(32, 'm');
  EXPECT_NE(hkdf_sha256(master, "one", 32), hkdf_sha256(master, "two", 32));
}

TEST(ConstantTimeEqual, ComparesTextsOfAnyLength) {
  EXPECT_TRUE(constant_time_equal("", ""));
  EXPECT_TRUE(constant_time_equal("secret", "secret"));
  EXPECT_FALSE(constant_time_equal("secret", "secreT"));
  EXPECT_FALSE(constant_time_equal("secret", "secret "));
  EXPECT_FALSE(constant_time_equal("", "s"));
}

}  // namespace
}  // namespace chatkit::crypto
