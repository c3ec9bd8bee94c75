#include <gmock/gmock.h>

#include <set>
#include <utility>
#include <vector>

#include "rest_api.hpp"

namespace chatkit::rest {
namespace {

using exchange::Method;
using std::chrono::hours;
using std::chrono::seconds;

const std::string kBody = R"({"user":"ada","workflow":{"id":"wf"}})";
const std::string kOtherBody = R"({"user":"bob","workflow":{"id":"wf"}})";

class Idempotency : public RestApi {
 protected:
  static Sent create(const std::string& key, const std::string& body = kBody) {
    return Sent{Method::post,
                "/v1/chatkit/sessions",
                body,
                {{"Content-Type", "application/json"}, {"Idempotency-Key", key}}};
  }
  std::uint64_t sessions() { return test::run(store_->counts())->sessions; }
};

TEST_F(Idempotency, AnswersARepeatedCreateWithTheSameSession) {
  const auto first = send(create("k1"));
  clock_.advance(seconds(5));
  const auto again = send(create("k1"));
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(sessions(), 1U);
}

TEST_F(Idempotency, MakesAnotherSessionForAnotherKeyOrNone) {
  std::set<std::string> ids;
  for (const char* key : {"k1", "k2", "", ""}) ids.insert(session_of(send(create(key))).id);
  EXPECT_EQ(ids.size(), 4U);
}

TEST_F(Idempotency, RefusesAnotherBodyUnderTheSameKey) {
  const auto first = send(create("k1"));
  EXPECT_EQ(summary(send(create("k1", kOtherBody))), "422 idempotency_mismatch Idempotency-Key");
  EXPECT_EQ(summary(send(create("k1", kBody + " "))), "422 idempotency_mismatch Idempotency-Key");
  EXPECT_EQ(send(create("k1")).body, first.body);
  EXPECT_EQ(sessions(), 1U);
}

TEST_F(Idempotency, BelongsToOneProject) {
  const std::string mine = session_of(send(create("k1"))).id;
  const std::string theirs = session_of(send_as_other_project(create("k1", kOtherBody))).id;
  EXPECT_NE(mine, theirs);
}

TEST_F(Idempotency, ShowsTheSessionAsItIsNow) {
  const std::string id = session_of(send(create("k1"))).id;
  post("/v1/chatkit/sessions/" + id + "/cancel", "");
  const auto again = session_of(send(create("k1")));
  EXPECT_EQ(again.id, id);
  EXPECT_EQ(again.status.text(), "cancelled");
  EXPECT_EQ(again.client_secret, "");
}

TEST_F(Idempotency, OutlivesAWorkflowThatIsGone) {
  const std::string id = session_of(send(create("k1"))).id;
  serve_workflows({});
  EXPECT_EQ(session_of(send(create("k1"))).id, id);
}

TEST_F(Idempotency, RemembersNothingOfARefusedRequest) {
  EXPECT_EQ(send(create("k1", R"({"user":"ada","workflow":{"id":"nope"}})")).status, 404);
  EXPECT_EQ(send(create("k1", "{}")).status, 400);
  EXPECT_EQ(send(create("k1")).status, 200);
}

TEST_F(Idempotency, LastsFor24Hours) {
  const std::string first = session_of(send(create("k1"))).id;
  clock_.advance(hours(24) - std::chrono::microseconds(1));
  EXPECT_EQ(session_of(send(create("k1"))).id, first);
  clock_.advance(std::chrono::microseconds(1));
  EXPECT_NE(session_of(send(create("k1", kOtherBody))).id, first);
  clock_.advance(hours(24));
  ASSERT_TRUE(test::run(store_->sweep(clock_.now())).has_value());
  const std::string later = session_of(send(create("k1"))).id;
  EXPECT_EQ(session_of(send(create("k1"))).id, later);
}

TEST_F(Idempotency, TakesKeysOf255Characters) {
  EXPECT_EQ(send(create(std::string(255, 'k'))).status, 200);
  EXPECT_EQ(summary(send(create(std::string(256, 'k')))),
            "400 string_above_max_length Idempotency-Key");
}

TEST_F(Idempotency, MakesOneSessionOfRequestsThatOverlap) {
  std::vector<boost::asio::awaitable<exchange::Reply>> requests;
  for (int i = 0; i < 16; ++i) requests.push_back(perform(create("k1")));
  std::set<std::string> ids;
  for (auto& reply : test::run_all(std::move(requests))) ids.insert(session_of(reply).id);
  EXPECT_EQ(ids.size(), 1U);
  EXPECT_EQ(sessions(), 1U);
}

TEST_F(Idempotency, RefusesAnotherBodyThatOverlaps) {
  std::vector<boost::asio::awaitable<exchange::Reply>> requests;
  requests.push_back(perform(create("k1")));
  requests.push_back(perform(create("k1", kOtherBody)));
  std::multiset<int> statuses;
  for (auto& reply : test::run_all(std::move(requests))) statuses.insert(reply.status);
  EXPECT_EQ(statuses, (std::multiset<int>{200, 422}));
}

}  // namespace
}  // namespace chatkit::rest
