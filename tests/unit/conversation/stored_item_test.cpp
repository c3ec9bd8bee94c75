#include "conversation/stored_item.hpp"

#include <gtest/gtest.h>

#include "model/dialects.hpp"

namespace chatkit::conversation {
namespace {

std::vector<protocol::ItemKind> every_kind() {
  std::vector<protocol::ItemKind> kinds;
  kinds.emplace_back(protocol::UserMessage());
  kinds.emplace_back(protocol::AssistantMessage());
  kinds.emplace_back(protocol::ClientToolCall());
  kinds.emplace_back(protocol::Widget());
  kinds.emplace_back(protocol::Task());
  kinds.emplace_back(protocol::Workflow());
  kinds.emplace_back(protocol::HiddenContext());
  kinds.emplace_back(protocol::SdkHiddenContext());
  kinds.emplace_back(protocol::EndOfTurn());
  kinds.emplace_back(protocol::StructuredInput());
  kinds.emplace_back(protocol::GeneratedImage());
  kinds.emplace_back(protocol::UnknownItem());
  return kinds;
}

TEST(Visibility, IsEverywhereExactlyForWhatTheRestApiLists) {
  for (const protocol::ItemKind& kind : every_kind()) {
    protocol::ThreadItem item;
    item.id = "item_1";
    item.kind = kind;
    const bool listed = to_rest(item).has_value();
    EXPECT_EQ(visibility_of(kind) == store::Visibility::everywhere, listed) << kind.index();
  }
}

TEST(Visibility, IsHiddenForContextAlone) {
  EXPECT_EQ(visibility_of(protocol::HiddenContext()), store::Visibility::hidden);
  EXPECT_EQ(visibility_of(protocol::SdkHiddenContext()), store::Visibility::hidden);
  EXPECT_EQ(visibility_of(protocol::EndOfTurn()), store::Visibility::conversation_only);
}

TEST(StoredItem, HoldsNoUrl) {
  protocol::Attachment attachment;
  attachment.id = "cfile_1";
  attachment.name = "a.png";
  attachment.mime_type = "image/png";
  attachment.type = "image";
  attachment.preview_url = "https://example.test/secret";
  protocol::UserMessage message;
  message.attachments.push_back(std::move(attachment));
  protocol::ThreadItem item;
  item.id = "item_1";
  item.kind = std::move(message);
  const store::Item stored = to_stored(item);
  EXPECT_NE(stored.body.find("cfile_1"), std::string::npos);
  EXPECT_EQ(stored.body.find("example.test"), std::string::npos);
}

TEST(PageJson, JoinsBodiesAsTheyAre) {
  EXPECT_EQ(page_json({}, ""), R"({"data":[],"has_more":false})");
  EXPECT_EQ(page_json({R"({"a":1})", R"({"b":2})"}, "id\"1"),
            R"({"data":[{"a":1},{"b":2}],"has_more":true,"after":"id\"1"})");
}

TEST(ItemId, IsWhatAResponderMayChoose) {
  EXPECT_TRUE(is_item_id("msg_a-1Z"));
  EXPECT_TRUE(is_item_id(std::string(128, 'x')));
  EXPECT_FALSE(is_item_id(std::string(129, 'x')));
  EXPECT_FALSE(is_item_id(""));
  EXPECT_FALSE(is_item_id("a b"));
  EXPECT_FALSE(is_item_id("a/b"));
}

}  // namespace
}  // namespace chatkit::conversation
