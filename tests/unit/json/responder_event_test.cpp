#include "json/responder_event.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "json/protocol.hpp"
#include "support/manual_clock.hpp"

namespace chatkit::json {
namespace {

using testing::HasSubstr;

ItemDefaults defaults() {
  ItemDefaults out;
  out.thread_id = "thr_1";
  out.created_at = Timestamp(test::ManualClock::kStart);
  out.new_id = [] { return "item_new"; };
  return out;
}

Result<ResponderEvent> read_one(std::string_view json, WidgetCheck widgets = WidgetCheck::outline) {
  return read_responder_event(json, defaults(), widgets);
}

std::string written(std::string_view json, WidgetCheck widgets = WidgetCheck::outline) {
  const auto read = read_one(json, widgets);
  if (!read) return read.error().code + " " + read.error().param.value_or("-");
  std::string out;
  write_event(out, std::get<protocol::Event>(*read));
  return out;
}

TEST(ResponderEvent, FillsInWhatAnItemLacks) {
  EXPECT_EQ(written(R"({"type":"thread.item.done","item":{"type":"end_of_turn"}})"),
            R"({"type":"thread.item.done","item":{"id":"item_new","thread_id":"thr_1",)"
            R"("created_at":"2026-11-22T09:30:00Z","type":"end_of_turn"}})");
  EXPECT_EQ(written(R"({"type":"thread.item.added","item":{"type":"end_of_turn","id":null,)"
                    R"("created_at":null,"thread_id":"another"}})"),
            R"({"type":"thread.item.added","item":{"id":"item_new","thread_id":"thr_1",)"
            R"("created_at":"2026-11-22T09:30:00Z","type":"end_of_turn"}})");
}

TEST(ResponderEvent, KeepsTheIdAndTheTimeThatAnItemHas) {
  EXPECT_EQ(written(R"({"type":"thread.item.replaced","item":{"id":"mine",)"
                    R"("created_at":"2026-01-02T03:04:05Z","type":"end_of_turn"}})"),
            R"({"type":"thread.item.replaced","item":{"id":"mine","thread_id":"thr_1",)"
            R"("created_at":"2026-01-02T03:04:05Z","type":"end_of_turn"}})");
}

TEST(ResponderEvent, WritesDefaultsOut) {
  EXPECT_THAT(written(R"({"type":"thread.item.done","item":{"type":"assistant_message",)"
                      R"("content":[{"text":"Hi"}]}})"),
              HasSubstr(R"("content":[{"annotations":[],"text":"Hi","type":"output_text"}])"));
  EXPECT_EQ(written(R"({"type":"client_effect","name":"flash"})"),
            R"({"type":"client_effect","name":"flash","data":{}})");
  EXPECT_EQ(written(R"({"type":"error","message":"No."})"),
            R"({"type":"error","code":"custom","message":"No.","allow_retry":false})");
}

TEST(ResponderEvent, FinishesWidgetsWhereverTheyStand) {
  constexpr std::string_view kSent =
      R"({"type":"Card","id":null,"children":[{"type":"Button","onClickAction":{"type":"go"}}]})";
  constexpr std::string_view kKept =
      R"({"type":"Card","children":[{"type":"Button","onClickAction":{"type":"go",)"
      R"("handler":"server","loadingBehavior":"auto","streaming":true}}]})";
  const std::string sent(kSent);
  EXPECT_THAT(
      written(R"({"type":"thread.item.done","item":{"type":"widget","widget":)" + sent + "}}"),
      HasSubstr(kKept));
  EXPECT_THAT(written(R"({"type":"thread.item.updated","item_id":"w","update":)"
                      R"({"type":"widget.root.updated","widget":)" +
                      sent + "}}"),
              HasSubstr(kKept));
  EXPECT_THAT(written(R"({"type":"thread.item.updated","item_id":"w","update":)"
                      R"({"type":"widget.component.updated","component_id":"b","component":)"
                      R"({"type":"Button","label":null,"onClickAction":{"type":"go"}}}})"),
              HasSubstr(R"("component":{"type":"Button","onClickAction":{"type":"go","handler")"));
}

TEST(ResponderEvent, ReadsChangesOfTheThread) {
  const auto read =
      read_one(R"({"type":"thread.set","title":"T","status":{"type":"locked","reason":"R"},)"
               R"("metadata":{"a":[1]},"allowed_image_domains":["x.example"]})");
  ASSERT_TRUE(read.has_value()) << read.error().message;
  const auto& set = std::get<ThreadSet>(*read);
  EXPECT_EQ(set.title, "T");
  EXPECT_EQ(set.status->type.text(), "locked");
  EXPECT_EQ(set.status->reason, "R");
  EXPECT_EQ(set.metadata->view(), R"({"a":[1]})");
  EXPECT_EQ(set.allowed_image_domains->front(), "x.example");
}

TEST(ResponderEvent, LeavesUnsetWhatThreadSetDoesNotName) {
  const auto read = read_one(R"({"type":"thread.set","title":null})");
  const auto& set = std::get<ThreadSet>(*read);
  EXPECT_FALSE(set.title || set.status || set.metadata || set.allowed_image_domains);
}

std::string set_event(const std::string& members) {
  return R"({"type":"thread.set",)" + members + "}";
}

TEST(ResponderEvent, BoundsWhatThreadSetMayHold) {
  EXPECT_TRUE(read_one(set_event(R"("title":")" + std::string(256, 't') + "\"")));
  EXPECT_FALSE(read_one(set_event(R"("title":")" + std::string(257, 't') + "\"")));
  const std::string full(kThreadMetadataBytesMax - 8, 'm');
  EXPECT_TRUE(read_one(set_event(R"("metadata":{"a":")" + full + "\"}")));
  EXPECT_FALSE(read_one(set_event(R"("metadata":{"a":")" + full + "m\"}")));
  std::string domains = R"("allowed_image_domains":["x")";
  for (std::size_t i = 1; i < kImageDomainsMax; ++i) domains += R"(,"x")";
  EXPECT_TRUE(read_one(set_event(domains + "]")));
  EXPECT_FALSE(read_one(set_event(domains + R"(,"x"])")));
  const std::string domain(kImageDomainBytesMax, 'd');
  EXPECT_TRUE(read_one(set_event(R"("allowed_image_domains":[")" + domain + "\"]")));
  EXPECT_FALSE(read_one(set_event(R"("allowed_image_domains":[")" + domain + "d\"]")));
}

