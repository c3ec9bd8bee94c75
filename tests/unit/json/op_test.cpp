#include <gtest/gtest.h>

#include "json/minify.hpp"
#include "json/protocol.hpp"
#include "unit/json/op_verdict.hpp"

// Ops of the conversation endpoint. Expected codes and params: contract section 2.
namespace chatkit::json {
namespace {

using json_test::params_of;
using json_test::verdict;

std::string create(std::string_view content) {
  return R"({"type":"threads.create","params":{"input":{"content":[)" + std::string(content) +
         R"(],"attachments":[],"inference_options":{}}}})";
}

TEST(Op, ReadsACreate) {
  const auto op = read_op(
      R"({"type":"threads.create","params":{"input":{"content":[{"type":"input_text","text":"Hi"},)"
      R"({"type":"input_tag","id":"1","text":"@a","data":{"x":1},"group":"g","interactive":true}],)"
      R"("attachments":["cfile_1"],"quoted_text":"q",)"
      R"("inference_options":{"model":"m","tool_choice":{"id":"t"}}},"extra":1},)"
      R"("metadata":{"a":[1]},"unknown":null})",
      {});
  ASSERT_TRUE(op) << op.error().message;
  EXPECT_EQ(op->metadata.text(), R"({"a":[1]})");
  const auto& input = std::get<ThreadsCreate>(op->params).input;
  EXPECT_EQ(std::get<protocol::TextContent>(input.content.at(0)).text, "Hi");
  const auto& tag = std::get<protocol::TagContent>(input.content.at(1));
  EXPECT_EQ(tag.data.text(), R"({"x":1})");
  EXPECT_EQ(tag.group, "g");
  EXPECT_TRUE(tag.interactive);
  EXPECT_EQ(input.attachments, (std::vector<std::string>{"cfile_1"}));
  EXPECT_EQ(input.quoted_text, "q");
  EXPECT_EQ(input.inference_options.model, "m");
  EXPECT_EQ(input.inference_options.tool_choice->id, "t");
}

TEST(Op, FindsParamsBeforeTheType) {
  const auto get =
      params_of<ThreadsGetById>(R"({"params":{"thread_id":"t"},"type":"threads.get_by_id"})");
  EXPECT_EQ(get.thread_id, "t");
}

TEST(Op, TakesAbsentMetadataAsTheEmptyObject) {
  EXPECT_EQ(read_op(create(""), {})->metadata.text(), "{}");
}

TEST(Op, ReadsPagesWithTheirDefaults) {
  const auto defaults = params_of<ThreadsList>(R"({"type":"threads.list","params":{}})");
  EXPECT_FALSE(defaults.limit);
  EXPECT_EQ(defaults.order, Order::desc);
  const auto zero =
      params_of<ThreadsList>(R"({"type":"threads.list","params":{"limit":0,"after":null}})");
  EXPECT_FALSE(zero.limit);
  EXPECT_FALSE(zero.after);
  const auto items = params_of<ItemsList>(
      R"({"type":"items.list","params":{"thread_id":"t","limit":5,"order":"asc","after":"x"}})");
  EXPECT_EQ(items.limit, 5U);
  EXPECT_EQ(items.order, Order::asc);
  EXPECT_EQ(items.after, "x");
}

TEST(Op, TakesAWholePageForMoreThanAPageHolds) {
  EXPECT_EQ(params_of<ThreadsList>(R"({"type":"threads.list","params":{"limit":101}})").limit,
            100U);
  EXPECT_EQ(verdict(R"({"type":"threads.list","params":{"limit":-1}})"),
            "invalid_value params.limit");
}

TEST(Op, RefusesAnOpThatDoesNotExist) {
  EXPECT_EQ(verdict(R"({"type":"threads.explode","params":{}})"), "invalid_value type");
}

TEST(Op, RefusesWithCodeAndParam) {
  EXPECT_EQ(verdict("{"), "invalid_json -");
  EXPECT_EQ(verdict("[]"), "invalid_type -");
  EXPECT_EQ(verdict("{}"), "missing_required_parameter type");
  EXPECT_EQ(verdict(R"({"type":"threads.list"})"), "missing_required_parameter params");
  EXPECT_EQ(verdict(R"({"type":"threads.list","params":[]})"), "invalid_type params");
  EXPECT_EQ(verdict(R"({"type":"threads.create","params":{}})"),
            "missing_required_parameter params.input");
  EXPECT_EQ(
      verdict(R"({"type":"threads.create","params":{"input":{"content":[],"attachments":[]}}})"),
      "missing_required_parameter params.input.inference_options");
  EXPECT_EQ(
      verdict(
          R"({"type":"threads.create","params":{"input":{"content":[],"inference_options":{}}}})"),
      "missing_required_parameter params.input.attachments");
  EXPECT_EQ(verdict(create(R"({"type":"input_text","text":7})")),
            "invalid_type params.input.content[0].text");
  EXPECT_EQ(verdict(create(R"({"type":"input_text","text":null})")),
            "invalid_type params.input.content[0].text");
  EXPECT_EQ(verdict(create(R"({"text":"x"})")),
            "missing_required_parameter params.input.content[0].type");
  EXPECT_EQ(verdict(create(R"({"type":"input_text","text":"a"},{"type":"input_image"})")),
            "invalid_value params.input.content[1].type");
  EXPECT_EQ(verdict(create(R"({"type":"input_tag","id":"1","text":"x"})")),
            "missing_required_parameter params.input.content[0].data");
  EXPECT_EQ(verdict(create(R"({"type":"input_text","text":"a\u0000"})")),
            "invalid_value params.input.content[0].text");
  EXPECT_EQ(verdict(R"({"type":"threads.delete","params":{"thread_id":null}})"),
            "invalid_type params.thread_id");
  EXPECT_EQ(verdict(R"({"type":"threads.list","params":{"order":"up"}})"),
            "invalid_value params.order");
}

TEST(Op, TakesAMessageAtTheLimitAndRefusesOneByteMore) {
  OpLimits limits;
  limits.message_bytes_max = 10;
  EXPECT_EQ(verdict(create(R"({"type":"input_text","text":"0123456789"})"), limits), "ok");
  EXPECT_EQ(verdict(create(R"({"type":"input_text","text":"01234567"},)"
                           R"({"type":"input_text","text":"890"})"),
                    limits),
            "string_above_max_length params.input.content");
}

TEST(Op, CountsAllThatAMessageKeeps) {
  OpLimits limits;
  limits.message_bytes_max = 30;
  const auto tag = [](std::size_t chars) {
    return create(R"({"type":"input_tag","id":"i","text":"t","data":{"d":")" +
                  std::string(chars, 'x') + "\"}}");
  };
  EXPECT_EQ(verdict(tag(20), limits), "ok");
  EXPECT_EQ(verdict(tag(21), limits), "string_above_max_length params.input.content");

