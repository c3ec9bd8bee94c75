#include <gmock/gmock.h>

#include "rest_api.hpp"

namespace chatkit::rest {
namespace {

using exchange::Method;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const std::string kThreads = "/v1/chatkit/threads";
const std::string kItems = "/v1/chatkit/threads/t1/items";

class Lists : public RestApi {
 protected:
  void SetUp() override {
    RestApi::SetUp();
    add_thread("t1", "ada", 5);
    clock_.advance(std::chrono::seconds(1));
    add_thread("t2", "bob");
    add_thread("t3", "ada");
  }
  json::RestPage<ChatKitThread> page(const std::string& target) {
    return json::read_thread_page(get(target).body).value();
  }
};

TEST_F(Lists, OfThreadsAreNewestFirstByDefault) {
  EXPECT_THAT(thread_ids(get(kThreads)), ElementsAre("t3", "t2", "t1"));
  EXPECT_THAT(thread_ids(get(kThreads + "?order=desc")), ElementsAre("t3", "t2", "t1"));
  EXPECT_THAT(thread_ids(get(kThreads + "?order=asc")), ElementsAre("t1", "t2", "t3"));
}

TEST_F(Lists, NameTheirEndsAndSayWhetherThereIsMore) {
  const auto first = page(kThreads + "?limit=2");
  EXPECT_EQ(first.object, "list");
  EXPECT_EQ(first.first_id, "t3");
  EXPECT_EQ(first.last_id, "t2");
  EXPECT_TRUE(first.has_more);
  const auto second = page(kThreads + "?limit=2&after=t2");
  EXPECT_EQ(second.first_id, "t1");
  EXPECT_EQ(second.last_id, "t1");
  EXPECT_FALSE(second.has_more);
}

TEST_F(Lists, OfNothingHaveNullEnds) {
  const auto none = get(kThreads + "?limit=0");
  EXPECT_THAT(none.body, HasSubstr("\"data\":[]"));
  EXPECT_THAT(none.body, HasSubstr("\"first_id\":null"));
  EXPECT_THAT(none.body, HasSubstr("\"last_id\":null"));
  EXPECT_THAT(none.body, HasSubstr("\"has_more\":true"));
  const auto empty = page(kThreads + "?user=nobody&limit=0");
  EXPECT_FALSE(empty.has_more);
  EXPECT_FALSE(empty.first_id.has_value());
}

TEST_F(Lists, PageBeforeAndBetweenInTheOrderAskedFor) {
  EXPECT_THAT(thread_ids(get(kThreads + "?before=t1")), ElementsAre("t3", "t2"));
  EXPECT_THAT(thread_ids(get(kThreads + "?before=t1&limit=1")), ElementsAre("t2"));
  EXPECT_THAT(thread_ids(get(kThreads + "?before=t3&order=asc&limit=1")), ElementsAre("t2"));
  EXPECT_THAT(thread_ids(get(kThreads + "?after=t3&before=t1")), ElementsAre("t2"));
  EXPECT_THAT(item_ids(get(kItems + "?before=m4&limit=2&order=asc")), ElementsAre("m2", "m3"));
}

TEST_F(Lists, FilterThreadsByUser) {
  EXPECT_THAT(thread_ids(get(kThreads + "?user=ada")), ElementsAre("t3", "t1"));
  EXPECT_THAT(thread_ids(get(kThreads + "?user=ad")), IsEmpty());
  add_thread("t4", "ada+b c");
  EXPECT_THAT(thread_ids(get(kThreads + "?user=ada%2Bb+c")), ElementsAre("t4"));
  EXPECT_THAT(thread_ids(get(kThreads + "?user=ada%2Bb%20c")), ElementsAre("t4"));
  EXPECT_EQ(summary(get(kThreads + "?user=ada&after=t2")), "400 invalid_value after")
      << "a thread of another user was never in that list";
}

TEST_F(Lists, OfItemsAreNewestFirstByDefault) {
  EXPECT_THAT(item_ids(get(kItems)), ElementsAre("m5", "m4", "m3", "m2", "m1"));
  EXPECT_THAT(item_ids(get(kItems + "?order=asc&limit=2&after=m2")), ElementsAre("m3", "m4"));
}

TEST_F(Lists, Have20ObjectsByDefaultAnd100AtMost) {
  add_thread("many", "ada", 120);
  EXPECT_THAT(item_ids(get(kThreads + "/many/items")), SizeIs(20));
  EXPECT_THAT(item_ids(get(kThreads + "/many/items?limit=100")), SizeIs(100));
}

TEST_F(Lists, IgnoreParametersThatTheyDoNotKnow) {
  EXPECT_EQ(get(kThreads + "?colour=red&limit=1").status, 200);
  EXPECT_EQ(get(kItems + "?user=&include[]=x").status, 200);
  EXPECT_EQ(get(kThreads + "?").status, 200);
}

TEST_F(Lists, KeepADeletedObjectAsACursor) {
  ASSERT_EQ(remove(kThreads + "/t2").status, 200);
  EXPECT_THAT(thread_ids(get(kThreads + "?after=t2")), ElementsAre("t1"));
  EXPECT_THAT(thread_ids(get(kThreads)), ElementsAre("t3", "t1"));
}

struct Row {
  const char* name;
  std::string query;
  const char* answer;
};
class ListBounds : public Lists, public testing::WithParamInterface<Row> {};

TEST_P(ListBounds, AreKeptExactlyByBothLists) {
  EXPECT_EQ(summary(get(kThreads + GetParam().query)), GetParam().answer);
  EXPECT_EQ(summary(get(kItems + GetParam().query)), GetParam().answer);
}

INSTANTIATE_TEST_SUITE_P(
    Queries, ListBounds,
    testing::Values(Row{"limit_0", "?limit=0", "200"}, Row{"limit_minus_0", "?limit=-0", "200"},
                    Row{"limit_100", "?limit=100", "200"},
                    Row{"limit_101", "?limit=101", "400 integer_above_max_value limit"},
                    Row{"limit_minus_1", "?limit=-1", "400 integer_below_min_value limit"},
                    Row{"limit_huge", "?limit=99999999999999999999",
                        "400 integer_above_max_value limit"},
                    Row{"limit_hugely_negative", "?limit=-99999999999999999999",
                        "400 integer_below_min_value limit"},
                    Row{"limit_word", "?limit=ten", "400 invalid_type limit"},
                    Row{"limit_fraction", "?limit=1.0", "400 invalid_type limit"},
                    Row{"limit_empty", "?limit=", "400 invalid_type limit"},
                    Row{"limit_plus", "?limit=%2B1", "400 invalid_type limit"},
                    Row{"order_word", "?order=up", "400 invalid_value order"},
                    Row{"order_upper_case", "?order=ASC", "400 invalid_value order"},
                    Row{"order_empty", "?order=", "400 invalid_value order"},
                    Row{"after_unknown", "?after=nope", "400 invalid_value after"},
                    Row{"before_unknown", "?before=nope", "400 invalid_value before"},
                    Row{"after_empty", "?after=", "400 invalid_value after"},
                    Row{"broken_escape", "?after=%2", "400 invalid_value after"},
                    Row{"nul", "?after=a%00", "400 invalid_value after"}),
    [](const auto& row) { return std::string(row.param.name); });

class UserBounds : public Lists {};

TEST_F(UserBounds, AreFrom1To512Characters) {
  std::string chars;
  for (int i = 0; i < 512; ++i) chars += "%C3%A9";
  EXPECT_EQ(get(kThreads + "?user=a").status, 200);
  EXPECT_EQ(get(kThreads + "?user=" + chars).status, 200);
  EXPECT_EQ(summary(get(kThreads + "?user=" + chars + "x")), "400 string_above_max_length user");
  EXPECT_EQ(summary(get(kThreads + "?user=")), "400 string_below_min_length user");
}

}  // namespace
}  // namespace chatkit::rest