struct Misfit {
  const char* name;
  const char* json;
  const char* code;
  const char* param;
};
class ResponderEventRefuses : public testing::TestWithParam<Misfit> {};

TEST_P(ResponderEventRefuses, NamingThePlace) {
  const auto read = read_one(GetParam().json);
  ASSERT_TRUE(read.has_error());
  EXPECT_EQ(read.error().code, GetParam().code) << read.error().message;
  EXPECT_EQ(read.error().param.value_or(""), GetParam().param) << read.error().message;
}

INSTANTIATE_TEST_SUITE_P(
    Misfits, ResponderEventRefuses,
    testing::Values(
        Misfit{"not_json", "{", "invalid_json", ""}, Misfit{"a_list", "[]", "invalid_type", ""},
        Misfit{"no_type", "{}", "missing_required_parameter", "type"},
        Misfit{"unknown_type", R"({"type":"thread.gone"})", "invalid_value", "type"},
        Misfit{"created", R"({"type":"thread.created"})", "invalid_value", "type"},
        Misfit{"updated", R"({"type":"thread.updated","thread":{}})", "invalid_value", "type"},
        Misfit{"options", R"({"type":"stream_options","stream_options":{"allow_cancel":false}})",
               "invalid_value", "type"},
        Misfit{"no_item", R"({"type":"thread.item.done"})", "missing_required_parameter", "item"},
        Misfit{"null_item", R"({"type":"thread.item.done","item":null})", "invalid_type", "item"},
        Misfit{"item_without_type", R"({"type":"thread.item.done","item":{}})",
               "missing_required_parameter", "item.type"},
        Misfit{"item_of_unknown_type", R"({"type":"thread.item.done","item":{"type":"poem"}})",
               "invalid_value", "item.type"},
        Misfit{"item_time",
               R"({"type":"thread.item.done","item":{"type":"end_of_turn","created_at":"soon"}})",
               "invalid_value", "item.created_at"},
        Misfit{"unknown_member",
               R"({"type":"thread.item.done","item":{"type":"end_of_turn","colour":1}})",
               "unknown_parameter", "item.colour"},
        Misfit{"text_without_text",
               R"({"type":"thread.item.done","item":{"type":"assistant_message","content":[{}]}})",
               "missing_required_parameter", "item.content[0].text"},
        Misfit{"text_null",
               R"({"type":"thread.item.done","item":{"type":"assistant_message",)"
               R"("content":[{"text":null}]}})",
               "invalid_type", "item.content[0].text"},
        Misfit{"source_without_url",
               R"({"type":"thread.item.done","item":{"type":"assistant_message","content":[)"
               R"({"text":"","annotations":[{"source":{"type":"url","title":"t"}}]}]}})",
               "missing_required_parameter", "item.content[0].annotations[0].source.url"},
        Misfit{"arguments_as_text",
               R"({"type":"thread.item.done","item":{"type":"client_tool_call","call_id":"c",)"
               R"("name":"n","arguments":"{}"}})",
               "invalid_type", "item.arguments"},
        Misfit{"task_of_unknown_type",
               R"({"type":"thread.item.done","item":{"type":"task","task":{"type":"nap"}}})",
               "invalid_value", "item.task.type"},
        Misfit{"thought_without_content",
               R"({"type":"thread.item.done","item":{"type":"task","task":{"type":"thought"}}})",
               "missing_required_parameter", "item.task.content"},
        Misfit{"summary_of_nothing",
               R"({"type":"thread.item.done","item":{"type":"workflow","workflow":)"
               R"({"type":"custom","tasks":[],"summary":{}}}})",
               "missing_required_parameter", "item.workflow.summary.title"},
        Misfit{"widget_root",
               R"({"type":"thread.item.done","item":{"type":"widget","widget":{"type":"Text"}}})",
               "invalid_value", "item.widget.type"},
        Misfit{"update_without_id",
               R"({"type":"thread.item.updated","update":{"type":)"
               R"("assistant_message.content_part.text_delta","content_index":0,"delta":"x"}})",
               "missing_required_parameter", "item_id"},
        Misfit{"index_as_text",
               R"({"type":"thread.item.updated","item_id":"a","update":{"type":)"
               R"("assistant_message.content_part.text_delta","content_index":"0","delta":"x"}})",
               "invalid_type", "update.content_index"},
        Misfit{"index_as_fraction",
               R"({"type":"thread.item.updated","item_id":"a","update":{"type":)"
               R"("assistant_message.content_part.text_delta","content_index":0.5,"delta":"x"}})",
               "invalid_type", "update.content_index"},
        Misfit{"icon", R"({"type":"progress_update","text":"x","icon":"skull"})", "invalid_value",
               "icon"},
        Misfit{"level", R"({"type":"notice","level":"panic","message":"x"})", "invalid_value",
               "level"},
        Misfit{"error_code", R"({"type":"error","code":"mine"})", "invalid_value", "code"},
        Misfit{"set_status", R"({"type":"thread.set","status":{"type":"open"}})", "invalid_value",
               "status.type"},
        Misfit{"set_metadata", R"({"type":"thread.set","metadata":[]})", "invalid_type",
               "metadata"},
        Misfit{"set_unknown", R"({"type":"thread.set","name":"x"})", "unknown_parameter", "name"},
        Misfit{"type_twice", R"({"type":"notice","level":"info","message":"x","type":"error"})",
               "invalid_value", "type"}),
    [](const auto& misfit) { return misfit.param.name; });

