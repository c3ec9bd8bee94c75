#include "base/iso_time.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <string>

namespace chatkit {
namespace {

using std::chrono::microseconds;
using std::chrono::seconds;

Timestamp at(std::int64_t unix_seconds, std::int64_t micros = 0) {
  return Timestamp(seconds(unix_seconds)) + microseconds(micros);
}

TEST(FormatIso, WritesUtcWithZ) { EXPECT_EQ(format_iso(at(0)), "1970-01-01T00:00:00Z"); }

TEST(FormatIso, WritesMicrosecondsOnlyWhereThereAreAny) {
  EXPECT_EQ(format_iso(at(951'782'400)), "2000-02-29T00:00:00Z");
  EXPECT_EQ(format_iso(at(951'782'400, 1)), "2000-02-29T00:00:00.000001Z");
  EXPECT_EQ(format_iso(at(951'782'400, 123'000)), "2000-02-29T00:00:00.123000Z");
}

TEST(FormatIso, WritesTimesBeforeTheEpoch) {
  EXPECT_EQ(format_iso(at(-1, 999'999)), "1969-12-31T23:59:59.999999Z");
}

struct Case {
  const char* name;
  const char* text;
  std::optional<Timestamp> time;
};
class ParseIso : public testing::TestWithParam<Case> {};

TEST_P(ParseIso, ReadsWhatIso8601MeansAndNothingElse) {
  EXPECT_EQ(parse_iso(GetParam().text), GetParam().time);
}

constexpr std::int64_t kNoon = 1'700'049'600;  // 2023-11-15T12:00:00Z
INSTANTIATE_TEST_SUITE_P(
    Texts, ParseIso,
    testing::Values(Case{"zulu", "2023-11-15T12:00:00Z", at(kNoon)},
                    Case{"no_zone_is_utc", "2023-11-15T12:00:00", at(kNoon)},
                    Case{"space_for_t", "2023-11-15 12:00:00Z", at(kNoon)},
                    Case{"east", "2023-11-15T14:00:00+02:00", at(kNoon)},
                    Case{"west_without_colon", "2023-11-15T06:30:00-0530", at(kNoon)},
                    Case{"milliseconds", "2023-11-15T12:00:00.25Z", at(kNoon, 250'000)},
                    Case{"nanoseconds_are_cut", "2023-11-15T12:00:00.123456789Z",
                         at(kNoon, 123'456)},
                    Case{"leap_second", "2016-12-31T23:59:60Z", at(1'483'228'800)},
                    Case{"empty", "", std::nullopt}, Case{"date_alone", "2023-11-15", std::nullopt},
                    Case{"no_such_day", "2023-02-29T00:00:00Z", std::nullopt},
                    Case{"month_13", "2023-13-01T00:00:00Z", std::nullopt},
                    Case{"hour_24", "2023-11-15T24:00:00Z", std::nullopt},
                    Case{"minute_60", "2023-11-15T12:60:00Z", std::nullopt},
                    Case{"dot_without_digits", "2023-11-15T12:00:00.Z", std::nullopt},
                    Case{"text_behind", "2023-11-15T12:00:00Zulu", std::nullopt},
                    Case{"half_a_zone", "2023-11-15T12:00:00+02", std::nullopt},
                    Case{"sign_for_digit", "2023-+1-15T12:00:00Z", std::nullopt}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(ParseIso, ReadsBackWhatFormatWrote) {
  for (const Timestamp time : {at(0), at(-86'400, 5), at(kNoon, 999'999), at(4'102'444'800)}) {
    EXPECT_EQ(parse_iso(format_iso(time)), time);
  }
}

}  // namespace
}  // namespace chatkit
