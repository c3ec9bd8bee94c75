#include "telemetry/log.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chatkit::telemetry {
namespace {

using testing::MatchesRegex;

constexpr const char* kTime = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(\\.[0-9]{6})?Z";

std::string written(LogFormat format, std::string_view event, std::initializer_list<Field> fields) {
  testing::internal::CaptureStderr();
  stderr_log(Level::info, format)->info(event, fields);
  return testing::internal::GetCapturedStderr();
}

TEST(StderrLog, WritesOneReadableLine) {
  EXPECT_THAT(written(LogFormat::text, "started", {{"addr", "127.0.0.1:8080"}, {"pid", "7"}}),
              MatchesRegex(std::string(kTime) + " info started addr=127.0.0.1:8080 pid=7\n"));
}

TEST(StderrLog, QuotesWhatCouldForgeAFieldOrALine) {
  EXPECT_THAT(
      written(LogFormat::text, "e", {{"a", "x y=1"}, {"b", "1\n2 info"}, {"c", ""}}),
      MatchesRegex(std::string(kTime) + " info e a=\"x y=1\" b=\"1\\\\u000a2 info\" c=\"\"\n"));
}

TEST(StderrLog, EscapesWhatSteersATerminal) {
  EXPECT_EQ(written(LogFormat::text, "e", {{"a", "\x1b[2J\x7f"}}).find('\x1b'), std::string::npos);
}

TEST(StderrLog, WritesOneJsonObjectALine) {
  EXPECT_THAT(written(LogFormat::json, "e", {{"path", "/a\"b\\c\n"}}),
              MatchesRegex("\\{\"time\":\"" + std::string(kTime) +
                           "\",\"level\":\"info\",\"event\":\"e\","
                           "\"path\":\"/a\\\\\"b\\\\\\\\c\\\\u000a\"\\}\n"));
}

TEST(StderrLog, TakesFormatBracesAsText) {
  EXPECT_THAT(written(LogFormat::text, "e", {{"a", "{}{0}%v"}}),
              MatchesRegex(std::string(kTime) + " info e a=\\{\\}\\{0\\}%v\n"));
}

TEST(StderrLog, LeavesOutWhatIsBelowItsLevel) {
  testing::internal::CaptureStderr();
  const auto log = stderr_log(Level::warn, LogFormat::text);
  log->info("quiet");
  log->error("loud");
  const std::string out = testing::internal::GetCapturedStderr();
  EXPECT_EQ(out.find("quiet"), std::string::npos);
  EXPECT_NE(out.find(" error loud\n"), std::string::npos);
  EXPECT_FALSE(log->enabled(Level::info));
  EXPECT_TRUE(log->enabled(Level::warn));
}

TEST(NullLog, SwallowsEverything) {
  testing::internal::CaptureStderr();
  null_log()->error("gone");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  EXPECT_FALSE(null_log()->enabled(Level::error));
}

}  // namespace
}  // namespace chatkit::telemetry