TEST(ResponderEvent, TakesIconsOfOtherMakers) {
  EXPECT_TRUE(read_one(R"({"type":"progress_update","text":"x","icon":"lucide:cat"})"));
  EXPECT_TRUE(read_one(R"({"type":"progress_update","text":"x","icon":"vendor:cat"})"));
}

TEST(ResponderEvent, ChecksWidgetsWholeOnlyWhereAsked) {
  constexpr std::string_view kOdd =
      R"({"type":"thread.item.done","item":{"type":"widget","widget":)"
      R"({"type":"Card","children":[{"type":"Text","text":"no value"}]}}})";
  EXPECT_TRUE(read_one(kOdd, WidgetCheck::outline));
  EXPECT_EQ(written(kOdd, WidgetCheck::whole), "unknown_parameter item.widget.children[0].text");
}

TEST(ResponderItem, IsReadAlone) {
  const auto item =
      read_responder_item(R"({"type":"end_of_turn"})", defaults(), WidgetCheck::outline);
  ASSERT_TRUE(item.has_value()) << item.error().message;
  EXPECT_EQ(item->id, "item_new");
  EXPECT_FALSE(read_responder_item("null", defaults(), WidgetCheck::outline));
  EXPECT_FALSE(read_responder_item(R"({"type":"poem"})", defaults(), WidgetCheck::outline));
}

}  // namespace
}  // namespace chatkit::json
