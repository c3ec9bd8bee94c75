#include "model/dialects.hpp"

#include <gtest/gtest.h>

#include "json/minify.hpp"
#include "json/protocol.hpp"
#include "json/rest.hpp"

// One item in both dialects. Expected texts: contract section 1, "Two dialects of one store".
namespace chatkit {
namespace {

std::optional<RawJson> parse(std::string_view text) {
  auto json = json::minify(text);
  if (!json) return std::nullopt;
  return *std::move(json);
}

std::string protocol_text(std::string_view members) {
  return R"({"id":"i","thread_id":"t","created_at":"2025-11-24T16:00:00.9Z",)" +
         std::string(members) + "}";
}

/// The item in the REST dialect without what all items share, or "not listed".
std::string as_rest(std::string_view members) {
  const auto item = json::read_protocol_item(protocol_text(members));
  if (!item) return item.error().message;
  const auto rest = to_rest(*item);
  if (!rest) return "not listed";
  std::string out;
  json::write_rest(out, *rest);
  constexpr std::string_view shared =
      R"({"id":"i","object":"chatkit.thread_item","created_at":1764000000,"thread_id":"t",)";
  EXPECT_TRUE(out.starts_with(shared)) << out;
  return out.substr(shared.size(), out.size() - shared.size() - 1);
}

TEST(ToRest, PutsTheQuoteFirstAndTakesTagsAsText) {
  EXPECT_EQ(as_rest(R"("type":"user_message","quoted_text":"q","content":[)"
                    R"({"type":"input_text","text":"a"},)"
                    R"({"type":"input_tag","id":"1","text":"@b","data":{}}],)"
                    R"("attachments":[{"type":"file","id":"f","name":"n","mime_type":"m"}])"),
            R"("type":"chatkit.user_message","content":[{"type":"quoted_text","text":"q"},)"
            R"({"type":"input_text","text":"a"},{"type":"input_text","text":"@b"}],)"
            R"("attachments":[{"type":"file","id":"f","name":"n","mime_type":"m",)"
            R"("preview_url":null}],"inference_options":null,"role":"user","metadata":{})");
}

TEST(ToRest, WritesBothInferenceOptionsWhereOneIsSet) {
  EXPECT_NE(as_rest(R"("type":"user_message","content":[],"inference_options":{"model":"m"})")
                .find(R"("inference_options":{"tool_choice":null,"model":"m"})"),
            std::string::npos);
}

TEST(ToRest, DropsEntitySources) {
  EXPECT_EQ(
      as_rest(R"("type":"assistant_message","content":[{"type":"output_text","text":"x",)"
              R"("annotations":[{"source":{"type":"url","title":"T","url":"https://u"},"index":1},)"
              R"({"source":{"type":"entity","id":"e","title":"E"}},)"
              R"({"source":{"type":"file","title":"F","filename":"f.pdf"}}]}])"),
      R"("type":"chatkit.assistant_message","content":[{"type":"output_text","text":"x",)"
      R"("annotations":[{"type":"url","source":{"type":"url","url":"https://u"}},)"
      R"({"type":"file","source":{"type":"file","filename":"f.pdf"}}]}],)"
      R"("role":"assistant","metadata":{})");
}

TEST(ToRest, EncodesToolJsonInStrings) {
  EXPECT_EQ(as_rest(R"("type":"client_tool_call","call_id":"c","name":"n","arguments":{"a":1})"),
            R"("type":"chatkit.client_tool_call","status":"in_progress","call_id":"c","name":"n",)"
            R"("arguments":"{\"a\":1}","output":null,"role":null,"metadata":{},)"
            R"("content":"n\n{\"a\":1}")");
  EXPECT_NE(as_rest(R"("type":"client_tool_call","status":"completed","call_id":"c","name":"n",)"
                    R"("arguments":{},"output":"text")")
                .find(R"("status":"completed","call_id":"c","name":"n","arguments":"{}",)"
                      R"("output":"\"text\"")"),
            std::string::npos);
}

TEST(ToRest, ShowsAWorkflowAsATaskGroup) {
  EXPECT_EQ(as_rest(R"("type":"workflow","workflow":{"type":"reasoning","tasks":[)"
                    R"({"type":"thought","title":"T","content":"c"},)"
                    R"({"type":"web_search","title":"S"},{"type":"custom"}]})"),
            R"("type":"chatkit.task_group","tasks":[)"
            R"({"type":"thought","heading":"T","summary":"c"},)"
            R"({"type":"custom","heading":"S","summary":null},)"
            R"({"type":"custom","heading":null,"summary":null}],"role":null,"metadata":{},)"
            R"("content":"T\nc\nS")");
}

TEST(ToRest, ShowsTasksAndWidgets) {
  EXPECT_EQ(as_rest(R"("type":"task","task":{"type":"file","title":"T"})"),
            R"("type":"chatkit.task","task_type":"custom","heading":"T","summary":null,)"
            R"("role":null,"metadata":{},"content":"T")");
  EXPECT_NE(as_rest(R"("type":"widget","widget":{"type":"Card"})")
                .find(R"("type":"chatkit.widget","widget":"{\"type\":\"Card\"}")"),
            std::string::npos);
}

TEST(ToRest, ListsNoHiddenOrProtocolOnlyKinds) {
  EXPECT_EQ(as_rest(R"("type":"hidden_context_item","content":1)"), "not listed");
  EXPECT_EQ(as_rest(R"("type":"sdk_hidden_context","content":"x")"), "not listed");
  EXPECT_EQ(as_rest(R"("type":"end_of_turn")"), "not listed");
  EXPECT_EQ(as_rest(R"("type":"structured_input","inputs":[])"), "not listed");
  EXPECT_EQ(as_rest(R"("type":"generated_image")"), "not listed");
  EXPECT_EQ(as_rest(R"("type":"hologram")"), "not listed");
}

TEST(ToRest, RoundsTimesBeforeTheEpochDown) {
  protocol::ThreadItem item;
  item.kind = protocol::Widget{};
  item.created_at = Timestamp(std::chrono::microseconds(-1));
  EXPECT_EQ(to_rest(item)->created_at.time_since_epoch().count(), -1);
}

/// What the REST dialect can tell survives the way there and back and there again.
void expect_round_trip(std::string_view members) {
  const auto item = json::read_protocol_item(protocol_text(members));
  ASSERT_TRUE(item) << item.error().message;
  const auto rest = to_rest(*item);
  ASSERT_TRUE(rest);
  const auto back = to_protocol(*rest, parse);
  ASSERT_TRUE(back);
  std::string conversation;
  json::write_item(conversation, *back);
  EXPECT_TRUE(json::read_protocol_item(conversation)) << conversation;
  std::string first;
  std::string second;
  json::write_rest(first, *rest);
  json::write_rest(second, *to_rest(*back));
  EXPECT_EQ(second, first);
}

TEST(ToProtocol, KeepsWhatTheRestDialectTells) {
  expect_round_trip(
      R"("type":"user_message","quoted_text":"q","content":[{"type":"input_text","text":"a"}],)"
      R"("attachments":[{"type":"image","id":"f","name":"n","mime_type":"m"}],)"
      R"("inference_options":{"model":"m","tool_choice":{"id":"t"}})");
  expect_round_trip(
      R"("type":"assistant_message","content":[{"type":"output_text","text":"x","annotations":[)"
      R"({"source":{"type":"url","title":"T","url":"https://u/\"q\""}}]}])");
  expect_round_trip(R"("type":"client_tool_call","status":"completed","call_id":"c","name":"n",)"
                    R"("arguments":{"a":[1,null]},"output":{"b":"\n"})");
  expect_round_trip(R"("type":"widget","widget":{"type":"Card","children":[]})");
  expect_round_trip(R"("type":"task","task":{"type":"thought","title":"T","content":"c\"d"})");
  expect_round_trip(
      R"("type":"workflow","workflow":{"type":"custom","tasks":[{"type":"custom"}]})");
}

TEST(ToProtocol, TakesTextThatIsNoJsonAsAString) {
  ChatKitThreadItem item;
  ChatKitClientToolCall call;
  call.status = ClientToolCallStatusNames::Known::completed;
  call.arguments = "{}";
  call.output = "not \"JSON\"";
  item.kind = call;
  const auto back = to_protocol(item, parse);
  ASSERT_TRUE(back);
  EXPECT_EQ(std::get<protocol::ClientToolCall>(back->kind).output->text(), R"("not \"JSON\"")");
}

TEST(ToProtocol, HasNothingForAnUnknownKind) {
  ChatKitThreadItem item;
  item.kind = ChatKitUnknownItem{};
  EXPECT_FALSE(to_protocol(item, parse));
}

}  // namespace
}  // namespace chatkit
