#include <gtest/gtest.h>

#include "json/rest.hpp"

// Items in the REST dialect. Expected texts: contract section 1 and the API's schemas.
namespace chatkit::json {
namespace {

std::string rest(const ChatKitThreadItem& item) {
  std::string out;
  write_rest(out, item);
  return out;
}

/// An item's text: what all kinds share, then `members`.
std::string item_text(std::string_view type, std::string_view members) {
  return R"({"id":"cthi_1","object":"chatkit.thread_item","created_at":1764000000,)"
         R"("thread_id":"cthr_1","type":"chatkit.)" +
         std::string(type) + "\"," + std::string(members) + "}";
}

template <class Kind>
ChatKitThreadItem item_of(std::string_view type, Kind kind) {
  ChatKitThreadItem item;
  item.id = "cthi_1";
  item.created_at = UnixSeconds(std::chrono::seconds(1'764'000'000));
  item.thread_id = "cthr_1";
  item.wire_type = "chatkit." + std::string(type);
  item.kind = std::move(kind);
  return item;
}

/// Writes the item, expects `members`, reads them again and expects the same text.
void expect_both_ways(const ChatKitThreadItem& item, std::string_view type,
                      std::string_view members) {
  const std::string expected = item_text(type, members);
  EXPECT_EQ(rest(item), expected);
  const auto read = read_item(expected);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->kind.index(), item.kind.index());
  EXPECT_TRUE(read->extra.empty());
  EXPECT_EQ(rest(*read), expected);
}

TEST(RestItem, CarriesAUserMessage) {
  ChatKitThreadUserMessageItem message;
  message.content = {{.type = "quoted_text", .text = "quoted"}, {.text = "Hello"}};
  message.attachments = {
      {.id = "cfile_1", .mime_type = "image/png", .name = "cat.png", .type = "image"}};
  expect_both_ways(
      item_of("user_message", message), "user_message",
      R"("content":[{"type":"quoted_text","text":"quoted"},{"type":"input_text","text":"Hello"}],)"
      R"("attachments":[{"type":"image","id":"cfile_1","name":"cat.png","mime_type":"image/png",)"
      R"("preview_url":null}],"inference_options":null,"role":"user","metadata":{})");
}

TEST(RestItem, WritesBothKeysOfInferenceOptions) {
  ChatKitThreadUserMessageItem message;
  message.inference_options.emplace().tool_choice = ChatKitToolChoice{.id = "search"};
  expect_both_ways(item_of("user_message", message), "user_message",
                   R"("content":[],"attachments":[],"inference_options":{)"
                   R"("tool_choice":{"id":"search"},"model":null},"role":"user","metadata":{})");
}

TEST(RestItem, CarriesAnAssistantMessageWithItsAnnotations) {
  ChatKitResponseOutputText text;
  text.text = "Hi";
  text.annotations = {{.type = "url", .source = "https://a.example/"},
                      {.type = "file", .source = "plan.pdf"}};
  expect_both_ways(item_of("assistant_message", ChatKitThreadAssistantMessageItem{{text}}),
                   "assistant_message",
                   R"("content":[{"type":"output_text","text":"Hi","annotations":[)"
                   R"({"type":"url","source":{"type":"url","url":"https://a.example/"}},)"
                   R"({"type":"file","source":{"type":"file","filename":"plan.pdf"}}]}],)"
                   R"("role":"assistant","metadata":{})");
}

TEST(RestItem, CarriesAWidgetAsAString) {
  expect_both_ways(item_of("widget", ChatKitWidgetItem{R"({"type":"Card"})"}), "widget",
                   R"("widget":"{\"type\":\"Card\"}","role":null,"metadata":{},)"
                   R"("content":"{\"type\":\"Card\"}")");
}

TEST(RestItem, CarriesAToolCall) {
  ChatKitClientToolCall call;
  call.call_id = "call_1";
  call.name = "get_location";
  call.arguments = R"({"precise":true})";
  expect_both_ways(item_of("client_tool_call", call), "client_tool_call",
                   R"("status":"in_progress","call_id":"call_1","name":"get_location",)"
                   R"("arguments":"{\"precise\":true}","output":null,"role":null,"metadata":{},)"
                   R"("content":"get_location\n{\"precise\":true}")");
}

TEST(RestItem, CarriesATask) {
  ChatKitTask task;
  task.task_type = ChatKitTaskType::Known::thought;
  task.summary = "because";
  expect_both_ways(item_of("task", task), "task",
                   R"("task_type":"thought","heading":null,"summary":"because","role":null,)"
                   R"("metadata":{},"content":"because")");
}

TEST(RestItem, CarriesATaskGroup) {
  ChatKitTaskGroup group;
  group.tasks = {{.heading = "Search", .summary = "done"}, {.heading = "Read"}};
  expect_both_ways(item_of("task_group", group), "task_group",
                   R"("tasks":[{"type":"custom","heading":"Search","summary":"done"},)"
                   R"({"type":"custom","heading":"Read","summary":null}],"role":null,)"
                   R"("metadata":{},"content":"Search\ndone\nRead")");
}

TEST(RestItem, KeepsAnUnknownKindWhole) {
  const std::string text =
      R"({"type":"chatkit.hologram","id":"h","thread_id":"t","created_at":5,"beam":{"on":true}})";
  const auto item = read_item(text);
  ASSERT_TRUE(item);
  EXPECT_EQ(item->id, "h");
  EXPECT_EQ(item->wire_type, "chatkit.hologram");
  EXPECT_EQ(item->created_at.time_since_epoch().count(), 5);
  EXPECT_TRUE(std::holds_alternative<ChatKitUnknownItem>(item->kind));
  EXPECT_EQ(rest(*item), text);
}

TEST(RestItem, KeepsUnknownFieldsOfEveryObject) {
  const std::string text = item_text(
      "assistant_message",
      R"("content":[{"type":"output_text","text":"Hi","annotations":[{"type":"url","source":)"
      R"({"type":"url","url":"u","rank":1},"score":2}],"logprobs":[]}],"role":"assistant",)"
      R"("metadata":{"a":"b"},"mood":"calm")");
  const auto item = read_item(text);
  ASSERT_TRUE(item);
  EXPECT_EQ(item->extra.at("mood").text(), R"("calm")");
  EXPECT_EQ(item->metadata(), (Metadata{{"a", "b"}}));
  const auto& part = std::get<ChatKitThreadAssistantMessageItem>(item->kind).content.at(0);
  EXPECT_EQ(part.extra.at("logprobs").text(), "[]");
  EXPECT_EQ(part.annotations.at(0).source, "u");
  EXPECT_EQ(part.annotations.at(0).extra.at("source").text(),
            R"({"type":"url","url":"u","rank":1})");
  const auto again = read_item(rest(*item));
  ASSERT_TRUE(again);
  EXPECT_EQ(rest(*again), rest(*item));
  EXPECT_EQ(again->metadata(), (Metadata{{"a", "b"}}));
}

TEST(RestItem, KeepsARoleThatDoesNotFollowFromTheKind) {
  const auto item = read_item(item_text("widget", R"("widget":"{}","role":"system")"));
  ASSERT_TRUE(item);
  EXPECT_NE(rest(*item).find(R"("role":"system")"), std::string::npos);
  EXPECT_EQ(rest(*item).find(R"("role":null)"), std::string::npos);
}

TEST(RestItem, FindsTheTypeWhereverItStands) {
  const auto item = read_item(
      R"({"content":[{"text":"x","type":"input_text"}],"id":"i","type":"chatkit.user_message"})");
  ASSERT_TRUE(item);
  EXPECT_EQ(item->content_text(), "x");
}

TEST(RestItem, RefusesTwoTypesThatDiffer) {
  EXPECT_EQ(read_item(R"({"id":"i","type":"chatkit.task","type":"chatkit.widget"})").error().param,
            "type");
  EXPECT_TRUE(read_item(R"({"id":"i","type":"chatkit.task","type":"chatkit.task"})"));
}

TEST(RestItem, NamesThePlaceOfWhatDoesNotFit) {
  const auto page = read_item_page(
      R"({"data":[{"id":"a","type":"chatkit.task"},)"
      R"({"id":"b","type":"chatkit.user_message","content":[{"text":"x"},{"text":7}]}]})");
  ASSERT_FALSE(page);
  EXPECT_EQ(page.error().code, "invalid_type");
  EXPECT_EQ(page.error().param, "data[1].content[1].text");
  EXPECT_EQ(read_item(R"({"id":"x"})").error().param, "type");
  EXPECT_EQ(read_item(R"({"type":"chatkit.task"})").error().param, "id");
}

TEST(RestItem, TakesNullAsNotThere) {
  const auto item = read_item(
      item_text("user_message", R"("content":null,"attachments":null,"inference_options":null)"));
  ASSERT_TRUE(item);
  EXPECT_EQ(item->content_text(), "");
}

TEST(RestItem, DecodesEscapesAndSurrogatePairs) {
  const auto item = read_item(
      item_text("user_message",
                R"("content":[{"type":"input_text","text":"\u00e9\n\"\\\/\ud83d\ude00\u20ac"}])"));
  ASSERT_TRUE(item);
  EXPECT_EQ(item->content_text(), "é\n\"\\/😀€");
}

}  // namespace
}  // namespace chatkit::json
