#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "exchange/reply.hpp"
#include "exchange/request.hpp"

namespace chatkit::exchange {
namespace {

using ::testing::IsEmpty;

std::string field(const Reply& reply, std::string_view name) {
  for (const ReplyHeader& one : reply.headers) {
    if (one.name == name) return one.value;
  }
  return {};
}

TEST(ErrorReply, CarriesTheFourMembersOfTheApisErrorBody) {
  const Reply reply = error_reply(missing_parameter("user"));
  EXPECT_EQ(reply.status, 400);
  EXPECT_EQ(reply.content_type, "application/json");
  EXPECT_EQ(reply.body,
            "{\"error\":{\"message\":\"Missing required parameter: 'user'.\","
            "\"type\":\"invalid_request_error\",\"param\":\"user\","
            "\"code\":\"missing_required_parameter\"}}");
  EXPECT_THAT(reply.headers, IsEmpty());
}

TEST(ErrorReply, AsksForAKeyOnlyWhenUnauthenticated) {
  Error error;
  error.kind = ErrorKind::authentication;
  EXPECT_EQ(field(error_reply(error), "WWW-Authenticate"), "Bearer realm=\"OpenAI API\"");
  error.kind = ErrorKind::permission;
  EXPECT_EQ(field(error_reply(error), "WWW-Authenticate"), "");
}

TEST(ErrorReply, RoundsRetryAfterUpToWholeSeconds) {
  Error error;
  error.kind = ErrorKind::rate_limited;
  EXPECT_EQ(field(error_reply(error), "Retry-After"), "");
  const std::vector<std::pair<int, std::string>> rows = {
      {0, "1"}, {1, "1"}, {1000, "1"}, {1001, "2"}, {59'999, "60"}};
  for (const auto& [milliseconds, seconds] : rows) {
    error.retry_after = std::chrono::milliseconds(milliseconds);
    EXPECT_EQ(field(error_reply(error), "Retry-After"), seconds) << milliseconds;
  }
}

TEST(ErrorReply, TellsSdksNotToRetryAPermanentConflict) {
  Error error;
  error.kind = ErrorKind::conflict;
  EXPECT_EQ(field(error_reply(error), "x-should-retry"), "");
  error.permanent = true;
  EXPECT_EQ(field(error_reply(error), "x-should-retry"), "false");
}

TEST(ErrorReply, KeepsTheLogTextFromTheClient) {
  const Reply reply = error_reply(internal_error("disk 3 is on fire"));
  EXPECT_EQ(reply.status, 500);
  EXPECT_EQ(reply.log_text, "disk 3 is on fire");
  EXPECT_EQ(reply.body.find("fire"), std::string::npos);
}

TEST(Request, FindsTheFirstHeaderWhateverItsCase) {
  Request request;
  request.headers = {{"Authorization", "one"}, {"AUTHORIZATION", "two"}, {"Empty", ""}};
  EXPECT_EQ(request.header("authorization"), "one");
  EXPECT_EQ(request.header("empty"), "");
  EXPECT_EQ(request.header("author"), "");
}

TEST(ParseQuery, DecodesNamesAndValues) {
  const auto parsed = parse_query("a=1&b=x+y%20z&c&d=&%C3%A9=%2B&e=f=g&&a=2").value();
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const QueryParameter& one : parsed) pairs.emplace_back(one.name, one.value);
  const std::vector<std::pair<std::string, std::string>> expected = {
      {"a", "1"},        {"b", "x y z"}, {"c", ""}, {"d", ""},
      {"\xC3\xA9", "+"}, {"e", "f=g"},   {"a", "2"}};
  EXPECT_EQ(pairs, expected);
  EXPECT_THAT(parse_query("").value(), IsEmpty());
}

TEST(ParseQuery, RefusesBrokenEscapesAndNul) {
  for (const char* query : {"a=%", "a=%2", "a=%zz", "%=1", "a=%00", "a=%2\xC3"}) {
    const auto parsed = parse_query(query);
    ASSERT_FALSE(parsed.has_value()) << query;
    EXPECT_EQ(parsed.error().code, "invalid_value") << query;
  }
  EXPECT_EQ(parse_query("user=%zz").error().param, "user");
}

TEST(PercentDecode, ReadsPlusAsItIsOutsideQueries) {
  EXPECT_EQ(percent_decode("a+b%2f", false).value(), "a+b/");
  EXPECT_EQ(percent_decode("a+b%2F", true).value(), "a b/");
}

}  // namespace
}  // namespace chatkit::exchange
