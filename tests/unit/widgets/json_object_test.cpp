#include "chatkit/widgets/json_object.hpp"

#include <gmock/gmock.h>

#include <limits>
#include <stdexcept>

#include "unit/widgets/raw.hpp"

namespace chatkit::widgets {
namespace {

TEST(JsonObject, WritesEachKindOfValue) {
  JsonObject object;
  object.set("text", "a \"b\"\n").set("whole", 3).set("part", 1.5).set("flag", true);
  object.set("nothing", JsonValue()).set("list", std::vector<JsonValue>{1, "two"});
  object.set("inner", JsonObject().set("x", std::string("y"))).set("raw", raw("[0]"));
  EXPECT_EQ(object.json().text(),
            R"({"text":"a \"b\"\n","whole":3,"part":1.5,"flag":true,"nothing":null,)"
            R"("list":[1,"two"],"inner":{"x":"y"},"raw":[0]})");
}

TEST(JsonObject, KeepsTheFirstPlaceOfAMemberThatIsSetAgain) {
  JsonObject object;
  object.set("a", 1).set("b", 2).set("a", 3);
  EXPECT_EQ(object.json().text(), R"({"a":3,"b":2})");
}

TEST(JsonObject, AppendsToListsAndBeginsThem) {
  JsonObject object;
  object.append("list", 1).append("list", "x");
  object.set("other", "no list").append("other", 2);
  EXPECT_EQ(object.json().text(), R"({"list":[1,"x"],"other":[2]})");
}

TEST(JsonObject, TakesAnObjectApart) {
  const JsonObject object(
      raw(R"({"t":"\u00e9\\","n":-2.5,"i":7,"f":false,"o":{"k":[1]},"z":null})"));
  EXPECT_EQ(object.text("t"), "\u00e9\\");
  EXPECT_EQ(object.number("n"), -2.5);
  EXPECT_EQ(object.integer("i"), 7);
  EXPECT_EQ(object.number("i"), 7);
  EXPECT_EQ(object.flag("f"), false);
  EXPECT_EQ(object.object("o")->find("k")->text(), "[1]");
  EXPECT_TRUE(object.find("z")->is_null());
  EXPECT_EQ(object.json().text(), raw(R"({"t":"\u00e9\\","n":-2.5,"i":7,"f":false,)"
                                      R"("o":{"k":[1]},"z":null})")
                                      .text());
}

TEST(JsonObject, GivesNothingForMembersOfOtherKinds) {
  const JsonObject object(raw(R"({"t":"5","n":1.5,"l":[]})"));
  EXPECT_EQ(object.text("n"), std::nullopt);
  EXPECT_EQ(object.number("t"), std::nullopt);
  EXPECT_EQ(object.integer("n"), std::nullopt);
  EXPECT_EQ(object.flag("t"), std::nullopt);
  EXPECT_EQ(object.object("l"), std::nullopt);
  EXPECT_EQ(object.text("missing"), std::nullopt);
  EXPECT_EQ(object.find("missing"), nullptr);
}

TEST(JsonObject, RefusesWhatIsNoObject) {
  EXPECT_THROW(JsonObject(raw("[1]")), std::invalid_argument);
  EXPECT_THROW((JsonObject(RawJson())), std::invalid_argument);
}

TEST(JsonValue, WritesNullForNumbersThatJsonCannotCarry) {
  EXPECT_TRUE(JsonValue(std::numeric_limits<double>::quiet_NaN()).json().is_null());
}

TEST(JsonValue, ReplacesInvalidUtf8) {
  EXPECT_EQ(JsonValue("a\xff").json().text(), "\"a\xef\xbf\xbd\"");
}

}  // namespace
}  // namespace chatkit::widgets
