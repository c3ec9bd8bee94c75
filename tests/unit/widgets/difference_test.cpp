#include "chatkit/widgets/difference.hpp"

#include <gmock/gmock.h>

#include "chatkit/widgets/widgets.hpp"

// Source: contract section 2, rule 12; conversation.schema.json, WidgetStreamingTextValueDelta and
// WidgetRootUpdated.
namespace chatkit::widgets {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> updates(const Root& before, const Root& after) {
  std::vector<std::string> found;
  for (const auto& update : widget_updates(before, after)) found.push_back(update.json.text());
  return found;
}

std::string whole(const Root& widget) {
  return R"({"type":"widget.root.updated","widget":)" + widget.json().text() + "}";
}

Card card_of(const Component& component) { return Card().child(component); }

TEST(WidgetUpdates, AreNoneForTheSameWidget) {
  EXPECT_THAT(updates(card_of(Text("a").id("t")), card_of(Text("a").id("t"))), IsEmpty());
}

TEST(WidgetUpdates, SendWhatWasAppendedToAStreamingText) {
  EXPECT_THAT(
      updates(card_of(Text("Hel").id("t").streaming()), card_of(Text("Hello").id("t").streaming())),
      ElementsAre(R"({"type":"widget.streaming_text.value_delta","component_id":"t",)"
                  R"("delta":"lo","done":false})"));
}

TEST(WidgetUpdates, SayDoneWhereTheTextDoesNotStream) {
  EXPECT_THAT(updates(card_of(Markdown("a").id("m")), card_of(Markdown("ab").id("m"))),
              ElementsAre(R"({"type":"widget.streaming_text.value_delta","component_id":"m",)"
                          R"("delta":"b","done":true})"));
}

TEST(WidgetUpdates, SendOneDeltaForEachTextThatGrew) {
  const auto card = [](std::string_view one, std::string_view two) {
    Card made;
    made.child(Text(one).id("one")).child(Row().child(Text(two).id("two")));
    return made;
  };
  const auto found = widget_updates(card("a", "b"), card("a1", "b2"));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].type, "widget.streaming_text.value_delta");
  EXPECT_THAT(found[1].json.text(), testing::HasSubstr(R"("component_id":"two","delta":"2")"));
}

struct Change {
  const char* name;
  Card before;
  Card after;
};

class WidgetUpdatesAsAWhole : public testing::TestWithParam<Change> {};

TEST_P(WidgetUpdatesAsAWhole, SendTheWholeWidget) {
  EXPECT_THAT(updates(GetParam().before, GetParam().after), ElementsAre(whole(GetParam().after)));
}

Card two_texts(std::string_view one, std::string_view two) {
  return Card().children(Text(one).id("same"), Text(two).id("same"));
}

INSTANTIATE_TEST_SUITE_P(
    WidgetUpdates, WidgetUpdatesAsAWhole,
    testing::Values(
        Change{"TextWithoutId", card_of(Text("a")), card_of(Text("ab"))},
        Change{"TextThatDoesNotBeginAsBefore", card_of(Text("ab").id("t")),
               card_of(Text("b").id("t"))},
        Change{"StreamingThatEnds", card_of(Text("a").id("t").streaming()),
               card_of(Text("ab").id("t").streaming(false))},
        Change{"AnotherTypeThatGrows", card_of(Caption("a").id("c")),
               card_of(Caption("ab").id("c"))},
        Change{"AnotherId", card_of(Text("a").id("t")), card_of(Text("ab").id("u"))},
        Change{"OnePropertyMore", card_of(Text("a").id("t")), card_of(Text("ab").id("t").italic())},
        Change{"OnePropertyLess", card_of(Text("a").id("t").italic()), card_of(Text("ab").id("t"))},
        Change{"OneChildMore", card_of(Text("a").id("t")),
               card_of(Text("ab").id("t")).child(Divider())},
        Change{"RootProperty", card_of(Text("a").id("t")), card_of(Text("ab").id("t")).size("lg")},
        Change{"TwoOfOneId", two_texts("a", "b"), two_texts("a", "bc")}),
    [](const testing::TestParamInfo<Change>& change) { return change.param.name; });

}  // namespace
}  // namespace chatkit::widgets
