#include <gmock/gmock.h>
#include <simdjson.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "json/widget.hpp"

// The whole check of widgets against the published schema: every component with every member of
// every kind that the schema names is taken; what lacks a member, has one of another kind or one
// more is refused.
namespace chatkit::json {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

const std::filesystem::path kSchema = "../shared/contract/widgets.schema.json";
constexpr std::string_view kComponent = R"({"type":"Text","value":"x"})";

/// Makes values that a schema takes.
class Samples {
 public:
  explicit Samples(element definitions) : definitions_(definitions) {}

  /// One value for each way that the schema offers; null apart, which is dropped anyway.
  std::vector<std::string> of(element schema) const {
    element found;
    if (schema.at_key("$ref").get(found) == simdjson::SUCCESS) return of_reference(text(found));
    // Components hold components: one stands for all of them, or samples would never end.
    if (schema.at_pointer("/discriminator/mapping/Text").error() == simdjson::SUCCESS) {
      return {std::string(kComponent)};
    }
    for (const char* choice : {"anyOf", "oneOf"}) {
      if (schema.at_key(choice).get(found) == simdjson::SUCCESS) return of_each(found);
    }
    if (schema.at_key("const").get(found) == simdjson::SUCCESS) return {simdjson::minify(found)};
    if (schema.at_key("enum").get(found) == simdjson::SUCCESS) {
      std::vector<std::string> words;
      for (const element word : found.get_array()) words.push_back(simdjson::minify(word));
      return words;
    }
    if (schema.at_key("type").get(found) != simdjson::SUCCESS) return {"1", R"({"a":[]})"};
    return of_type(schema, text(found));
  }

  /// The members of an object without those that may be left out.
  std::map<std::string, std::string> least(element definition) const {
    std::map<std::string, std::string> members;
    simdjson::dom::array required;
    if (definition.at_key("required").get(required) != simdjson::SUCCESS) return members;
    for (const element name : required) {
      const std::string key = text(name);
      members[key] = of(definition.at_key("properties").at_key(key).value()).front();
    }
    return members;
  }

  static std::string text(element value) { return std::string(std::string_view(value)); }

 private:
  std::vector<std::string> of_each(element options) const {
    std::vector<std::string> all;
    for (const element option : options.get_array()) {
      for (std::string& sample : of(option)) all.push_back(std::move(sample));
    }
    return all;
  }

  std::vector<std::string> of_reference(const std::string& reference) const;

  std::vector<std::string> of_type(element schema, const std::string& type) const {
    if (type == "null") return {};
    if (type == "boolean") return {"true", "false"};
    if (type == "integer") return {"2"};
    if (type == "number") return {"2", "2.5"};
    if (type == "object") return {R"({"a":"b"})", "{}"};
    if (type == "array") return {"[" + of(schema.at_key("items").value()).front() + "]", "[]"};
    element detail;
    if (schema.at_key("format").get(detail) == simdjson::SUCCESS) {
      return {R"("2026-11-22T09:30:00Z")"};
    }
    if (schema.at_key("pattern").get(detail) == simdjson::SUCCESS) {
      return {"\"" + text(detail).substr(1) + "x\""};
    }
    return {R"("some text")"};
  }

  element definitions_;
};

std::string written(const std::map<std::string, std::string>& members) {
  std::string out = "{";
  for (const auto& [name, value] : members) {
    out += (out.size() > 1 ? ",\"" : "\"") + name + "\":" + value;
  }
  return out + "}";
}

std::vector<std::string> Samples::of_reference(const std::string& reference) const {
  const std::string name = reference.substr(reference.rfind('/') + 1);
  if (name == "DynamicWidgetComponent") return {std::string(kComponent)};
  const element definition = definitions_.at_key(name).value();
  object members;
  if (definition.at_key("properties").get(members) != simdjson::SUCCESS) return of(definition);
  std::map<std::string, std::string> made = least(definition);
  element type;
  if (members.at_key("type").at_key("const").get(type) == simdjson::SUCCESS) {
    made["type"] = simdjson::minify(type);
  }
  return {written(made)};
}

class WidgetSchema : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(kSchema)) GTEST_SKIP() << kSchema << " is not here";
    root_ = parser_.load(kSchema.string());
    samples_.emplace(root_.at_key("$defs").value());
  }

  /// Calls `visit(name, definition, least members)` for each component.
  template <class Visit>
  void each_component(Visit visit) {
    for (const auto entry : root_.at_key("components").get_object()) {
      const std::string name(entry.key);
      if (name.ends_with("Series")) continue;  // Parts of charts, seen as members of them.
      const element definition = root_.at_key("$defs").at_key(name).value();
      auto least = samples_->least(definition);
      const element type = definition.at_key("properties").at_key("type").at_key("const").value();
      least["type"] = simdjson::minify(type);
      SCOPED_TRACE(name);
      ++components_;
      visit(definition, least);
    }
    EXPECT_EQ(components_, 27);
  }

  static std::string verdict(const std::map<std::string, std::string>& members) {
    const std::string& type = members.at("type");
    const bool is_root = type == "\"Card\"" || type == "\"ListView\"" || type == "\"Basic\"";
    const std::string json = written(members);
    const auto result = is_root ? finish_widget(json, WidgetCheck::whole)
                                : finish_component(json, WidgetCheck::whole);
    return result ? "" : result.error().message + "\n" + json;
  }

  simdjson::dom::parser parser_;
  element root_;
  std::optional<Samples> samples_;
  int components_ = 0;
};

TEST_F(WidgetSchema, EveryMemberOfEveryComponentIsTaken) {
  int members = 0;
  each_component([&](element definition, const std::map<std::string, std::string>& least) {
    EXPECT_EQ(verdict(least), "");
    for (const auto member : definition.at_key("properties").get_object()) {
      for (const std::string& sample : samples_->of(member.value)) {
        auto full = least;
        full[std::string(member.key)] = sample;
        EXPECT_EQ(verdict(full), "");
        ++members;
      }
      auto without = least;
      if (!without.contains(std::string(member.key))) {
        without[std::string(member.key)] = "null";
        EXPECT_EQ(verdict(without), "");
      }
    }
  });
  EXPECT_GT(members, 1000);
}

TEST_F(WidgetSchema, MembersOfOtherKindsAreRefused) {
  each_component([&](element definition, const std::map<std::string, std::string>& least) {
    for (const auto member : definition.at_key("properties").get_object()) {
      auto wrong = least;
      wrong[std::string(member.key)] = "[[0]]";
      EXPECT_NE(verdict(wrong), "") << member.key;
      wrong[std::string(member.key)] = R"({"no such member":1})";
      EXPECT_NE(verdict(wrong), "") << member.key;
    }
  });
}

TEST_F(WidgetSchema, MembersThatMustBeThereAreMissed) {
  each_component([&](element, const std::map<std::string, std::string>& least) {
    for (const auto& [name, value] : least) {
      // A transition may have no child, and the wire drops the null that says so.
      if (least.at("type") == "\"Transition\"" && name == "children") continue;
      auto without = least;
      without.erase(name);
      if (name == "type") {
        EXPECT_TRUE(finish_component(written(without), WidgetCheck::whole).has_error());
      } else {
        EXPECT_NE(verdict(without), "") << name;
      }
    }
  });
}

TEST_F(WidgetSchema, UnknownMembersAreRefused) {
  each_component([&](element, const std::map<std::string, std::string>& least) {
    auto more = least;
    more["colour"] = "1";
    EXPECT_EQ(verdict(more).empty(), least.at("type") == "\"Basic\"");
  });
}

}  // namespace
}  // namespace chatkit::json
