#include <gmock/gmock.h>

#include "rest_api.hpp"
#include "support/unused_store.hpp"

namespace chatkit::rest {
namespace {

using exchange::Method;
using testing::HasSubstr;
using testing::Not;

/// A store whose disk is full: it reads nothing and refuses to write.
class FullStore final : public test::UnusedStore {
 public:
  Answer<void> check() override { co_return unavailable("database or disk is full"); }
  Answer<store::ApiKey> find_api_key(std::string) override { return known_key(); }
  Answer<void> add_session(store::Session, std::optional<IdempotencyRecord>) override {
    co_return unavailable("database or disk is full");
  }
  Answer<store::Thread> get_thread(store::Scope, ThreadId) override {
    co_return internal_error("database disk image is malformed");
  }

 private:
  static Answer<store::ApiKey> known_key() {
    store::ApiKey key;
    key.project = ProjectId("p1");
    co_return key;
  }
};

class Operating : public RestApi {
 protected:
  void SetUp() override {
    RestApi::SetUp();
    routes_ = operating_routes(parts());
  }
  exchange::Reply get_openly(const std::string& target) {
    return send(Sent{Method::get, target, "", {{"Authorization", ""}}});
  }
};

TEST_F(Operating, SaysThatItLivesWithoutAKey) {
  const auto reply = get_openly("/healthz");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, R"({"status":"ok"})");
  EXPECT_EQ(reply.content_type, "application/json");
}

TEST_F(Operating, IsReadyWhileTheStoreTakesWrites) {
  const auto reply = get_openly("/readyz");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, R"({"status":"ready"})");
}

TEST_F(Operating, PrintsMetricsAsPrometheusText) {
  metrics_.counter("seen_total", "Seen.").add(2);
  add_thread("t", "ada", 2);
  const auto reply = get_openly("/metrics");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.content_type, "text/plain; version=0.0.4; charset=utf-8");
  EXPECT_THAT(reply.body, HasSubstr("\nseen_total 2\n"));
  EXPECT_THAT(reply.body, HasSubstr("\nchatkit_store_threads 1\n"));
  EXPECT_THAT(reply.body, HasSubstr("\nchatkit_store_items 2\n"));
  EXPECT_THAT(reply.body, HasSubstr("\nchatkit_store_sessions 0\n"));
  EXPECT_THAT(reply.body, HasSubstr("\nchatkit_turns_running 3\n"));
}

class FullDisk : public RestApi {
 protected:
  void SetUp() override {
    RestApi::SetUp();
    access::AccessParts access;
    access.store = &full_;
    access.clock = &clock_;
    access.random = &random_;
    access.keys.current = Secret(std::string(32, 'k'));
    access_ = std::make_unique<access::Access>(std::move(access));
    ServiceParts broken = parts();
    broken.store = &full_;
    routes_ = routes(broken);
    for (auto& route : operating_routes(broken)) routes_.push_back(std::move(route));
  }
  void TearDown() override {
    routes_.clear();
    RestApi::TearDown();
  }

  FullStore full_;
};

TEST_F(FullDisk, Is503AndNotReady) {
  const auto ready = get("/readyz");
  EXPECT_EQ(ready.status, 503);
  EXPECT_THAT(ready.body, Not(HasSubstr("disk")));
  const auto create = post("/v1/chatkit/sessions", R"({"user":"ada","workflow":{"id":"wf"}})");
  EXPECT_EQ(create.status, 503);
  EXPECT_EQ(error_of(create).type, "server_error");
  EXPECT_THAT(create.log_text, HasSubstr("full"));
}

TEST_F(FullDisk, LeavesTheProcessAliveAndItsMetricsReadable) {
  EXPECT_EQ(get("/healthz").status, 200);
  const auto metrics = get("/metrics");
  EXPECT_EQ(metrics.status, 200);
  EXPECT_THAT(metrics.body, Not(HasSubstr("chatkit_store_threads")));
}

TEST_F(FullDisk, TellsTheClientNothingOfTheInside) {
  const auto reply = get("/v1/chatkit/threads/t");
  EXPECT_EQ(summary(reply), "500 server_error -");
  EXPECT_THAT(reply.body, Not(HasSubstr("malformed")));
  EXPECT_THAT(reply.log_text, HasSubstr("malformed"));
}

}  // namespace
}  // namespace chatkit::rest
