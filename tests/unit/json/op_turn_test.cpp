#include <gtest/gtest.h>

#include "json/protocol.hpp"
#include "unit/json/op_verdict.hpp"

// Ops that go on with a turn, retry or stop it, and custom actions. Expected codes and params:
// contract section 2 and the shapes of conversation.schema.json.
namespace chatkit::json {
namespace {

using json_test::op;
using json_test::params_of;
using json_test::verdict;

std::string tool_output(std::string_view params) {
  return op("threads.add_client_tool_output", params);
}
std::string answers(std::string_view input) {
  return op("threads.add_structured_input",
            R"({"thread_id":"t","item_id":"i","input":)" + std::string(input) + "}");
}

TEST(OpTurn, ReadsAnyJsonAsAToolsResult) {
  for (const std::string result : {"null", "7", "\"\"", "[null]", R"({"a":null})"}) {
    const auto add = params_of<ThreadsAddClientToolOutput>(
        tool_output(R"({"thread_id":"t","call_id":"c","result":)" + result + "}"));
    EXPECT_EQ(add.thread_id, "t");
    EXPECT_EQ(add.call_id, "c");
    EXPECT_EQ(add.result.text(), result);
  }
}

TEST(OpTurn, TakesAToolsResultWithoutACallId) {
  EXPECT_FALSE(params_of<ThreadsAddClientToolOutput>(tool_output(R"({"thread_id":"t","result":1})"))
                   .call_id);
  EXPECT_FALSE(params_of<ThreadsAddClientToolOutput>(
                   tool_output(R"({"thread_id":"t","call_id":null,"result":1})"))
                   .call_id);
}

TEST(OpTurn, RefusesAToolOutputWithoutItsResult) {
  EXPECT_EQ(verdict(tool_output(R"({"thread_id":"t"})")),
            "missing_required_parameter params.result");
  EXPECT_EQ(verdict(tool_output(R"({"result":{}})")),
            "missing_required_parameter params.thread_id");
  EXPECT_EQ(verdict(tool_output(R"({"thread_id":"t","call_id":1,"result":{}})")),
            "invalid_type params.call_id");
}

TEST(OpTurn, ReadsAnswersInTheOrderGiven) {
  const auto add = params_of<ThreadsAddStructuredInput>(
      answers(R"({"status":"answered","answers":{"q1":{"values":["L","S"]},)"
              R"("q2":{"skipped":true},"q3":{}},"other":1})"));
  EXPECT_EQ(add.item_id, "i");
  EXPECT_EQ(add.status, "answered");
  ASSERT_EQ(add.answers.size(), 3U);
  EXPECT_EQ(add.answers.at("q1").values, (std::vector<std::string>{"L", "S"}));
  EXPECT_FALSE(add.answers.at("q1").skipped);
  EXPECT_TRUE(add.answers.at("q2").skipped);
  EXPECT_TRUE(add.answers.at("q3").values.empty());
}

TEST(OpTurn, TakesASubmissionWithoutAStatusAsAnswered) {
  EXPECT_EQ(params_of<ThreadsAddStructuredInput>(answers("{}")).status, "answered");
  EXPECT_EQ(params_of<ThreadsAddStructuredInput>(answers(R"({"status":"skipped"})")).status,
            "skipped");
}

TEST(OpTurn, NamesTheAnswerThatIsWrong) {
  EXPECT_EQ(verdict(answers(R"({"answers":{"q1":{"values":["a",7]}}})")),
            "invalid_type params.input.answers.q1.values[1]");
  EXPECT_EQ(verdict(answers(R"({"answers":{"q1":{"values":[null]}}})")),
            "invalid_type params.input.answers.q1.values[0]");
  EXPECT_EQ(verdict(answers(R"({"answers":{"q1":{"values":"a"}}})")),
            "invalid_type params.input.answers.q1.values");
  EXPECT_EQ(verdict(answers(R"({"answers":{"q1":{"skipped":"yes"}}})")),
            "invalid_type params.input.answers.q1.skipped");
  EXPECT_EQ(verdict(answers(R"({"answers":{"q1":["a"]}})")),
            "invalid_type params.input.answers.q1");
  EXPECT_EQ(verdict(answers(R"({"answers":[]})")), "invalid_type params.input.answers");
  EXPECT_EQ(verdict(answers(R"({"status":"pending"})")), "invalid_value params.input.status");
  EXPECT_EQ(verdict(op("threads.add_structured_input", R"({"thread_id":"t","item_id":"i"})")),
            "missing_required_parameter params.input");
  EXPECT_EQ(verdict(op("threads.add_structured_input", R"({"thread_id":"t","input":{}})")),
            "missing_required_parameter params.item_id");
}

TEST(OpTurn, BoundsTheAnswers) {
  OpLimits limits;
  limits.answers_max = 2;
  limits.answer_values_max = 2;
  limits.question_id_chars_max = 3;
  limits.message_bytes_max = 10;
  const auto check = [&](std::string_view map) {
    return verdict(answers(R"({"answers":)" + std::string(map) + "}"), limits);
  };
  EXPECT_EQ(check(R"({"a":{},"b":{}})"), "ok");
  EXPECT_EQ(check(R"({"a":{},"b":{},"c":{}})"), "object_above_max_properties params.input.answers");
  EXPECT_EQ(check(R"({"a":{"values":["1","2"]}})"), "ok");
  EXPECT_EQ(check(R"({"a":{"values":["1","2","3"]}})"),
            "invalid_value params.input.answers.a.values");
  EXPECT_EQ(check(R"({"abc":{}})"), "ok");
  EXPECT_EQ(check(R"({"abcd":{}})"), "string_above_max_length params.input.answers.abcd");
  EXPECT_EQ(check(R"({"abc":{"values":["1234567"]}})"), "ok");
  EXPECT_EQ(check(R"({"abc":{"values":["12345678"]}})"),
            "string_above_max_length params.input.answers");
}

TEST(OpTurn, ReadsARetry) {
  const auto retry = params_of<ThreadsRetryAfterItem>(
      op("threads.retry_after_item", R"({"thread_id":"t","item_id":"i"})"));
  EXPECT_EQ(retry.thread_id, "t");
  EXPECT_EQ(retry.item_id, "i");
  EXPECT_EQ(verdict(op("threads.retry_after_item", R"({"thread_id":"t","item_id":null})")),
            "invalid_type params.item_id");
}

TEST(OpTurn, ReadsACustomAction) {
  const auto action = params_of<ThreadsCustomAction>(
      op("threads.custom_action",
         R"({"thread_id":"t","item_id":"i","action":{"type":"press","payload":{"n":null},)"
         R"("handler":"server"}})"));
  EXPECT_EQ(action.item_id, "i");
  EXPECT_EQ(action.action_type, "press");
  EXPECT_EQ(action.payload.text(), R"({"n":null})");
}

TEST(OpTurn, TakesAnActionWithoutSenderAndPayload) {
  for (const std::string params : {R"({"thread_id":"t","action":{"type":"press"}})",
                                   R"({"thread_id":"t","item_id":null,)"
                                   R"("action":{"type":"press","payload":null}})"}) {
    const auto action =
        params_of<ThreadsSyncCustomAction>(op("threads.sync_custom_action", params));
    EXPECT_FALSE(action.item_id);
    EXPECT_TRUE(action.payload.is_null());
  }
}

TEST(OpTurn, RefusesAnActionWithoutItsType) {
  const auto check = [](std::string_view action) {
    return verdict(
        op("threads.custom_action", R"({"thread_id":"t","action":)" + std::string(action) + "}"));
  };
  EXPECT_EQ(check("{}"), "missing_required_parameter params.action.type");
  EXPECT_EQ(check(R"({"type":null})"), "invalid_type params.action.type");
  EXPECT_EQ(check("null"), "invalid_type params.action");
  EXPECT_EQ(verdict(op("threads.sync_custom_action", R"({"thread_id":"t"})")),
            "missing_required_parameter params.action");
}

TEST(OpTurn, ReadsAStop) {
  EXPECT_EQ(params_of<ThreadsStop>(op("threads.stop", R"({"thread_id":"t","run_id":"r"})")).run_id,
            "r");
  EXPECT_FALSE(params_of<ThreadsStop>(op("threads.stop", R"({"thread_id":"t"})")).run_id);
  EXPECT_EQ(verdict(op("threads.stop", "{}")), "missing_required_parameter params.thread_id");
}

TEST(OpTurn, LetsTheLastOfTwoInputsCount) {
  const auto add = params_of<ThreadsAddStructuredInput>(
      op("threads.add_structured_input",
         R"({"thread_id":"t","item_id":"i","input":{"status":"skipped","answers":{"a":{}}},)"
         R"("input":{"answers":{"b":{}}}})"));
  EXPECT_EQ(add.status, "answered");
  ASSERT_EQ(add.answers.size(), 1U);
  EXPECT_TRUE(add.answers.contains("b"));
}

}  // namespace
}  // namespace chatkit::json
