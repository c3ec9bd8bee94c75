#include "chatkit/thread_item.hpp"

#include <gtest/gtest.h>

#include "json/minify.hpp"

// The simple view that the older documentation promises on every item.
namespace chatkit {
namespace {

template <class Kind>
ChatKitThreadItem item_of(Kind kind) {
  ChatKitThreadItem item;
  item.kind = std::move(kind);
  return item;
}

TEST(SimpleView, SaysMessageForWhatSomebodySaid) {
  const auto user = item_of(ChatKitThreadUserMessageItem{
      .content = {{.type = "quoted_text", .text = "q"}, {.text = "a"}, {.text = ""}}});
  EXPECT_EQ(user.type(), "message");
  EXPECT_EQ(user.role(), "user");
  EXPECT_EQ(user.content_text(), "q\na");
  const auto assistant =
      item_of(ChatKitThreadAssistantMessageItem{.content = {{.text = "b"}, {.text = "c"}}});
  EXPECT_EQ(assistant.type(), "message");
  EXPECT_EQ(assistant.role(), "assistant");
  EXPECT_EQ(assistant.content_text(), "b\nc");
}

TEST(SimpleView, SaysEventForTheRest) {
  const auto widget = item_of(ChatKitWidgetItem{R"({"type":"Card"})"});
  EXPECT_EQ(widget.type(), "event");
  EXPECT_EQ(widget.role(), std::nullopt);
  EXPECT_EQ(widget.content_text(), R"({"type":"Card"})");
  ChatKitClientToolCall call;
  call.name = "locate";
  call.arguments = "{}";
  EXPECT_EQ(item_of(call).content_text(), "locate\n{}");
  EXPECT_EQ(item_of(ChatKitTask{.heading = "h", .summary = "s"}).content_text(), "h\ns");
  EXPECT_EQ(item_of(ChatKitTask{}).content_text(), "");
  EXPECT_EQ(item_of(ChatKitTaskGroup{{{.heading = "h"}, {.summary = "s"}}}).content_text(), "h\ns");
  EXPECT_EQ(item_of(ChatKitUnknownItem{}).type(), "event");
  EXPECT_EQ(item_of(ChatKitUnknownItem{}).content_text(), "");
}

TEST(SimpleView, HasTheMetadataThatTheItemBrought) {
  auto item = item_of(ChatKitTask{});
  EXPECT_TRUE(item.metadata().empty());
  item.extra["metadata"] = *json::minify(R"({"a":"b"})");
  EXPECT_EQ(item.metadata(), (Metadata{{"a", "b"}}));
}

}  // namespace
}  // namespace chatkit
