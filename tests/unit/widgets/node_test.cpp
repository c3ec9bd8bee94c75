#include <gmock/gmock.h>

#include <stdexcept>

#include "chatkit/widgets/widgets.hpp"
#include "unit/widgets/raw.hpp"

namespace chatkit::widgets {
namespace {

TEST(Node, WritesWhatWasSetAndNothingElse) {
  Card card;
  card.size("sm").child(Text("Hello").id("t").streaming());
  card.children(Divider(), Row().gap(2).child(Badge("new").pill()));
  EXPECT_EQ(card.json().text(),
            R"({"type":"Card","size":"sm","children":[)"
            R"({"type":"Text","value":"Hello","id":"t","streaming":true},{"type":"Divider"},)"
            R"({"type":"Row","gap":2,"children":[{"type":"Badge","label":"new","pill":true}]}]})");
}

// Contract, section 2, rule 2: an action's defaults are written out.
TEST(Action, WritesItsDefaultsOut) {
  const Button button = Button("Go").on_click(Action("go"));
  EXPECT_EQ(button.json().text(),
            R"({"type":"Button","label":"Go","onClickAction":{"type":"go","handler":"server",)"
            R"("loadingBehavior":"auto","streaming":true}})");
}

TEST(Node, CopiesDoNotChangeWithTheirOriginal) {
  Col column;
  column.child(Spacer());
  Card card;
  card.child(column);
  column.gap(4).child(Divider());
  EXPECT_EQ(card.json().text(),
            R"({"type":"Card","children":[{"type":"Col","children":[{"type":"Spacer"}]}]})");
}

TEST(Transition, HasItsLastChildAlone) {
  Transition transition((Caption("one")));
  transition.child(Caption("two"));
  EXPECT_EQ(transition.json().text(),
            R"({"type":"Transition","children":{"type":"Caption","value":"two"}})");
}

TEST(Node, TakesPropertiesThatHaveNoSetter) {
  EXPECT_EQ(Text("x").property("newThing", 2).json().text(),
            R"({"type":"Text","value":"x","newThing":2})");
  EXPECT_EQ(AnyComponent("Novel").child(Text("x")).json().text(),
            R"({"type":"Novel","children":[{"type":"Text","value":"x"}]})");
}

TEST(Root, ReadsAWidgetThatWasWrittenByHand) {
  const std::string text =
      R"({"type":"Card","padding":{"x":2},"children":[{"type":"Transition","children":)"
      R"({"type":"Text","value":"a"}},{"type":"Box","children":[]}]})";
  const Root card(raw(text));
  EXPECT_EQ(card.json().text(), text);
  EXPECT_EQ(card.children().front()->holds(), Node::Holds::one);
}

TEST(Root, RefusesWhatIsNoWidget) {
  EXPECT_THROW(Root(raw(R"({"type":"Text","value":"x"})")), std::invalid_argument);
  EXPECT_THROW(Root(raw(R"({"children":[]})")), std::invalid_argument);
  EXPECT_THROW(Root(raw(R"({"type":"Card","children":[1]})")), std::invalid_argument);
  EXPECT_THROW(Root(raw("[]")), std::invalid_argument);
}

}  // namespace
}  // namespace chatkit::widgets
