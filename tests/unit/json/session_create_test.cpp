#include <gtest/gtest.h>

#include <ostream>

#include "json/rest.hpp"

// The strict reader of the create body. Expected codes and params: contract section 1.
namespace chatkit::json {
namespace {

Result<SessionCreateBody> read(std::string_view json) { return read_session_create(json, {}); }

/// `code param` of the error, or "ok".
std::string verdict(const Result<SessionCreateBody>& result) {
  if (result) return "ok";
  EXPECT_EQ(result.error().kind, ErrorKind::invalid_request);
  return result.error().code + " " + result.error().param.value_or("-");
}

std::string body(std::string_view more) {
  std::string out = R"({"user":"u","workflow":{"id":"w"})";
  if (!more.empty()) out.append(",").append(more);
  return out + "}";
}

std::string workflow(std::string_view more) {
  return R"({"user":"u","workflow":{"id":"w",)" + std::string(more) + "}}";
}

/// `{"k0":1,…}` with this many pairs.
std::string map_of(std::size_t pairs, std::string_view value) {
  std::string out = "{";
  for (std::size_t i = 0; i < pairs; ++i) {
    if (i > 0) out.push_back(',');
    out.append("\"k").append(std::to_string(i)).append("\":").append(value);
  }
  return out + "}";
}

/// A two-byte character, `count` times.
std::string chars(std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out.append("é");
  return out;
}

TEST(SessionCreate, ReadsEveryParameter) {
  const auto result =
      read(R"({"user":"u","workflow":{"id":"w","state_variables":{"s":"x","b":true,"i":1,"d":1.5},)"
           R"("tracing":{"enabled":false},"version":"v1.0"},"chatkit_configuration":{)"
           R"("automatic_thread_titling":{"enabled":false},"file_upload":{"enabled":true,)"
           R"("max_file_size":5,"max_files":2},"history":{"enabled":true,"recent_threads":3}},)"
           R"("expires_after":{"anchor":"created_at","seconds":60},)"
           R"("rate_limits":{"max_requests_per_1_minute":20},"metadata":{"a":"b"}})");
  ASSERT_TRUE(result) << verdict(result);
  const SessionCreateParams& params = result->params;
  EXPECT_EQ(params.user, "u");
  EXPECT_EQ(params.workflow.id, "w");
  EXPECT_TRUE(result->has_state_variables);
  EXPECT_EQ(params.workflow.state_variables,
            (StateVariables{{"s", "x"}, {"b", true}, {"i", std::int64_t{1}}, {"d", 1.5}}));
  EXPECT_EQ(params.workflow.tracing->enabled, false);
  EXPECT_EQ(params.workflow.version, "v1.0");
  const auto& configuration = *params.chatkit_configuration;
  EXPECT_EQ(configuration.automatic_thread_titling->enabled, false);
  EXPECT_EQ(configuration.file_upload->enabled, true);
  EXPECT_EQ(configuration.file_upload->max_file_size, 5);
  EXPECT_EQ(configuration.file_upload->max_files, 2);
  EXPECT_EQ(configuration.history->recent_threads, 3);
  EXPECT_EQ(params.expires_after->seconds, 60);
  EXPECT_EQ(params.rate_limits->max_requests_per_1_minute, 20);
  EXPECT_EQ(params.metadata, (Metadata{{"a", "b"}}));
}

TEST(SessionCreate, ReadsWhatTheClientWrites) {
  SessionCreateParams params;
  params.user = "u";
  params.workflow = {.id = "w", .state_variables = {{"context", "customer_support"}}};
  params.expires_after = ChatSessionExpiresAfterParam{.seconds = 30};
  std::string out;
  write_rest(out, params);
  const auto result = read(out);
  ASSERT_TRUE(result) << verdict(result);
  EXPECT_EQ(result->params.workflow.state_variables, params.workflow.state_variables);
  EXPECT_EQ(result->params.expires_after->seconds, 30);
}

TEST(SessionCreate, TakesNullAsAbsentAndEmptyObjectsAsDefaults) {
  const auto nulls = read(
      R"({"user":"u","workflow":{"id":"w","state_variables":null,"tracing":null,"version":null},)"
      R"("chatkit_configuration":null,"expires_after":null,"rate_limits":null,"metadata":null})");
  ASSERT_TRUE(nulls) << verdict(nulls);
  EXPECT_FALSE(nulls->has_state_variables);
  EXPECT_FALSE(nulls->params.expires_after);
  EXPECT_FALSE(nulls->params.rate_limits);
  const auto empty =
      read(R"({"user":"u","workflow":{"id":"w","state_variables":{},"tracing":{}},)"
           R"("chatkit_configuration":{"history":{},"file_upload":{"max_files":null}},)"
           R"("expires_after":{},"rate_limits":{},"metadata":{}})");
  ASSERT_TRUE(empty) << verdict(empty);
  EXPECT_FALSE(empty->params.expires_after);
  EXPECT_TRUE(empty->has_state_variables);
  EXPECT_FALSE(empty->params.rate_limits->max_requests_per_1_minute);
}

TEST(SessionCreate, UnderstandsTheOlderDocumentation) {
  EXPECT_EQ(read(body(R"("rate_limits":{"per_minute":7})"))
                ->params.rate_limits->max_requests_per_1_minute,
            7);
  EXPECT_EQ(read(body(R"("expires_after":120)"))->params.expires_after->seconds, 120);
  EXPECT_EQ(read(body(R"("expires_after":{"seconds":120})"))->params.expires_after->anchor,
            "created_at");
}

struct Verdict {
  const char* name;
  std::string json;
  std::string expected;
};
void PrintTo(const Verdict& tested, std::ostream* out) { *out << tested.name; }
class SessionCreateVerdict : public testing::TestWithParam<Verdict> {};
TEST_P(SessionCreateVerdict, IsTheContracts) {
  EXPECT_EQ(verdict(read(GetParam().json)), GetParam().expected);
}
std::string verdict_name(const testing::TestParamInfo<Verdict>& tested) {
  return tested.param.name;
}

INSTANTIATE_TEST_SUITE_P(
    Shape, SessionCreateVerdict,
    testing::Values(
        Verdict{"NotJson", "{", "invalid_json -"}, Verdict{"Empty", "", "invalid_json -"},
        Verdict{"TrailingText", body("") + "x", "invalid_json -"},
        Verdict{"Array", "[]", "invalid_type -"}, Verdict{"Null", "null", "invalid_type -"},
        Verdict{"NoUser", R"({"workflow":{"id":"w"}})", "missing_required_parameter user"},
        Verdict{"NoWorkflow", R"({"user":"u"})", "missing_required_parameter workflow"},
        Verdict{"NoWorkflowId", R"({"user":"u","workflow":{}})",
                "missing_required_parameter workflow.id"},
        Verdict{"UserNull", R"({"user":null,"workflow":{"id":"w"}})", "invalid_type user"},
        Verdict{"UserNumber", R"({"user":1,"workflow":{"id":"w"}})", "invalid_type user"},
        Verdict{"WorkflowString", R"({"user":"u","workflow":"w"})", "invalid_type workflow"},
        Verdict{"WorkflowIdNumber", R"({"user":"u","workflow":{"id":1}})",
                "invalid_type workflow.id"},
        Verdict{"Version", workflow(R"("version":1)"), "invalid_type workflow.version"},
        Verdict{"Tracing", workflow(R"("tracing":{"enabled":"yes"})"),
                "invalid_type workflow.tracing.enabled"},
        Verdict{"Metadata", body(R"("metadata":{"a":1})"), "invalid_type metadata.a"},
        Verdict{"StateNull", workflow(R"("state_variables":{"key":null})"),
                "invalid_type workflow.state_variables.key"},
        Verdict{"StateObject", workflow(R"("state_variables":{"key":{}})"),
                "invalid_type workflow.state_variables.key"},
        Verdict{"SecondsFraction", body(R"("expires_after":{"seconds":1.5})"),
                "invalid_type expires_after.seconds"},
        Verdict{"SecondsMissing", body(R"("expires_after":{"anchor":"created_at"})"),
                "missing_required_parameter expires_after.seconds"},
        Verdict{"Anchor", body(R"("expires_after":{"seconds":5,"anchor":"last_active_at"})"),
                "invalid_value expires_after.anchor"},
        Verdict{"UserNul", R"({"user":"a\u0000b","workflow":{"id":"w"}})", "invalid_value user"},
        Verdict{"StateNul", workflow(R"("state_variables":{"key":"\u0000"})"),
                "invalid_value workflow.state_variables.key"}),
    verdict_name);

INSTANTIATE_TEST_SUITE_P(
    Unknown, SessionCreateVerdict,
    testing::Values(Verdict{"Top", body(R"("usr":1)"), "unknown_parameter usr"},
                    Verdict{"Workflow", workflow(R"("name":1)"), "unknown_parameter workflow.name"},
                    Verdict{"Tracing", workflow(R"("tracing":{"on":true})"),
                            "unknown_parameter workflow.tracing.on"},
                    Verdict{"Configuration", body(R"("chatkit_configuration":{"voice":{}})"),
                            "unknown_parameter chatkit_configuration.voice"},
                    Verdict{"Upload",
                            body(R"("chatkit_configuration":{"file_upload":{"max_size":1}})"),
                            "unknown_parameter chatkit_configuration.file_upload.max_size"},
                    Verdict{"RateLimits", body(R"("rate_limits":{"per_hour":1})"),
                            "unknown_parameter rate_limits.per_hour"},
                    Verdict{"Expiry", body(R"("expires_after":{"seconds":1,"minutes":1})"),
                            "unknown_parameter expires_after.minutes"}),
    verdict_name);

INSTANTIATE_TEST_SUITE_P(
    Bounds, SessionCreateVerdict,
    testing::Values(
        Verdict{"SecondsAtMax", body(R"("expires_after":{"seconds":600})"), "ok"},
        Verdict{"SecondsPastMax", body(R"("expires_after":{"seconds":601})"),
                "integer_above_max_value expires_after.seconds"},
        Verdict{"SecondsAtMin", body(R"("expires_after":{"seconds":1})"), "ok"},
        Verdict{"SecondsBelowMin", body(R"("expires_after":{"seconds":0})"),
                "integer_below_min_value expires_after.seconds"},
        Verdict{"SecondsBeyondSixtyFourBits", body(R"("expires_after":99999999999999999999)"),
                "integer_above_max_value expires_after"},
        Verdict{"RateZero", body(R"("rate_limits":{"max_requests_per_1_minute":0})"),
                "integer_below_min_value rate_limits.max_requests_per_1_minute"},
        Verdict{"FileSizeAtMax",
                body(R"("chatkit_configuration":{"file_upload":{"max_file_size":512}})"), "ok"},
        Verdict{"FileSizePastMax",
                body(R"("chatkit_configuration":{"file_upload":{"max_file_size":513}})"),
                "integer_above_max_value chatkit_configuration.file_upload.max_file_size"},
        Verdict{"FilesZero", body(R"("chatkit_configuration":{"file_upload":{"max_files":0}})"),
                "integer_below_min_value chatkit_configuration.file_upload.max_files"},
        Verdict{"RecentZero", body(R"("chatkit_configuration":{"history":{"recent_threads":0}})"),
                "integer_below_min_value chatkit_configuration.history.recent_threads"},
        Verdict{"UserEmpty", R"({"user":"","workflow":{"id":"w"}})",
                "string_below_min_length user"},
        Verdict{"UserAtMax", R"({"user":")" + chars(512) + R"(","workflow":{"id":"w"}})", "ok"},
        Verdict{"UserPastMax", R"({"user":")" + chars(513) + R"(","workflow":{"id":"w"}})",
                "string_above_max_length user"},
        Verdict{"StateAtMax", workflow("\"state_variables\":" + map_of(64, "1")), "ok"},
        Verdict{"StatePastMax", workflow("\"state_variables\":" + map_of(65, "1")),
                "object_above_max_properties workflow.state_variables"},
        Verdict{"StateKeyAtMax", workflow("\"state_variables\":{\"" + chars(64) + "\":1}"), "ok"},
        Verdict{"StateKeyPastMax", workflow("\"state_variables\":{\"" + chars(65) + "\":1}"),
                "string_above_max_length workflow.state_variables." + chars(65)},
        Verdict{"MetadataAtMax", body("\"metadata\":" + map_of(16, "\"v\"")), "ok"},
        Verdict{"MetadataPastMax", body("\"metadata\":" + map_of(17, "\"v\"")),
                "object_above_max_properties metadata"},
        Verdict{"MetadataValueAtMax", body(R"("metadata":{"k":")" + chars(512) + "\"}"), "ok"},
        Verdict{"MetadataValuePastMax", body(R"("metadata":{"k":")" + chars(513) + "\"}"),
                "string_above_max_length metadata.k"}),
    verdict_name);

}  // namespace
}  // namespace chatkit::json
