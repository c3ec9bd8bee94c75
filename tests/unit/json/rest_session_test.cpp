#include <gtest/gtest.h>

#include "json/rest.hpp"

// Sessions, threads, pages and errors in the REST dialect. Expected texts: contract section 1.
namespace chatkit::json {
namespace {

template <class T>
std::string rest(const T& value) {
  std::string out;
  write_rest(out, value);
  return out;
}

constexpr std::string_view kSession =
    R"({"id":"cksess_1","object":"chatkit.session","expires_at":1764000600,)"
    R"("client_secret":"ek_secret","workflow":{"id":"wf_1","version":null,"state_variables":null,)"
    R"("tracing":{"enabled":true}},"user":"user_1","rate_limits":{"max_requests_per_1_minute":10},)"
    R"("max_requests_per_1_minute":10,"status":"active","chatkit_configuration":{)"
    R"("automatic_thread_titling":{"enabled":true},)"
    R"("file_upload":{"enabled":false,"max_file_size":512,"max_files":10},)"
    R"("history":{"enabled":true,"recent_threads":null}}})";

ChatSession default_session() {
  ChatSession session;
  session.id = "cksess_1";
  session.client_secret = "ek_secret";
  session.expires_at = UnixSeconds(std::chrono::seconds(1'764'000'600));
  session.user = "user_1";
  session.workflow.id = "wf_1";
  return session;
}

TEST(RestSession, WritesEveryKeyAndItsDefaults) { EXPECT_EQ(rest(default_session()), kSession); }

TEST(RestSession, ReadsWhatItWrites) {
  const auto session = read_session(kSession);
  ASSERT_TRUE(session);
  EXPECT_EQ(session->id, "cksess_1");
  EXPECT_EQ(session->status, ChatSessionStatus::Known::active);
  EXPECT_EQ(session->expires_at.time_since_epoch().count(), 1'764'000'600);
  EXPECT_FALSE(session->workflow.state_variables);
  EXPECT_EQ(session->chatkit_configuration.file_upload.max_files, 10);
  EXPECT_TRUE(session->extra.empty());
  EXPECT_EQ(rest(*session), kSession);
}

TEST(RestSession, EchoesStateVariablesOfEveryType) {
  ChatSession session = default_session();
  session.workflow.state_variables =
      StateVariables{{"b", true}, {"d", 2.5}, {"i", std::int64_t{7}}, {"s", "x"}, {"w", 1.0}};
  session.workflow.version = "v1.0";
  const auto again = read_session(rest(session));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->workflow.state_variables, session.workflow.state_variables);
  EXPECT_NE(rest(session).find(R"({"b":true,"d":2.5,"i":7,"s":"x","w":1.0})"), std::string::npos);
}

TEST(RestSession, TellsNoStateVariablesFromAnEmptyMap) {
  ChatSession session = default_session();
  session.workflow.state_variables.emplace();
  EXPECT_NE(rest(session).find(R"("state_variables":{})"), std::string::npos);
}

TEST(RestSession, KeepsUnknownFieldsOfEveryObjectAndUnknownStatus) {
  const std::string text =
      R"({"id":"s","status":"paused","new":{"a":[1, 2]},"workflow":{"id":"w","colour":"red",)"
      R"("tracing":{"enabled":false,"deep":1}},"rate_limits":{"burst":5},)"
      R"("chatkit_configuration":{"history":{"enabled":true,"kept":"all"},)"
      R"("file_upload":{"x":null},)"
      R"("automatic_thread_titling":{"y":1},"voice":{}}})";
  const auto session = read_session(text);
  ASSERT_TRUE(session);
  EXPECT_EQ(session->status, ChatSessionStatus::Known::unknown);
  EXPECT_EQ(session->status.text(), "paused");
  EXPECT_EQ(session->extra.at("new").text(), R"({"a":[1,2]})");
  EXPECT_EQ(session->workflow.extra.at("colour").text(), R"("red")");
  EXPECT_EQ(session->workflow.tracing.extra.at("deep").text(), "1");
  EXPECT_EQ(session->rate_limits.extra.at("burst").text(), "5");
  EXPECT_EQ(session->chatkit_configuration.extra.at("voice").text(), "{}");
  const auto again = read_session(rest(*session));
  ASSERT_TRUE(again);
  EXPECT_EQ(rest(*again), rest(*session));
  EXPECT_EQ(again->chatkit_configuration.history.extra.at("kept").text(), R"("all")");
}

TEST(RestSession, TakesTheLastOfDuplicateNames) {
  const auto session = read_session(R"({"id":"first","user":"a","id":"last","user":"b"})");
  ASSERT_TRUE(session);
  EXPECT_EQ(session->id, "last");
  EXPECT_EQ(session->user, "b");
}

TEST(RestSession, RefusesWhatDoesNotFit) {
  EXPECT_EQ(read_session("{}").error().code, "missing_required_parameter");
  EXPECT_EQ(read_session("[]").error().code, "invalid_type");
  EXPECT_EQ(read_session("{\"id\":").error().code, "invalid_json");
  const auto wrong = read_session(R"({"id":"s","workflow":{"id":5}})");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code, "invalid_type");
  EXPECT_EQ(wrong.error().param, "workflow.id");
}

ChatKitThread locked_thread() {
  ChatKitThread thread;
  thread.id = "cthr_1";
  thread.created_at = UnixSeconds(std::chrono::seconds(1'764'000'000));
  thread.status.type = ThreadStatusType::Known::locked;
  thread.user = "user_1";
  thread.metadata = {{"topic", "shipping"}};
  return thread;
}

constexpr std::string_view kThread =
    R"({"id":"cthr_1","object":"chatkit.thread","created_at":1764000000,"title":null,)"
    R"("status":{"type":"locked","reason":null},"user":"user_1","metadata":{"topic":"shipping"},)"
    R"("session_id":null})";

TEST(RestThread, WritesEveryKeyAndTheOlderFields) { EXPECT_EQ(rest(locked_thread()), kThread); }

TEST(RestThread, WritesAnActiveStatusWithoutReason) {
  ChatKitThread thread = locked_thread();
  thread.status = {};
  EXPECT_NE(rest(thread).find(R"("status":{"type":"active"},)"), std::string::npos);
}

TEST(RestThread, ReadsWhatItWrites) {
  const auto thread = read_thread(kThread);
  ASSERT_TRUE(thread);
  EXPECT_EQ(thread->status.type, ThreadStatusType::Known::locked);
  EXPECT_EQ(thread->metadata.at("topic"), "shipping");
  EXPECT_EQ(rest(*thread), kThread);
}

TEST(RestThread, RefusesATimeThatNoCalendarHas) {
  const auto thread = read_thread(R"({"id":"t","created_at":9223372036854775807})");
  ASSERT_FALSE(thread);
  EXPECT_EQ(thread.error().param, "created_at");
}

TEST(RestThread, WritesAndReadsTheDeletion) {
  constexpr std::string_view text =
      R"({"id":"cthr_1","object":"chatkit.thread.deleted","deleted":true})";
  ThreadDeleteResponse response;
  response.id = "cthr_1";
  response.deleted = true;
  EXPECT_EQ(rest(response), text);
  const auto read = read_thread_deleted(text);
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->deleted);
}

TEST(RestPage, WritesNullIdsWhereItIsEmpty) {
  EXPECT_EQ(rest(RestPage<ChatKitThread>()),
            R"({"object":"list","data":[],"first_id":null,"last_id":null,"has_more":false})");
}

TEST(RestPage, ReadsWhatItWrites) {
  RestPage<ChatKitThread> page;
  page.data = {locked_thread(), locked_thread()};
  page.first_id = "cthr_1";
  page.last_id = "cthr_1";
  page.has_more = true;
  const auto read = read_thread_page(rest(page));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->data.size(), 2U);
  EXPECT_EQ(read->last_id, "cthr_1");
  EXPECT_TRUE(read->has_more);
  EXPECT_EQ(rest(*read), rest(page));
}

TEST(RestError, WritesTheFourKeys) {
  std::string out;
  write_error(out, missing_parameter("user"));
  EXPECT_EQ(out, R"({"error":{"message":"Missing required parameter: 'user'.",)"
                 R"("type":"invalid_request_error","param":"user",)"
                 R"("code":"missing_required_parameter"}})");
}

TEST(RestError, ReadsWhatABodySays) {
  const auto error =
      read_rest_error(R"({"error":{"message":"m","type":"t","param":null,"code":429}})");
  ASSERT_TRUE(error);
  EXPECT_EQ(error->message, "m");
  EXPECT_EQ(error->type, "t");
  EXPECT_FALSE(error->param);
  EXPECT_EQ(error->code, "429");
}

TEST(RestError, ReadsNothingFromAnyOtherShape) {
  EXPECT_FALSE(read_rest_error("<html>"));
  EXPECT_FALSE(read_rest_error("{}"));
  EXPECT_FALSE(read_rest_error("[]"));
  EXPECT_FALSE(read_rest_error(R"({"error":"text"})"));
}

TEST(RestParams, LeavesOutWhatIsNotSet) {
  SessionCreateParams params;
  params.user = "u";
  params.workflow.id = "w";
  EXPECT_EQ(rest(params), R"({"user":"u","workflow":{"id":"w"}})");
  EXPECT_EQ(rest(ThreadUpdateParams()), "{}");
}

TEST(RestParams, WritesTheOlderRateLimitUnderTheApisName) {
  SessionCreateParams params;
  params.rate_limits.emplace().per_minute = 5;
  EXPECT_NE(rest(params).find(R"("rate_limits":{"max_requests_per_1_minute":5})"),
            std::string::npos);
}

TEST(RestMetadata, TakesOtherValuesAsTheirJson) {
  const auto metadata = read_metadata(R"({"a":"x","b":[1, {"c":null}],"d":null,"e":1.50})");
  ASSERT_TRUE(metadata);
  EXPECT_EQ(*metadata,
            (Metadata{{"a", "x"}, {"b", R"([1,{"c":null}])"}, {"d", "null"}, {"e", "1.50"}}));
}

TEST(RestStateVariables, TakesIntegersBeyondSixtyFourBitsAsNumbers) {
  const auto variables = read_state_variables(R"({"n":18446744073709551616,"m":-0})");
  ASSERT_TRUE(variables);
  EXPECT_EQ(variables->at("n"), StateValue(18446744073709551616.0));
  EXPECT_EQ(variables->at("m"), StateValue(std::int64_t{0}));
  EXPECT_EQ(read_state_variables(R"({"n":1e999})").error().code, "invalid_value");
}

}  // namespace
}  // namespace chatkit::json
