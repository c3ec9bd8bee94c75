#include "client/body_merge.hpp"

#include <gtest/gtest.h>

#include "chatkit/json_text.hpp"

namespace chatkit::client {
namespace {

TEST(MergeBody, LeavesABodyWithoutExtrasAlone) {
  EXPECT_EQ(merge_body(R"({"a":1})", {}), R"({"a":1})");
  EXPECT_EQ(merge_body("", {}), "");
}

TEST(MergeBody, AddsAndReplacesAtTheTopLevelOnly) {
  EXPECT_EQ(merge_body(R"({"a":{"b":1,"c":[2,{"b":3}]},"b":"x,}\"{","d":null})",
                       {{"b", 5}, {"z", "new"}}),
            R"({"a":{"b":1,"c":[2,{"b":3}]},"d":null,"b":5,"z":"new"})");
}

TEST(MergeBody, MakesABodyWhereThereIsNone) {
  EXPECT_EQ(merge_body("", {{"a", true}}), R"({"a":true})");
  EXPECT_EQ(merge_body("{}", {{"a", true}}), R"({"a":true})");
}

TEST(MergeBody, WritesEveryKindOfValue) {
  EXPECT_EQ(merge_body("", {{"b", false},
                            {"i", -7},
                            {"n", 1.5},
                            {"r", parse_json(R"( {"x": [1, 2]} )")},
                            {"s", "quote \" and\nline"}}),
            R"({"b":false,"i":-7,"n":1.5,"r":{"x":[1,2]},"s":"quote \" and\nline"})");
}

}  // namespace
}  // namespace chatkit::client
