#include <gmock/gmock.h>

#include <ranges>

#include "scripted.hpp"

// Paging. Source: issue section 6; the cursor page of the official SDKs goes on with `after`.
namespace chatkit::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

static_assert(std::input_iterator<Page<ChatKitThread>::Iterator>);
static_assert(std::ranges::input_range<const Page<ChatKitThread>>);

class Paging : public ::testing::Test {
 protected:
  ScriptedClient scripted;
  Client client = scripted.client();

  std::vector<std::string> walk(const ThreadListParams& params = {}) {
    std::vector<std::string> ids;
    for (const ChatKitThread& thread : client.beta.chatkit.threads.list(params)) {
      ids.push_back(thread.id);
    }
    return ids;
  }
  std::string query(std::size_t attempt) const {
    const std::string& url = scripted.transport->sent.at(attempt).url;
    return url.substr(url.find('?'));
  }
};

TEST_F(Paging, GivesAPageAsItCame) {
  scripted.transport->answer(200, page_json({"a", "b"}, true), {{"x-request-id", "req_1"}});
  const auto page = client.beta.chatkit.threads.list();
  ASSERT_EQ(page.data.size(), 2U);
  EXPECT_EQ(page.data[1].id, "b");
  EXPECT_EQ(page.object, "list");
  EXPECT_TRUE(page.has_more);
  EXPECT_EQ(page.first_id, "a");
  EXPECT_EQ(page.last_id, "b");
  EXPECT_EQ(page.request_id(), "req_1");
  EXPECT_TRUE(page.has_next_page());
}

TEST_F(Paging, WalksPageAfterPageWithAllOptions) {
  scripted.transport->answer(200, page_json({"a", "b"}, true))
      .answer(200, page_json({"c"}, true))
      .answer(200, page_json({"d"}, false));
  std::vector<std::string> ids;
  for (const auto& thread : client.beta.chatkit.threads.list(
           {.limit = 2, .order = Order::asc, .user = ""},
           {.extra_headers = {{"X-Mine", "1"}}, .extra_query = {{"x", "y"}}})) {
    ids.push_back(thread.id);
  }
  EXPECT_THAT(ids, ElementsAre("a", "b", "c", "d"));
  EXPECT_EQ(query(0), "?limit=2&order=asc&user=&x=y");
  EXPECT_EQ(query(1), "?after=b&limit=2&order=asc&user=&x=y");
  EXPECT_EQ(query(2), "?after=c&limit=2&order=asc&user=&x=y");
  for (const HttpRequest& request : scripted.transport->sent) {
    EXPECT_EQ(request.headers.get("X-Mine"), "1");
  }
}

TEST_F(Paging, KeepsBeforeAndGoesOnBehindTheLastObject) {
  scripted.transport->answer(200, page_json({"a"}, true)).answer(200, page_json({"b"}, false));
  EXPECT_THAT(walk({.before = "z"}), ElementsAre("a", "b"));
  EXPECT_EQ(query(0), "?before=z");
  EXPECT_EQ(query(1), "?after=a&before=z");
}

TEST_F(Paging, GoesOnFromAnExtraCursorToo) {
  scripted.transport->answer(200, page_json({"a"}, true)).answer(200, page_json({"b"}, false));
  for (const auto& thread :
       client.beta.chatkit.threads.list({}, {.extra_query = {{"after", "start"}}})) {
    (void)thread;
  }
  EXPECT_EQ(query(0), "?after=start");
  EXPECT_EQ(query(1), "?after=a");
}

TEST_F(Paging, StopsWhereThereIsNoMore) {
  scripted.transport->answer(200, page_json({"a"}, false));
  EXPECT_THAT(walk(), ElementsAre("a"));
}

TEST_F(Paging, StopsOnAnEmptyPageThatPromisesMore) {
  scripted.transport->answer(200, page_json({}, true));
  EXPECT_THAT(walk(), IsEmpty());
  scripted.transport->answer(200, page_json({"a"}, true)).answer(200, page_json({}, true));
  EXPECT_THAT(walk(), ElementsAre("a"));
}

TEST_F(Paging, StopsWithoutALastId) {
  for (const char* tail : {R"("last_id":null,)", R"("last_id":"",)", ""}) {
    scripted.transport->answer(200, R"({"object":"list","data":[)" + thread_json("a") + "]," +
                                        tail + R"("has_more":true})");
    EXPECT_THAT(walk(), ElementsAre("a")) << tail;
  }
}

TEST_F(Paging, RefusesToAskForAPageThatIsNotThere) {
  scripted.transport->answer(200, page_json({"a"}, false));
  const auto page = client.beta.chatkit.threads.list();
  EXPECT_FALSE(page.has_next_page());
  EXPECT_THROW((void)page.next_page(), UsageError);
}

TEST_F(Paging, CallsARepeatedCursorAnError) {
  scripted.transport->answer(200, page_json({"a"}, true))
      .answer(200, page_json({"b"}, true))
      .answer(200, page_json({"a"}, true));
  EXPECT_THROW(walk(), APIResponseValidationError);
  EXPECT_EQ(scripted.transport->sent.size(), 3U);
}

TEST_F(Paging, CallsTheFirstCursorRepeatedAnErrorToo) {
  scripted.transport->answer(200, page_json({"start"}, true));
  EXPECT_THROW(walk({.after = "start"}), APIResponseValidationError);
  EXPECT_EQ(scripted.transport->sent.size(), 1U);
}

TEST_F(Paging, LetsOnePageBeAskedForTwice) {
  scripted.transport->answer(200, page_json({"a"}, true))
      .answer(200, page_json({"b"}, false))
      .answer(200, page_json({"b"}, false));
  const auto page = client.beta.chatkit.threads.list();
  EXPECT_EQ(page.next_page().data.front().id, "b");
  EXPECT_EQ(page.next_page().data.front().id, "b");
}

TEST_F(Paging, OutlivesItsClient) {
  auto page = [&] {
    scripted.transport->answer(200, page_json({"a"}, true)).answer(200, page_json({"b"}, false));
    return scripted.client().beta.chatkit.threads.list();
  }();
  std::vector<std::string> ids;
  for (const auto& thread : page) ids.push_back(thread.id);
  EXPECT_THAT(ids, ElementsAre("a", "b"));
}

TEST_F(Paging, WalksItemsAsItWalksThreads) {
  const auto item = [](const std::string& id) {
    return R"({"id":")" + id +
           R"(","object":"chatkit.thread_item","created_at":1,"thread_id":"t",)"
           R"("type":"chatkit.assistant_message","content":[]})";
  };
  const auto page = [&](const std::string& id, bool more) {
    return R"({"object":"list","data":[)" + item(id) + R"(],"first_id":")" + id +
           R"(","last_id":")" + id + R"(","has_more":)" + (more ? "true}" : "false}");
  };
  scripted.transport->answer(200, page("i1", true)).answer(200, page("i2", false));
  std::vector<std::string> ids;
  for (const auto& each :
       client.beta.chatkit.threads.list_items("t", {.limit = 1, .order = Order::asc})) {
    ids.push_back(each.id);
  }
  EXPECT_THAT(ids, ElementsAre("i1", "i2"));
  EXPECT_EQ(query(1), "?after=i1&limit=1&order=asc");
}

}  // namespace
}  // namespace chatkit::testing