  const auto parts = [](std::size_t count) {
    std::string content = R"({"type":"input_text","text":""})";
    for (std::size_t i = 1; i < count; ++i) content += R"(,{"type":"input_text","text":""})";
    return create(content);
  };
  EXPECT_EQ(verdict(parts(1000), {}), "ok");
  EXPECT_EQ(verdict(parts(1001), {}), "invalid_value params.input.content");
}

TEST(Op, TakesAttachmentsUpToTheLimitAndNoEmptyId) {
  OpLimits limits;
  limits.attachments_max = 2;
  const auto with = [](std::string_view ids) {
    return R"({"type":"threads.create","params":{"input":{"content":[],"attachments":[)" +
           std::string(ids) + R"(],"inference_options":{}}}})";
  };
  EXPECT_EQ(verdict(with(R"("a","b")"), limits), "ok");
  EXPECT_EQ(verdict(with(R"("a","b","c")"), limits), "invalid_value params.input.attachments");
  EXPECT_EQ(verdict(with(R"("a","")"), limits),
            "string_below_min_length params.input.attachments[1]");
}

TEST(Op, TakesATitleAtTheLimitAndRefusesOneCharMore) {
  const auto update = [](std::size_t chars) {
    return R"({"type":"threads.update","params":{"thread_id":"t","title":")" +
           std::string(chars, 'x') + "\"}}";
  };
  EXPECT_EQ(verdict(update(256)), "ok");
  EXPECT_EQ(verdict(update(257)), "string_above_max_length params.title");
}

TEST(Op, WritesWhatTheServerReads) {
  protocol::UserMessageInput input("Hi \"you\"");
  input.attachments = {"f"};
  input.quoted_text = "q";
  input.inference_options.model = "m";
  const Op ops[] = {{ThreadsCreate{input}, {}},
                    {ThreadsAddUserMessage{"t", input}, *minify(R"({"a":1})")},
                    {ThreadsGetById{"t"}, {}},
                    {ThreadsList{5U, Order::asc, "x"}, {}},
                    {ItemsList{"t", std::nullopt, Order::desc, std::nullopt}, {}},
                    {ThreadsUpdate{"t", "title"}, {}},
                    {ThreadsDelete{"t"}, {}},
                    {ThreadsAddClientToolOutput{"t", "c", *minify(R"({"ok":[null]})")}, {}},
                    {ThreadsAddStructuredInput{"t", "i", "skipped", {{"q", {{"a"}, true}}}}, {}},
                    {ThreadsRetryAfterItem{"t", "i"}, {}},
                    {ThreadsCustomAction{{"t", "i", "press", *minify("[1]")}}, {}},
                    {ThreadsSyncCustomAction{{"t", std::nullopt, "press", {}}}, {}},
                    {ThreadsStop{"t", "run_1"}, {}},
                    {ItemsFeedback{"t", {"a", "b"}, "negative"}, {}},
                    {AttachmentsCreate{"a \"b\".txt", 7, "text/plain"}, {}},
                    {AttachmentsDelete{"cfile_1"}, {}},
                    {InputTranscribe{"AAEC", "audio/webm;codecs=opus"}, {}}};
  for (const auto& op : ops) {
    std::string once;
    write_op(once, op);
    const auto read = read_op(once, {});
    ASSERT_TRUE(read) << once << read.error().message;
    EXPECT_EQ(read->params.index(), op.params.index());
    std::string twice;
    write_op(twice, *read);
    EXPECT_EQ(twice, once);
  }
  std::string out;
  write_op(out, ops[1]);
  EXPECT_EQ(out,
            R"({"type":"threads.add_user_message","params":{"thread_id":"t","input":{"content":)"
            R"([{"type":"input_text","text":"Hi \"you\""}],"attachments":["f"],"quoted_text":"q",)"
            R"("inference_options":{"model":"m"}}},"metadata":{"a":1}})");
}

}  // namespace
}  // namespace chatkit::json
