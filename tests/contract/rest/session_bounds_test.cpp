#include "rest_api.hpp"

namespace chatkit::rest {
namespace {

using exchange::Method;

std::string with(const std::string& member) {
  return R"({"user":"ada","workflow":{"id":"wf"},)" + member + "}";
}
std::string with_workflow(const std::string& member) {
  return R"({"user":"ada","workflow":{"id":"wf",)" + member + "}}";
}
std::string with_user(const std::string& user) {
  return R"({"user":")" + user + R"(","workflow":{"id":"wf"}})";
}
std::string pairs(int count, const std::string& value) {
  std::string out;
  for (int i = 0; i < count; ++i) {
    out += (i == 0 ? "\"k" : ",\"k") + std::to_string(i) + "\":" + value;
  }
  return "{" + out + "}";
}
std::string chars(std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += "é";
  return out;
}

struct Bound {
  const char* name;
  std::string body;
  const char* answer;
};
class SessionBounds : public RestApi, public testing::WithParamInterface<Bound> {};

TEST_P(SessionBounds, AreKeptExactly) {
  EXPECT_EQ(summary(post(kSessionsPath, GetParam().body)), GetParam().answer);
}

const auto name_of = [](const auto& row) { return std::string(row.param.name); };

INSTANTIATE_TEST_SUITE_P(
    Shape, SessionBounds,
    testing::Values(
        Bound{"empty_body", "", "400 invalid_json -"}, Bound{"broken", "{", "400 invalid_json -"},
        Bound{"no_user", R"({"workflow":{"id":"wf"}})", "400 missing_required_parameter user"},
        Bound{"no_workflow", R"({"user":"a"})", "400 missing_required_parameter workflow"},
        Bound{"no_id", R"({"user":"a","workflow":{}})",
              "400 missing_required_parameter workflow.id"},
        Bound{"null_user", R"({"user":null,"workflow":{"id":"wf"}})", "400 invalid_type user"},
        Bound{"user_number", R"({"user":1,"workflow":{"id":"wf"}})", "400 invalid_type user"},
        Bound{"typo", with(R"("usr":"x")"), "400 unknown_parameter usr"},
        Bound{"nested_typo", with_workflow(R"("verison":"1")"),
              "400 unknown_parameter workflow.verison"},
        Bound{"nul", with_user("a\\u0000b"), "400 invalid_value user"},
        Bound{"unknown_workflow", R"({"user":"a","workflow":{"id":"nope"}})",
              "404 not_found workflow.id"},
        Bound{"unknown_version", with_workflow(R"("version":"v11")"),
              "400 invalid_value workflow.version"},
        Bound{"bad_anchor", with(R"("expires_after":{"anchor":"last_active_at","seconds":9})"),
              "400 invalid_value expires_after.anchor"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Numbers, SessionBounds,
    testing::Values(
        Bound{"expiry_1", with(R"("expires_after":{"anchor":"created_at","seconds":1})"), "200"},
        Bound{"expiry_0", with(R"("expires_after":{"anchor":"created_at","seconds":0})"),
              "400 integer_below_min_value expires_after.seconds"},
        Bound{"expiry_600", with(R"("expires_after":{"anchor":"created_at","seconds":600})"),
              "200"},
        Bound{"expiry_601", with(R"("expires_after":{"anchor":"created_at","seconds":601})"),
              "400 integer_above_max_value expires_after.seconds"},
        Bound{"bare_expiry_601", with(R"("expires_after":601)"),
              "400 integer_above_max_value expires_after"},
        Bound{"rate_1", with(R"("rate_limits":{"max_requests_per_1_minute":1})"), "200"},
        Bound{"rate_0", with(R"("rate_limits":{"max_requests_per_1_minute":0})"),
              "400 integer_below_min_value rate_limits.max_requests_per_1_minute"},
        Bound{"rate_text", with(R"("rate_limits":{"max_requests_per_1_minute":"9"})"),
              "400 invalid_type rate_limits.max_requests_per_1_minute"},
        Bound{"size_512", with(R"("chatkit_configuration":{"file_upload":{"max_file_size":512}})"),
              "200"},
        Bound{"size_513", with(R"("chatkit_configuration":{"file_upload":{"max_file_size":513}})"),
              "400 integer_above_max_value chatkit_configuration.file_upload.max_file_size"},
        Bound{"files_0", with(R"("chatkit_configuration":{"file_upload":{"max_files":0}})"),
              "400 integer_below_min_value chatkit_configuration.file_upload.max_files"},
        Bound{"recent_0", with(R"("chatkit_configuration":{"history":{"recent_threads":0}})"),
              "400 integer_below_min_value chatkit_configuration.history.recent_threads"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Texts, SessionBounds,
    testing::Values(
        Bound{"user_1", with_user("a"), "200"},
        Bound{"user_0", with_user(""), "400 string_below_min_length user"},
        Bound{"user_512_chars", with_user(chars(512)), "200"},
        Bound{"user_513_chars", with_user(chars(513)), "400 string_above_max_length user"},
        Bound{"variables_64", with_workflow("\"state_variables\":" + pairs(64, "1")), "200"},
        Bound{"variables_65", with_workflow("\"state_variables\":" + pairs(65, "1")),
              "400 object_above_max_properties workflow.state_variables"},
        Bound{"variable_key_64",
              with_workflow("\"state_variables\":{\"" + std::string(64, 'k') + "\":1}"), "200"},
        Bound{"variable_list", with_workflow(R"("state_variables":{"a":[1]})"),
              "400 invalid_type workflow.state_variables.a"},
        Bound{"metadata_16", with("\"metadata\":" + pairs(16, "\"v\"")), "200"},
        Bound{"metadata_17", with("\"metadata\":" + pairs(17, "\"v\"")),
              "400 object_above_max_properties metadata"},
        Bound{"metadata_number", with(R"("metadata":{"a":1})"), "400 invalid_type metadata.a"},
        Bound{"metadata_value_513", with("\"metadata\":{\"a\":\"" + std::string(513, 'v') + "\"}"),
              "400 string_above_max_length metadata.a"}),
    name_of);

class SessionBodies : public RestApi {};

TEST_F(SessionBodies, MustBeJsonIfTheySayAnything) {
  const std::string body = with_user("ada");
  for (const char* type : {"application/json", "Application/JSON; charset=utf-8", ""}) {
    EXPECT_EQ(summary(send(Sent{Method::post, kSessionsPath, body, {{"Content-Type", type}}})),
              "200")
        << type;
  }
  for (const char* type :
       {"text/plain", "application/x-www-form-urlencoded", "application/jsonp"}) {
    const auto reply = send(Sent{Method::post, kSessionsPath, body, {{"Content-Type", type}}});
    EXPECT_EQ(reply.status, 415) << type;
    EXPECT_TRUE(error_of(reply).code.has_value());
  }
}

}  // namespace
}  // namespace chatkit::rest
