#include <gmock/gmock.h>
#include <simdjson.h>

#include <filesystem>
#include <map>
#include <set>
#include <span>

#include "chatkit/widgets/widgets.hpp"
#include "contract/conversation/protocol_schema.hpp"
#include "contract/widgets/samples.hpp"
#include "json/widget.hpp"

// What the builders make against the published schema: all of it fits, and nothing is missing.
namespace chatkit::test {
namespace {

using simdjson::dom::element;

const std::filesystem::path kSchema = "../shared/contract/widgets.schema.json";
/// Stands for components that the schema does not know.
const std::set<std::string> kWithoutBuilder = {"DynamicWidgetComponent"};

class BuiltWidgets : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(kSchema)) GTEST_SKIP() << kSchema << " is not here";
    definitions_ = parser_.load(kSchema.string()).at_key("$defs").value();
  }

  element property(std::string_view definition, std::string_view name) const {
    return definitions_.at_key(definition).at_key("properties").at_key(name).value();
  }

  simdjson::dom::parser parser_;
  element definitions_;
};

TEST_F(BuiltWidgets, FitTheSchema) {
  const ProtocolSchema schema(kSchema);
  for (const Sample& sample : widget_samples()) {
    EXPECT_EQ(schema.definition_violation(sample.definition, sample.json.view()), "")
        << sample.json.text();
  }
}

TEST_F(BuiltWidgets, HaveEveryPropertyOfEveryDefinition) {
  std::map<std::string, std::set<std::string>> built;
  for (const Sample& sample : widget_samples()) {
    const widgets::JsonObject object(sample.json);
    for (const auto& member : object.members()) built[sample.definition].insert(member.first);
  }
  int properties = 0;
  for (const auto definition : definitions_.get_object()) {
    const std::string name(definition.key);
    simdjson::dom::object members;
    if (definition.value.at_key("properties").get(members) != simdjson::SUCCESS) continue;
    if (kWithoutBuilder.contains(name)) continue;
    for (const auto member : members) {
      EXPECT_TRUE(built[name].contains(std::string(member.key))) << name << "." << member.key;
      ++properties;
    }
  }
  EXPECT_GT(properties, 300);
}

TEST(BuiltComponents, PassTheServicesOwnCheck) {
  int checked = 0;
  for (const Sample& sample : widget_samples()) {
    const std::string& name = sample.definition;
    const bool is_root = name == "Card" || name == "ListView" || name == "BasicRoot";
    // What is no component is part of one.
    if (!is_root && !sample.json.text().starts_with("{\"type\":\"" + name + "\"")) continue;
    constexpr auto kWhole = json::WidgetCheck::whole;
    const auto result = is_root ? json::finish_widget(sample.json.view(), kWhole)
                                : json::finish_component(sample.json.view(), kWhole);
    EXPECT_TRUE(result.has_value()) << result.error().message << "\n" << sample.json.text();
    ++checked;
  }
  EXPECT_GT(checked, 30);
}

TEST(BuiltTables, PassTheServicesOwnCheck) {
  using namespace widgets;
  TableCell cell;
  cell.width("50%").padding(Sides().x(1)).col_span(2).row_span(1).align("end").v_align("start");
  cell.col_size("md").child(Text("x"));
  const auto table = Table().row(TableRow().header().cell(cell)).row(TableRow().cell(TableCell()));
  const auto checked = json::finish_component(table.json().view(), json::WidgetCheck::whole);
  ASSERT_TRUE(checked.has_value()) << checked.error().message;
  EXPECT_EQ(checked->text(),
            R"({"type":"Table","children":[{"type":"Table.Row","header":true,"children":[)"
            R"({"type":"Table.Cell","width":"50%","padding":{"x":1},"colSpan":2,"rowSpan":1,)"
            R"("align":"end","vAlign":"start","colSize":"md","children":[)"
            R"({"type":"Text","value":"x"}]}]},)"
            R"({"type":"Table.Row","children":[{"type":"Table.Cell","children":[]}]}]})");
}

struct Words {
  const char* definition;
  const char* property;
  std::span<const std::string_view> words;
};

/// The texts that the schema lists for a property.
std::set<std::string_view> listed(element schema) {
  std::set<std::string_view> found;
  simdjson::dom::array words;
  if (schema.at_key("enum").get(words) == simdjson::SUCCESS) {
    for (const element word : words) found.insert(std::string_view(word));
  }
  if (schema.at_key("anyOf").get(words) == simdjson::SUCCESS) {
    for (const element option : words) found.merge(listed(option));
  }
  return found;
}

TEST_F(BuiltWidgets, TakeExactlyTheWordsOfTheSchema) {
  using namespace widgets;
  const Words table[] = {{"Card", "theme", kThemes},
                         {"Box", "direction", kDirections},
                         {"Box", "align", kAlignments},
                         {"ListViewItem", "align", kAlignments},
                         {"Text", "textAlign", kEdges},
                         {"DatePicker", "align", kEdges},
                         {"Row", "justify", kJustifications},
                         {"Col", "wrap", kWraps},
                         {"Image", "radius", kRadii},
                         {"Border", "style", kBorderStyles},
                         {"Label", "weight", kWeights},
                         {"Text", "size", kTextSizes},
                         {"Label", "size", kTextSizes},
                         {"Title", "size", kTitleSizes},
                         {"Caption", "size", kCaptionSizes},
                         {"Card", "size", kCardSizes},
                         {"Icon", "size", kIconSizes},
                         {"Badge", "size", kBadgeSizes},
                         {"Badge", "color", kBadgeColors},
                         {"Badge", "variant", kBadgeVariants},
                         {"Image", "fit", kFits},
                         {"Image", "position", kPositions},
                         {"Button", "size", kControlSizes},
                         {"Input", "size", kControlSizes},
                         {"Select", "size", kControlSizes},
                         {"Button", "variant", kControlVariants},
                         {"DatePicker", "variant", kControlVariants},
                         {"Button", "color", kButtonColors},
                         {"Button", "style", kButtonStyles},
                         {"Button", "iconSize", kButtonIconSizes},
                         {"Input", "inputType", kInputTypes},
                         {"Textarea", "variant", kFieldVariants},
                         {"Input", "gutterSize", kGutterSizes},
                         {"DatePicker", "side", kSides},
                         {"LineSeries", "curveType", kCurves},
                         {"ActionConfig", "handler", kHandlers},
                         {"ActionConfig", "loadingBehavior", kLoadingBehaviors},
                         {"Icon", "name", kIconNames}};
  for (const Words& row : table) {
    const std::set<std::string_view> ours(row.words.begin(), row.words.end());
    EXPECT_EQ(ours, listed(property(row.definition, row.property)))
        << row.definition << "." << row.property;
  }
}

}  // namespace
}  // namespace chatkit::test
