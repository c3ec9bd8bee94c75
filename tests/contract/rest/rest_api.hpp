#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "access/access.hpp"
#include "json/rest.hpp"
#include "rest/service.hpp"
#include "store/sqlite/sqlite_store.hpp"
#include "support/counting_random.hpp"
#include "support/manual_clock.hpp"
#include "support/memory_body.hpp"
#include "support/run.hpp"

namespace chatkit::rest {

using boost::asio::awaitable;

/// A conversation that only notes which threads it was told to stop.
class QuietConversation final : public conversation::Service {
 public:
  std::vector<exchange::Route> routes() override { return {}; }
  awaitable<void> stop_thread(ThreadId thread) override {
    stopped.push_back(thread);
    co_return;
  }
  std::size_t running() const override { return 3; }
  void drain() override {}
  awaitable<void> interrupt_all() override { co_return; }

  std::vector<ThreadId> stopped;
};

/// One request as a client would send it; `target` is path and query.
struct Sent {
  exchange::Method method = exchange::Method::get;
  std::string target;
  std::string body = "";
  std::vector<std::pair<std::string, std::string>> headers = {};
};

/// The REST API over a real embedded store, without HTTP: two projects, a key each.
class RestApi : public testing::Test {
 protected:
  void SetUp() override;
  void TearDown() override;

  ServiceParts parts();
  /// From now on these and no others.
  void serve_workflows(std::vector<workflow::Workflow> workflows);
  /// Sends with the first project's key, unless the headers say otherwise.
  exchange::Reply send(Sent sent) { return test::run(perform(std::move(sent))); }
  exchange::Reply get(std::string target);
  exchange::Reply post(std::string target, std::string body);
  exchange::Reply remove(std::string target);
  exchange::Reply send_as_other_project(Sent sent);
  /// The same without running it, for requests that overlap.
  awaitable<exchange::Reply> perform(Sent sent);

  /// A thread of the first project with `count` user messages `m1`, `m2`, …
  void add_thread(const std::string& id, const std::string& user, int count = 0);

  test::ManualClock clock_;
  test::CountingRandom random_;
  telemetry::Metrics metrics_;
  std::shared_ptr<telemetry::Log> log_ = telemetry::null_log();
  std::filesystem::path folder_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<access::Access> access_;
  QuietConversation conversation_;
  std::unique_ptr<workflow::Workflows> workflows_;
  Limits limits_;
  std::vector<exchange::Route> routes_;
  std::string key_;
  std::string other_key_;
};

inline const std::string kSessionsPath = "/v1/chatkit/sessions";

/// The error of a reply, read as a client reads it; fails the test for a body of another shape.
json::RestError error_of(const exchange::Reply& reply);
/// `400 invalid_value limit`: what a client can act on, in one text.
std::string summary(const exchange::Reply& reply);
ChatSession session_of(const exchange::Reply& reply);
ChatKitThread thread_of(const exchange::Reply& reply);
std::vector<std::string> thread_ids(const exchange::Reply& reply);
std::vector<std::string> item_ids(const exchange::Reply& reply);

}  // namespace chatkit::rest
