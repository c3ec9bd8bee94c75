#include "base/ids.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <type_traits>

#include "support/counting_random.hpp"
#include "support/manual_clock.hpp"

namespace chatkit {
namespace {

using testing::MatchesRegex;

TEST(Ids, ArePrefixAnd48HexDigitsWithTheSecondsFirst) {
  test::CountingRandom random;
  const Timestamp time(std::chrono::seconds(0x6560'0000));
  EXPECT_THAT(new_session_id(time, random).str(), MatchesRegex("cksess_65600000[0-9a-f]{40}"));
  EXPECT_THAT(new_thread_id(time, random).str(), MatchesRegex("cthr_65600000[0-9a-f]{40}"));
  EXPECT_THAT(new_item_id(time, random).str(), MatchesRegex("cthi_65600000[0-9a-f]{40}"));
  EXPECT_THAT(new_run_id(time, random).str(), MatchesRegex("run_65600000[0-9a-f]{40}"));
}

TEST(Ids, OfOneMomentDiffer) {
  SystemRandom random;
  const Timestamp time{};
  EXPECT_NE(new_item_id(time, random), new_item_id(time, random));
}

TEST(Ids, OfDifferentKindsDoNotConvert) {
  EXPECT_FALSE((std::is_convertible_v<ThreadId, ItemId>));
  EXPECT_FALSE((std::is_constructible_v<ThreadId, ItemId>));
  EXPECT_FALSE((std::is_convertible_v<std::string, ThreadId>));
}

TEST(ToHex, WritesEveryByteInLowerCase) {
  const std::array bytes = {std::byte{0x00}, std::byte{0x0F}, std::byte{0xA5}, std::byte{0xFF}};
  EXPECT_EQ(to_hex(bytes), "000fa5ff");
}

}  // namespace
}  // namespace chatkit
