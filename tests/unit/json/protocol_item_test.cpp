#include <gtest/gtest.h>

#include "json/minify.hpp"
#include "json/protocol.hpp"

// Items and threads in the conversation dialect. Expected texts: contract section 2.
namespace chatkit::json {
namespace {

std::string written(const protocol::ThreadItem& item) {
  std::string out;
  write_item(out, item);
  return out;
}

std::string item_text(std::string_view type, std::string_view members) {
  return R"({"id":"msg_1","thread_id":"cthr_1","created_at":"2026-11-22T09:30:00.5Z","type":")" +
         std::string(type) + "\"" + (members.empty() ? "" : ",") + std::string(members) + "}";
}

/// What comes out when an item with `members` is read and written again, without the shared part.
std::string normalised(std::string_view type, std::string_view members) {
  const auto item = read_protocol_item(item_text(type, members));
  if (!item) return item.error().code + " " + item.error().param.value_or("-");
  const std::string text = written(*item);
  const std::string shared =
      R"({"id":"msg_1","thread_id":"cthr_1","created_at":"2026-11-22T09:30:00.500000Z","type":")" +
      std::string(type) + "\"";
  EXPECT_EQ(text.substr(0, shared.size()), shared);
  const std::string rest = text.substr(shared.size());
  return rest == "}" ? "" : rest.substr(1, rest.size() - 2);
}

TEST(ProtocolItem, WritesTheDefaultsOfAUserMessage) {
  EXPECT_EQ(
      normalised("user_message",
                 R"("content":[{"type":"input_text","text":"Hi"},)"
                 R"({"type":"input_tag","id":"1","text":"@a","data":{"x":null},"group":null}])"),
      R"("content":[{"type":"input_text","text":"Hi"},)"
      R"({"type":"input_tag","id":"1","text":"@a","data":{"x":null},"interactive":false}],)"
      R"("attachments":[],"inference_options":{})");
}

TEST(ProtocolItem, CarriesAttachmentsQuoteAndWishes) {
  const std::string members =
      R"("content":[],"attachments":[{"type":"image","id":"f","name":"a.png",)"
      R"("mime_type":"image/png","thread_id":"cthr_1","preview_url":"https://x.example/p",)"
      R"("metadata":{"w":1}}],"quoted_text":"q",)"
      R"("inference_options":{"tool_choice":{"id":"t"},"model":"m"})";
  EXPECT_EQ(normalised("user_message", members), members);
}

TEST(ProtocolItem, WritesTheDefaultsOfAnAssistantMessage) {
  EXPECT_EQ(normalised("assistant_message", R"("content":[{"type":"output_text","text":"x"}])"),
            R"("content":[{"annotations":[],"text":"x","type":"output_text"}])");
}

