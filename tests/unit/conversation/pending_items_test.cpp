#include "conversation/pending_items.hpp"

#include <gmock/gmock.h>

namespace chatkit::conversation {
namespace {

using protocol::AssistantMessage;

protocol::ThreadItem answer(std::string id) {
  protocol::ThreadItem item;
  item.id = std::move(id);
  item.kind = AssistantMessage();
  return item;
}

protocol::ItemUpdated update(std::string id, protocol::ItemUpdate change) {
  protocol::ItemUpdated updated;
  updated.item_id = std::move(id);
  updated.update = std::move(change);
  return updated;
}

protocol::ItemUpdated delta(std::string id, std::int64_t part, std::string text) {
  protocol::ContentPartTextDelta change;
  change.content_index = part;
  change.delta = std::move(text);
  return update(std::move(id), std::move(change));
}

protocol::ItemUpdated note(std::int64_t index, std::string target) {
  protocol::ContentPartAnnotationAdded change;
  change.annotation_index = index;
  change.annotation.source_target = std::move(target);
  return update("a", std::move(change));
}

const AssistantMessage& message_of(const protocol::ThreadItem& item) {
  return std::get<AssistantMessage>(item.kind);
}

TEST(PendingItems, GatherTheTextOfTheirDeltas) {
  PendingItems pending;
  pending.add(answer("a"));
  ASSERT_TRUE(pending.update(delta("a", 0, "Hi ")));
  ASSERT_TRUE(pending.update(delta("a", 0, "there")));
  EXPECT_EQ(pending.text_bytes("a"), 8U);
  const auto answers = pending.take_answers();
  ASSERT_EQ(answers.size(), 1U);
  EXPECT_EQ(message_of(answers[0]).content.at(0).text, "Hi there");
}

TEST(PendingItems, FillMissingPartsWithEmptyText) {
  PendingItems pending;
  pending.add(answer("a"));
  ASSERT_TRUE(pending.update(delta("a", 2, "third")));
  const auto answers = pending.take_answers();
  ASSERT_EQ(answers.size(), 1U);
  const auto& content = message_of(answers[0]).content;
  ASSERT_EQ(content.size(), 3U);
  EXPECT_EQ(content[0].text, "");
  EXPECT_EQ(content[2].text, "third");
}

TEST(PendingItems, InsertAnnotationsAtTheirIndex) {
  PendingItems pending;
  pending.add(answer("a"));
  ASSERT_TRUE(pending.update(delta("a", 0, "text")));
  ASSERT_TRUE(pending.update(note(0, "second")));
  ASSERT_TRUE(pending.update(note(0, "first")));
  ASSERT_TRUE(pending.update(note(99, "last")));
  std::vector<std::string> targets;
  for (const auto& annotation : message_of(*pending.find("a")).content.at(0).annotations) {
    targets.push_back(annotation.source_target);
  }
  EXPECT_THAT(targets, testing::ElementsAre("first", "second", "last"));
}

TEST(PendingItems, TakeAWholePartAsItIs) {
  PendingItems pending;
  pending.add(answer("a"));
  ASSERT_TRUE(pending.update(delta("a", 0, "draft")));
  protocol::ContentPartDone done;
  done.content.text = "final";
  ASSERT_TRUE(pending.update(update("a", std::move(done))));
  EXPECT_EQ(message_of(*pending.find("a")).content.at(0).text, "final");
  EXPECT_EQ(pending.text_bytes("a"), 5U);
}

TEST(PendingItems, RefuseAnIndexOutOfRange) {
  PendingItems pending;
  pending.add(answer("a"));
  EXPECT_TRUE(pending.update(delta("a", PendingItems::kContentPartsMax - 1, "x")));
  EXPECT_FALSE(pending.update(delta("a", PendingItems::kContentPartsMax, "x")));
  EXPECT_FALSE(pending.update(delta("a", -1, "x")));
  EXPECT_FALSE(pending.update(note(-1, "x")));
}

TEST(PendingItems, KeepOnlyAnswersThatSaySomething) {
  PendingItems pending;
  pending.add(answer("empty"));
  pending.add(answer("blank"));
  ASSERT_TRUE(pending.update(delta("blank", 0, " \n\t\u00a0\u3000")));
  pending.add(answer("said"));
  ASSERT_TRUE(pending.update(delta("said", 1, "x")));
  protocol::ThreadItem widget;
  widget.id = "widget";
  widget.kind = protocol::Widget();
  pending.add(std::move(widget));
  pending.add(answer("dropped"));
  ASSERT_TRUE(pending.update(delta("dropped", 0, "x")));
  pending.drop("dropped");
  const auto answers = pending.take_answers();
  ASSERT_EQ(answers.size(), 1U);
  EXPECT_EQ(answers[0].id, "said");
  EXPECT_EQ(pending.find("said"), nullptr);
}

TEST(PendingItems, LeaveUpdatesOfOtherItemsAlone) {
  PendingItems pending;
  EXPECT_TRUE(pending.update(delta("unknown", 0, "x")));
  EXPECT_TRUE(pending.take_answers().empty());
}

TEST(Blank, KnowsTheSpacesOfUnicode) {
  EXPECT_TRUE(is_blank(""));
  EXPECT_TRUE(is_blank(" \u2003\u2028\r\n\x1c"));
  EXPECT_FALSE(is_blank("\u200b"));
  EXPECT_FALSE(is_blank(" . "));
  EXPECT_FALSE(is_blank("\xe3\x80"));
}

}  // namespace
}  // namespace chatkit::conversation
