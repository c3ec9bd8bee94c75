#include <gmock/gmock.h>

#include "rest_api.hpp"

namespace chatkit::rest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Items : public RestApi {
 protected:
  void SetUp() override {
    RestApi::SetUp();
    add_thread("t", "ada");
  }
  void add(const std::string& id, const std::string& members,
           store::Visibility visibility = store::Visibility::everywhere) {
    add_body(id,
             "{\"id\":\"" + id +
                 "\",\"thread_id\":\"t\",\"created_at\":\"2026-11-22T09:30:07.5Z\"," + members +
                 "}",
             visibility);
  }
  void add_body(const std::string& id, const std::string& body,
                store::Visibility visibility = store::Visibility::everywhere) {
    store::Scope scope;
    scope.project = ProjectId("p1");
    store::Item item;
    item.id = ItemId(id);
    item.created_at = clock_.now();
    item.visibility = visibility;
    item.body = body;
    ASSERT_TRUE(test::run(store_->add_item(scope, ThreadId("t"), item)).has_value());
  }
  exchange::Reply list() { return get("/v1/chatkit/threads/t/items?order=asc"); }
};

TEST_F(Items, AreShownInTheRestDialect) {
  add("u",
      R"("type":"user_message","content":[{"type":"input_text","text":"Hi"}],"attachments":[],)"
      R"("quoted_text":"before","inference_options":{})");
  add("a", R"("type":"assistant_message","content":[{"type":"output_text","text":"Hello",)"
           R"("annotations":[]}])");
  add("c", R"("type":"client_tool_call","status":"pending","call_id":"c1","name":"f",)"
           R"("arguments":{"x":1})");
  add("w", R"("type":"widget","widget":{"type":"Card","children":[]})");
  const auto reply = list();
  EXPECT_THAT(item_ids(reply), ElementsAre("u", "a", "c", "w"));
  const auto page = json::read_item_page(reply.body).value();
  EXPECT_EQ(page.first_id, "u");
  EXPECT_EQ(page.last_id, "w");
  EXPECT_EQ(page.data[0].wire_type, "chatkit.user_message");
  EXPECT_EQ(page.data[0].object, "chatkit.thread_item");
  EXPECT_EQ(page.data[0].thread_id, "t");
  EXPECT_EQ(page.data[0].created_at, test::ManualClock::kStart + std::chrono::seconds(7));
  EXPECT_THAT(page.data[0].content_text(), HasSubstr("Hi"));
  EXPECT_EQ(page.data[1].wire_type, "chatkit.assistant_message");
  EXPECT_EQ(page.data[1].content_text(), "Hello");
  const auto& call = std::get<ChatKitClientToolCall>(page.data[2].kind);
  EXPECT_EQ(call.status.text(), "in_progress");
  EXPECT_EQ(call.arguments, R"({"x":1})");
  EXPECT_EQ(std::get<ChatKitWidgetItem>(page.data[3].kind).widget,
            R"({"type":"Card","children":[]})");
  EXPECT_THAT(reply.body, HasSubstr("\"role\":\"assistant\""));
}

TEST_F(Items, ThatAreHiddenOrOfTheConversationAloneAreNotListed) {
  add("h", R"("type":"hidden_context_item","content":"secret")", store::Visibility::hidden);
  add("e", R"("type":"end_of_turn")", store::Visibility::conversation_only);
  EXPECT_THAT(item_ids(list()), IsEmpty());
  EXPECT_THAT(list().body, HasSubstr("\"has_more\":false"));
}

TEST_F(Items, ThatCannotBeReadDoNotHideTheOthers) {
  add("u", R"("type":"user_message","content":[],"attachments":[],"inference_options":{})");
  add_body("bad", "{\"id\":7}");
  EXPECT_THAT(item_ids(list()), ElementsAre("u"));
}

}  // namespace
}  // namespace chatkit::rest