TEST(ProtocolItem, ReadsSourcesAndDropsTheirNulls) {
  const auto item = read_protocol_item(item_text(
      "assistant_message",
      R"("content":[{"type":"output_text","text":"x","annotations":[)"
      R"({"type":"annotation","source":{"type":"url","title":"T","url":"https://u","group":null},)"
      R"("index":4},{"type":"annotation","source":{"type":"file","title":"T","filename":"f"}},)"
      R"({"type":"annotation","source":{"type":"entity","id":"e","title":"E","icon":null,)"
      R"("data":{"n":null}},"index":null}]}])"));
  ASSERT_TRUE(item);
  const auto& part = std::get<protocol::AssistantMessage>(item->kind).content.at(0);
  ASSERT_EQ(part.annotations.size(), 3U);
  EXPECT_EQ(part.annotations[0].source_type, "url");
  EXPECT_EQ(part.annotations[0].source_target, "https://u");
  EXPECT_EQ(part.annotations[0].index, 4);
  EXPECT_EQ(part.annotations[0].source.text(), R"({"type":"url","title":"T","url":"https://u"})");
  EXPECT_EQ(part.annotations[1].source_target, "f");
  EXPECT_EQ(part.annotations[2].source.text(),
            R"({"interactive":false,"type":"entity","id":"e","title":"E","data":{"n":null}})");
  EXPECT_FALSE(part.annotations[2].index);
}

TEST(ProtocolItem, CarriesToolCalls) {
  EXPECT_EQ(normalised("client_tool_call",
                       R"("call_id":"c","name":"n","arguments":{"a":null},"output":null)"),
            R"("status":"pending","call_id":"c","name":"n","arguments":{"a":null})");
  const std::string done =
      R"("status":"completed","call_id":"c","name":"n","arguments":{},"output":[null])";
  EXPECT_EQ(normalised("client_tool_call", done), done);
  EXPECT_EQ(normalised("client_tool_call", R"("call_id":"c","name":"n","arguments":[])"),
            "invalid_type arguments");
}

TEST(ProtocolItem, CarriesWidgets) {
  const std::string members = R"("widget":{"type":"Card","children":[]},"copy_text":"c")";
  EXPECT_EQ(normalised("widget", members), members);
  EXPECT_EQ(normalised("widget", ""), "missing_required_parameter widget");
}

TEST(ProtocolItem, WritesTheDefaultsOfTasks) {
  EXPECT_EQ(normalised("task", R"("task":{"type":"custom","title":"T","icon":null})"),
            R"("task":{"status_indicator":"none","type":"custom","title":"T"})");
  EXPECT_EQ(
      normalised("workflow", R"("workflow":{"type":"reasoning","tasks":[{"type":"web_search"},)"
                             R"({"type":"thought","content":"a","status_indicator":"loading"}],)"
                             R"("summary":{"title":"s","icon":null}})"),
      R"("workflow":{"type":"reasoning","tasks":[{"status_indicator":"none","sources":[],)"
      R"("queries":[],"type":"web_search"},)"
      R"({"type":"thought","content":"a","status_indicator":"loading"}],)"
      R"("summary":{"title":"s"},"expanded":false})");
}

TEST(ProtocolItem, ShowsWhatTheRestDialectNeedsOfATask) {
  const auto item = read_protocol_item(
      item_text("task", R"("task":{"type":"thought","title":"T","content":"c"})"));
  ASSERT_TRUE(item);
  const auto& task = std::get<protocol::Task>(item->kind).task;
  EXPECT_EQ(task.type, "thought");
  EXPECT_EQ(task.title, "T");
  EXPECT_EQ(task.content, "c");
}

TEST(ProtocolItem, CarriesTheKindsThatClientsDoNotSee) {
  EXPECT_EQ(normalised("hidden_context_item", R"("content":{"secret":null})"),
            R"("content":{"secret":null})");
  EXPECT_EQ(normalised("sdk_hidden_context", R"("content":"stop")"), R"("content":"stop")");
  EXPECT_EQ(normalised("end_of_turn", ""), "");
  EXPECT_EQ(normalised("structured_input", R"("inputs":[{"type":"freeform","answer":null}])"),
            R"("status":"pending","inputs":[{"type":"freeform"}])");
  EXPECT_EQ(normalised("generated_image", R"("image":null)"), "");
  EXPECT_EQ(normalised("generated_image", R"("image":{"id":"g","url":"u"})"),
            R"("image":{"id":"g","url":"u"})");
}

TEST(ProtocolItem, KeepsAnUnknownKindWhole) {
  const std::string text = R"({"type":"hologram","id":"h","thread_id":"t",)"
                           R"("created_at":"2026-11-22T09:30:00Z","x":null})";
  const auto item = read_protocol_item(text);
  ASSERT_TRUE(item);
  EXPECT_EQ(std::get<protocol::UnknownItem>(item->kind).type, "hologram");
  EXPECT_EQ(item->id, "h");
  EXPECT_EQ(written(*item), text);
}

TEST(ProtocolItem, AcceptsATimeWithoutZoneAndRefusesAnythingElse) {
  const auto item =
      read_protocol_item(R"({"id":"i","type":"end_of_turn","created_at":"2026-11-22T09:30:00"})");
  ASSERT_TRUE(item);
  EXPECT_NE(written(*item).find(R"("created_at":"2026-11-22T09:30:00Z")"), std::string::npos);
  EXPECT_EQ(
      read_protocol_item(R"({"id":"i","type":"end_of_turn","created_at":"today"})").error().param,
      "created_at");
}

TEST(ProtocolItem, KeepsNulThatAnotherServiceLetIn) {
  const auto item = read_protocol_item(
      R"({"id":"i","thread_id":"t","created_at":"2026-11-22T09:30:00Z","type":"user_message",)"
      R"("content":[{"type":"input_text","text":"a\u0000b"}],"inference_options":{}})");
  ASSERT_TRUE(item);
  const auto& message = std::get<protocol::UserMessage>(item->kind);
  EXPECT_EQ(std::get<protocol::TextContent>(message.content.at(0)).text, std::string("a\0b", 3));
  EXPECT_EQ(normalised("hidden_context_item", R"("content":"\u0000")"), R"("content":"\u0000")");
}

TEST(ProtocolThread, WritesMetadataEmptyAndLeavesNullsOut) {
  protocol::Thread thread;
  thread.id = "cthr_1";
  std::string out;
  write_thread(out, thread);
  EXPECT_EQ(out, R"({"id":"cthr_1","created_at":"1970-01-01T00:00:00Z","status":{"type":"active"},)"
                 R"("metadata":{},"items":{"data":[],"has_more":false}})");
}

TEST(ProtocolThread, ReadsWhatItWrites) {
  const std::string text =
      R"({"id":"cthr_1","created_at":"2026-11-22T09:30:00Z","title":"T",)"
      R"("status":{"type":"locked","reason":"r"},"allowed_image_domains":["a.example"],)"
      R"("metadata":{},"items":{"data":[)" +
      item_text("end_of_turn", "") + R"(],"has_more":true,"after":"msg_1"}})";
  const auto thread = read_protocol_thread(text);
  ASSERT_TRUE(thread);
  EXPECT_EQ(thread->items.data.size(), 1U);
  EXPECT_EQ(thread->items.after, "msg_1");
  EXPECT_EQ(thread->status.reason, "r");
  std::string out;
  write_thread(out, *thread);
  const auto again = read_protocol_thread(out);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->allowed_image_domains, (std::vector<std::string>{"a.example"}));
  EXPECT_EQ(again->title, "T");
}

TEST(ProtocolThread, PutsAFinishedPageInAsItIs) {
  protocol::Thread thread;
  thread.id = "t";
  std::string out;
  write_thread(out, thread, R"({"data":[1],"has_more":false})");
  EXPECT_TRUE(out.ends_with(R"("metadata":{},"items":{"data":[1],"has_more":false}})")) << out;
}

TEST(ProtocolPage, ReadsThreadsAndItems) {
  const auto threads = read_protocol_thread_page(
      R"({"data":[{"id":"t","created_at":"2026-11-22T09:30:00Z","items":{}}],"has_more":false})");
  ASSERT_TRUE(threads);
  EXPECT_EQ(threads->data.at(0).id, "t");
  const auto items = read_protocol_item_page(R"({"data":[],"has_more":true,"after":"x"})");
  ASSERT_TRUE(items);
  EXPECT_EQ(items->after, "x");
}

}  // namespace
}  // namespace chatkit::json
