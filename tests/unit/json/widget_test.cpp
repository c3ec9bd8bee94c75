#include "json/widget.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chatkit::json {
namespace {

std::string finished(std::string_view json, WidgetCheck check = WidgetCheck::outline) {
  const auto widget = finish_widget(json, check);
  return widget ? widget->text() : widget.error().code + " " + widget.error().param.value_or("-");
}

TEST(FinishWidget, DropsNullsAtEveryDepthButForChildren) {
  EXPECT_EQ(finished(R"({"type":"Card","key":null,"children":[null,{"type":"Box","id":null,)"
                     R"("children":null,"padding":{"x":null,"y":1}}]})"),
            R"({"type":"Card","children":[null,{"type":"Box","children":null,)"
            R"("padding":{"y":1}}]})");
}

TEST(FinishWidget, WritesTheDefaultsOfActionsOut) {
  EXPECT_EQ(finished(R"({"type":"Card","children":[],"confirm":{"label":"OK",)"
                     R"("action":{"type":"a","payload":null}}})"),
            R"({"type":"Card","children":[],"confirm":{"label":"OK","action":{"type":"a",)"
            R"("handler":"server","loadingBehavior":"auto","streaming":true}}})");
  EXPECT_EQ(finished(R"({"type":"Card","children":[{"type":"Form","onSubmitAction":)"
                     R"({"type":"a","handler":"client","streaming":false,)"
                     R"("loadingBehavior":"self"}}]})"),
            R"({"type":"Card","children":[{"type":"Form","onSubmitAction":)"
            R"({"type":"a","handler":"client","streaming":false,"loadingBehavior":"self"}}]})");
}

TEST(FinishWidget, LeavesAPersonsOwnDataWithoutDefaults) {
  EXPECT_EQ(finished(R"({"type":"Card","children":[{"type":"Button","onClickAction":)"
                     R"({"type":"a","payload":{"onClickAction":{"type":"b"},"n":null},)"
                     R"("handler":"server","loadingBehavior":"auto","streaming":true}}]})"),
            R"({"type":"Card","children":[{"type":"Button","onClickAction":)"
            R"({"type":"a","payload":{"onClickAction":{"type":"b"}},)"
            R"("handler":"server","loadingBehavior":"auto","streaming":true}}]})");
}

TEST(FinishWidget, ChangesNothingTheSecondTime) {
  const std::string once = finished(
      R"({"type":"ListView","children":[{"type":"ListViewItem","children":null,"gap":null,)"
      R"("onClickAction":{"type":"x","payload":{"a":null}}}]})");
  EXPECT_EQ(finished(once), once);
}

TEST(FinishWidget, TakesThreeRoots) {
  EXPECT_EQ(finished(R"({"type":"Basic"})"), R"({"type":"Basic"})");
  EXPECT_EQ(finished(R"({"type":"ListView"})"), R"({"type":"ListView"})");
  EXPECT_EQ(finished(R"({"type":"Box"})"), "invalid_value type");
  EXPECT_EQ(finished(R"({"type":"card"})"), "invalid_value type");
  EXPECT_EQ(finished(R"({"children":[]})"), "missing_required_parameter type");
}

std::string nested(int levels) {
  std::string json = "1";
  for (int i = 1; i < levels; ++i) json = "[" + json + "]";
  return R"({"type":"Card","x":)" + json + "}";
}

TEST(FinishWidget, HasALimitOfDepth) {
  EXPECT_NE(finished(nested(kWidgetDepthMax)).substr(0, 7), "invalid");
  EXPECT_EQ(finished(nested(kWidgetDepthMax + 1)).substr(0, 13), "invalid_value");
}

TEST(FinishWidget, HasALimitOfSize) {
  const std::string frame = R"({"type":"Card","x":""})";
  std::string json = frame;
  json.insert(json.size() - 2, kWidgetBytesMax - frame.size(), 'x');
  EXPECT_TRUE(finish_widget(json, WidgetCheck::outline));
  json.insert(json.size() - 2, "x");
  EXPECT_EQ(finish_widget(json, WidgetCheck::outline).error().kind, ErrorKind::too_large);
}

TEST(FinishComponent, TakesAnyTypeUnlessTheWholeIsChecked) {
  EXPECT_TRUE(finish_component(R"({"type":"Hologram"})", WidgetCheck::outline));
  EXPECT_FALSE(finish_component(R"({"type":"Hologram"})", WidgetCheck::whole));
  EXPECT_TRUE(finish_component(R"({"type":"Text","value":"x"})", WidgetCheck::whole));
  EXPECT_FALSE(finish_component(R"({"value":"x"})", WidgetCheck::outline));
}

struct Whole {
  const char* name;
  const char* json;
  const char* verdict;  // or empty: it fits
};
class WholeWidget : public testing::TestWithParam<Whole> {};

TEST_P(WholeWidget, IsChecked) {
  const auto widget = finish_widget(GetParam().json, WidgetCheck::whole);
  const std::string verdict =
      widget ? "" : widget.error().code + " " + widget.error().param.value_or("-");
  EXPECT_EQ(verdict, GetParam().verdict) << (widget ? "" : widget.error().message);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, WholeWidget,
    testing::Values(
        Whole{"card", R"({"type":"Card","children":[{"type":"Text","value":"x","size":"sm"}]})",
              ""},
        Whole{"card_without_children", R"({"type":"Card"})", "missing_required_parameter children"},
        Whole{"wrong_word", R"({"type":"Card","children":[],"size":"huge"})", "invalid_value size"},
        Whole{"unknown_component", R"({"type":"Card","children":[{"type":"Txet"}]})",
              "invalid_value children[0].type"},
        Whole{"list_of_items",
              R"({"type":"ListView","limit":"auto","children":[{"type":"ListViewItem",)"
              R"("children":[{"type":"Icon","name":"lucide:cat"}]}]})",
              ""},
        Whole{"list_of_others", R"({"type":"ListView","children":[{"type":"Text","value":"x"}]})",
              "invalid_value children[0].type"},
        Whole{"limit_word", R"({"type":"ListView","limit":"all","children":[]})",
              "invalid_value limit"},
        Whole{"spacing_object", R"({"type":"Card","padding":{"x":2,"top":"1em"},"children":[]})",
              ""},
        Whole{"theme_color", R"({"type":"Card","background":{"light":"#fff"},"children":[]})",
              "missing_required_parameter background.dark"},
        Whole{"editable_text",
              R"({"type":"Card","children":[{"type":"Text","value":"x","editable":false},)"
              R"({"type":"Text","value":"x","editable":{"name":"n"}}]})",
              ""},
        Whole{"editable_true",
              R"({"type":"Card","children":[{"type":"Text","value":"x","editable":true}]})",
              "invalid_type children[0].editable"},
        Whole{"box_fraction", R"({"type":"Card","children":[{"type":"Box","width":1.5}]})", ""},
        Whole{"image_fraction",
              R"({"type":"Card","children":[{"type":"Image","src":"s","width":1.5}]})",
              "invalid_type children[0].width"},
        Whole{"transition",
              R"({"type":"Card","children":[{"type":"Transition","children":{"type":"Spacer"}},)"
              R"({"type":"Transition","children":null}]})",
              ""},
        Whole{"borders",
              R"({"type":"Card","children":[{"type":"Row","border":{"top":1,"x":{"size":2,)"
              R"("style":"dashed"}}}]})",
              ""},
        Whole{"chart",
              R"({"type":"Card","children":[{"type":"Chart","data":[{"a":1}],"xAxis":"a",)"
              R"("series":[{"type":"line","dataKey":"a","curveType":"step"}]}]})",
              ""},
        Whole{"chart_of_lists",
              R"({"type":"Card","children":[{"type":"Chart","data":[{"a":[]}],"xAxis":"a",)"
              R"("series":[]}]})",
              "invalid_type children[0].data[0].a"},
        Whole{"series_of_unknown_type",
              R"({"type":"Card","children":[{"type":"Chart","data":[],"xAxis":"a",)"
              R"("series":[{"type":"pie","dataKey":"a"}]}]})",
              "invalid_value children[0].series[0].type"},
        Whole{"action_word",
              R"({"type":"Card","children":[{"type":"Button","onClickAction":{"type":"a",)"
              R"("handler":"both"}}]})",
              "invalid_value children[0].onClickAction.handler"},
        Whole{"table",
              R"({"type":"Card","children":[{"type":"Table","children":[{"type":"Table.Row",)"
              R"("header":true,"children":[{"type":"Table.Cell","colSpan":2,"children":)"
              R"([{"type":"Text","value":"x"}]}]}]}]})",
              ""},
        Whole{"basic_with_one_child",
              R"({"type":"Basic","children":{"type":"Text","value":"x"},"gap":2})", ""},
        Whole{"basic_with_a_bad_child", R"({"type":"Basic","children":{"type":"Text"}})",
              "missing_required_parameter children.value"},
        Whole{"date", R"({"type":"Card","children":[{"type":"DatePicker","name":"d","min":"x"}]})",
              "invalid_value children[0].min"}),
    [](const auto& whole) { return whole.param.name; });

}  // namespace
}  // namespace chatkit::json
