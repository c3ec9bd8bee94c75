#include "files/signer.hpp"

#include <gtest/gtest.h>

#include "support/manual_clock.hpp"

namespace chatkit::files {
namespace {

using namespace std::chrono_literals;

std::string code_of(const Result<void>& checked) { return checked ? "good" : checked.error().code; }

class SignerTest : public ::testing::Test {
 protected:
  test::ManualClock clock;
  Secret key = Secret(std::string(32, 'k'));
  Secret other = Secret(std::string(32, 'o'));
  Signer signer = Signer(key, Secret(), clock);
};

TEST_F(SignerTest, WhatWasSignedIsGood) {
  const Signature signature = signer.sign(Purpose::download, "cfile_1", 60s);
  EXPECT_EQ(code_of(signer.check(Purpose::download, "cfile_1", signature)), "good");
}

TEST_F(SignerTest, IsGoodUntilItExpiresAndNotThen) {
  const Signature signature = signer.sign(Purpose::download, "cfile_1", 60s);
  clock.advance(59s);
  EXPECT_EQ(code_of(signer.check(Purpose::download, "cfile_1", signature)), "good");
  clock.advance(1s);
  EXPECT_EQ(code_of(signer.check(Purpose::download, "cfile_1", signature)), "url_expired");
}

TEST_F(SignerTest, OpensNothingElse) {
  const Signature signature = signer.sign(Purpose::preview, "cfile_1", 60s);
  EXPECT_EQ(code_of(signer.check(Purpose::preview, "cfile_2", signature)), "invalid_signature");
  EXPECT_EQ(code_of(signer.check(Purpose::download, "cfile_1", signature)), "invalid_signature");
  EXPECT_EQ(code_of(signer.check(Purpose::upload, "cfile_1", signature)), "invalid_signature");
}

TEST_F(SignerTest, EveryAlterationIsSeen) {
  const Signature signature = signer.sign(Purpose::download, "cfile_1", 60s);
  for (std::size_t i = 0; i < signature.code.size(); ++i) {
    Signature altered = signature;
    altered.code[i] = altered.code[i] == '0' ? '1' : '0';
    EXPECT_EQ(code_of(signer.check(Purpose::download, "cfile_1", altered)), "invalid_signature");
  }
  for (const char* expires : {"", "9999999999", "99999999999999999999", "-1", "+5", "0x10", " 1"}) {
    Signature altered = signature;
    altered.expires = expires;
    EXPECT_EQ(code_of(signer.check(Purpose::download, "cfile_1", altered)), "invalid_signature");
  }
  EXPECT_EQ(code_of(signer.check(Purpose::download, "cfile_1", Signature())), "invalid_signature");
}

TEST_F(SignerTest, TheKeyBeforeIsStillTakenAndAForeignOneIsNot) {
  const Signature old = signer.sign(Purpose::download, "cfile_1", 60s);
  EXPECT_EQ(code_of(Signer(other, key, clock).check(Purpose::download, "cfile_1", old)), "good");
  EXPECT_EQ(code_of(Signer(other, Secret(), clock).check(Purpose::download, "cfile_1", old)),
            "invalid_signature");
}

}  // namespace
}  // namespace chatkit::files
