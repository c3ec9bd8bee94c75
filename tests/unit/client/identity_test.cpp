#include "client/identity.hpp"

#include <gtest/gtest.h>

#include "chatkit/version.hpp"

namespace chatkit::client {
namespace {

class Counting final : public Random {
 public:
  void fill(std::span<std::byte> out) override {
    for (std::byte& byte : out) byte = std::byte{next_++};
  }

 private:
  unsigned char next_ = 0;
};

TEST(Identity, NamesTheLibraryAndItsSurroundings) {
  Headers headers;
  add_identity(headers);
  EXPECT_EQ(headers.get("User-Agent"), "chatkit-cpp/" + std::string(version));
  EXPECT_EQ(headers.get("X-ChatKit-Lang"), "c++");
  EXPECT_EQ(headers.get("X-ChatKit-Package-Version"), version);
  for (const char* name : {"X-ChatKit-OS", "X-ChatKit-Arch", "X-ChatKit-Runtime-Version"}) {
    EXPECT_NE(headers.get(name).value_or(""), "") << name;
  }
}

TEST(Identity, CountsRetriesAndTellsTheReadTimeout) {
  Headers headers;
  add_attempt(headers, 2, Timeout(std::chrono::milliseconds(1500)));
  EXPECT_EQ(headers.get("X-ChatKit-Retry-Count"), "2");
  EXPECT_EQ(headers.get("X-ChatKit-Read-Timeout"), "1.5");

  Headers unlimited;
  add_attempt(unlimited, 0, Timeout::none());
  EXPECT_FALSE(unlimited.has("X-ChatKit-Read-Timeout"));
}

TEST(Identity, MakesAnotherIdempotencyKeyEachTime) {
  Counting random;
  EXPECT_EQ(new_idempotency_key(random), "chatkit-cpp-retry-000102030405060708090a0b0c0d0e0f");
  EXPECT_EQ(new_idempotency_key(random), "chatkit-cpp-retry-101112131415161718191a1b1c1d1e1f");
}

}  // namespace
}  // namespace chatkit::client
