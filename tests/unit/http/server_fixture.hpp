#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "http/server.hpp"
#include "support/counting_random.hpp"
#include "support/manual_clock.hpp"
#include "unit/http/http_client.hpp"

namespace chatkit::http::test {

using chatkit::test::ManualClock;
using exchange::Method;
using exchange::Reply;
using exchange::Request;

/// Keeps every line, fields as `name=value`.
class RecordingLog final : public telemetry::Log {
 public:
  void write(telemetry::Level, std::string_view event,
             std::initializer_list<telemetry::Field> fields) override {
    std::string line(event);
    for (const telemetry::Field& field : fields) {
      line += " " + std::string(field.name) + "=" + field.value;
    }
    const std::lock_guard lock(mutex_);
    lines_.push_back(std::move(line));
  }
  bool enabled(telemetry::Level) const override { return true; }
  std::vector<std::string> lines() const {
    const std::lock_guard lock(mutex_);
    return lines_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> lines_;
};

/// A server on a free port of the loopback, on threads of its own, until the end of the test.
class RunningServer {
 public:
  explicit RunningServer(std::vector<exchange::Route> routes, ServerOptions options = {}) {
    options.port = 0;
    if (options.threads == 0) options.threads = 2;
    ServerParts parts;
    parts.clock = &clock;
    parts.random = &random;
    parts.log = &log;
    parts.metrics = &metrics;
    server = Server::bind(std::move(options), parts).value();
    thread_ =
        std::thread([this, moved = std::move(routes)]() mutable { server->run(std::move(moved)); });
  }
  ~RunningServer() { stop(std::chrono::milliseconds(0)); }
  RunningServer(const RunningServer&) = delete;
  RunningServer& operator=(const RunningServer&) = delete;

  std::uint16_t port() const { return server->port(); }
  void stop(std::chrono::milliseconds grace) {
    server->stop(grace);
    join();
  }
  void join() {
    if (thread_.joinable()) thread_.join();
  }

  ManualClock clock;
  chatkit::test::CountingRandom random;
  RecordingLog log;
  telemetry::Metrics metrics;
  std::unique_ptr<Server> server;

 private:
  std::thread thread_;
};

inline exchange::Route route(Method method, std::string pattern, exchange::Handler handler) {
  exchange::Route made;
  made.method = method;
  made.pattern = std::move(pattern);
  made.handler = std::move(handler);
  return made;
}

/// As far as the clock goes for a deadline to be seen: the wheel turns ten times a second.
inline constexpr std::chrono::milliseconds kTwoTicks{200};

/// One thread, so that an answer on one connection shows that the thread has dealt with what came
/// on the others before.
inline ServerOptions one_thread() {
  ServerOptions options;
  options.threads = 1;
  return options;
}

/// Returns once the server's thread has dealt with everything that was sent to it before; the
/// server answers `GET /hello`.
inline void settle(RunningServer& server) {
  HttpClient client(server.port());
  for (int i = 0; i < 2; ++i) EXPECT_EQ(client.get("/hello").status, 200);
}

/// Answers with a fixed body.
inline exchange::Route fixed(Method method, std::string pattern, std::string body) {
  return route(method, std::move(pattern),
               [body](Request&) -> boost::asio::awaitable<Reply> { co_return Reply(body); });
}

inline boost::asio::awaitable<Reply> echo_body(Request& request) {
  Result<std::string> body = co_await request.body->read_all();
  if (!body) co_return exchange::error_reply(body.error());
  Reply reply(*std::move(body));
  co_return reply;
}

}  // namespace chatkit::http::test
