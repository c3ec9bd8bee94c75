#include "chatkit/server/widget.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

#include "chatkit/widgets/widgets.hpp"
#include "unit/embed/answering.hpp"

namespace chatkit::server {
namespace {

using test::answer;
using test::last_sent;
using test::raw;
using test::sent;
using testing::HasSubstr;
using testing::SizeIs;

widgets::Card card_of(std::string_view text) {
  return widgets::Card().child(widgets::Text(text).id("t").streaming());
}

class WidgetTest : public testing::Test {
 protected:
  std::shared_ptr<test::FakeTurn> turn_ = std::make_shared<test::FakeTurn>();
};

// Contract, section 2, rule 12.
TEST_F(WidgetTest, StreamsByDifference) {
  answer(turn_, [](Turn& turn) -> awaitable<void> {
    const Widget widget = co_await turn.begin_widget(card_of("Hel"), "Hello");
    co_await widget.update(card_of("Hello"));
    co_await widget.update(card_of("Hello"));
    co_await widget.update(card_of("Bye"));
    co_await widget.finish();
  }).value();
  const auto all = sent(*turn_);
  ASSERT_THAT(all, SizeIs(4));
  EXPECT_THAT(all[0], HasSubstr(R"("type":"thread.item.added")"));
  EXPECT_THAT(all[1], HasSubstr(R"("update":{"type":"widget.streaming_text.value_delta",)"
                                R"("component_id":"t","delta":"lo","done":false})"));
  EXPECT_THAT(all[2],
              HasSubstr(R"("update":{"type":"widget.root.updated","widget":{"type":"Card",)"));
  EXPECT_THAT(all[3], HasSubstr(R"("type":"thread.item.done")"));
  EXPECT_THAT(all[3], HasSubstr(R"("value":"Bye")"));
  EXPECT_THAT(all[3], HasSubstr(R"("copy_text":"Hello")"));
}

TEST_F(WidgetTest, IsShownAsAWhole) {
  answer(turn_, [](Turn& turn) -> awaitable<void> { co_await turn.show(card_of("Hi")); }).value();
  EXPECT_THAT(turn_->done(), SizeIs(1));
}

TEST_F(WidgetTest, ReplacesTheSenderOfAnAction) {
  protocol::ThreadItem sender = test::user_item("w1", "");
  protocol::Widget before;
  before.copy_text = "kept";
  sender.kind = before;
  answer(turn_, [sender](Turn& turn) -> awaitable<void> {
    co_await turn.replace_widget(sender, card_of("after"));
  }).value();
  EXPECT_THAT(last_sent(*turn_), HasSubstr(R"({"type":"thread.item.replaced","item":{"id":"w1")"));
  EXPECT_THAT(last_sent(*turn_), HasSubstr(R"("copy_text":"kept")"));
}

TEST_F(WidgetTest, IsRefusedWhereItIsNestedTooDeep) {
  // A component a level, each in a list of its own: 49 levels.
  std::string text = R"({"type":"Text","value":"x"})";
  for (int i = 0; i < 24; ++i) text = R"({"type":"Box","children":[)" + text + "]}";
  bool refused = false;
  answer(turn_, [&refused, text](Turn& turn) -> awaitable<void> {
    widgets::Card card;
    card.child(widgets::Component(raw(text)));
    try {
      co_await turn.show(card);
    } catch (const std::invalid_argument&) {
      refused = true;
    }
  }).value();
  EXPECT_TRUE(refused);
}

TEST_F(WidgetTest, IsCheckedAsAWholeWhereTheWorkflowSaysSo) {
  auto strict = std::make_shared<workflow::Workflow>();
  strict->strict_widgets = true;
  turn_->view.workflow = strict;
  const auto outcome = answer(turn_, [](Turn& turn) -> awaitable<void> {
    widgets::Card card;
    card.child(widgets::Text("x").property("colour", "red"));
    co_await turn.show(card);
  });
  ASSERT_TRUE(outcome.has_error());
  EXPECT_THAT(outcome.error().log_text, HasSubstr("colour"));
}

}  // namespace
}  // namespace chatkit::server
