#include "workflow/template.hpp"

#include <gtest/gtest.h>

namespace chatkit::workflow {
namespace {

const StateVariables kVariables = {{"name", std::string("Ann")},
                                   {"level", std::int64_t{3}},
                                   {"rate", 2.5},
                                   {"vip", true},
                                   {"trick", std::string("{{name}}")}};

std::string filled(std::string_view text) { return fill_template(text, kVariables); }

TEST(Template, PutsInTheValues) {
  EXPECT_EQ(filled("Hello {{name}}, level {{ level }}, {{rate}}, {{\tvip\n}}."),
            "Hello Ann, level 3, 2.5, true.");
  EXPECT_EQ(filled("{{name}}{{name}}"), "AnnAnn");
  EXPECT_EQ(filled("nothing"), "nothing");
  EXPECT_EQ(filled(""), "");
}

TEST(Template, ANameThatNobodySetGivesNothing) { EXPECT_EQ(filled("a {{other}} b"), "a  b"); }

TEST(Template, DoesNotLookAtWhatItPutIn) { EXPECT_EQ(filled("{{trick}}"), "{{name}}"); }

TEST(Template, LeavesOtherBracesAlone) {
  for (const std::string_view text :
       {"{{}}", "{{ }}", "{{a b}}", "{name}", "{{name", "name}}", "{{{}}", "{\"a\":{\"b\":1}}"}) {
    EXPECT_EQ(filled(text), text);
  }
  EXPECT_EQ(filled("{{{name}}}"), "{Ann}");
  EXPECT_EQ(filled("{{ {{name}} }}"), "{{ Ann }}");
}

TEST(Template, WritesEveryKindOfValue) {
  EXPECT_EQ(value_text(std::int64_t{-7}), "-7");
  EXPECT_EQ(value_text(2.5), "2.5");
  EXPECT_EQ(value_text(false), "false");
  EXPECT_EQ(value_text(std::string("x")), "x");
}

}  // namespace
}  // namespace chatkit::workflow
