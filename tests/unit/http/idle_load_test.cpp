// 15,000 connections that are held open while requests are served. The server runs in a process of
// its own, since both ends of so many connections do not fit into one process's descriptors.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "http/descriptors.hpp"
#include "unit/http/server_fixture.hpp"

namespace chatkit::http::test {
namespace {

constexpr std::size_t kConnections = 15'000;
constexpr std::size_t kKeptFree = 600;
#if defined(CHATKIT_SANITIZED)
constexpr std::size_t kBytesMax = 64U << 10U;  // A sanitizer keeps books about every block.
#else
constexpr std::size_t kBytesMax = 8U << 10U;
#endif

/// A server in a child process that lives until the parent closes its end of the pipe.
class ChildServer {
 public:
  ChildServer() {
    std::array<int, 2> port_pipe{};
    std::array<int, 2> life_pipe{};
    EXPECT_EQ(::pipe(port_pipe.data()), 0);
    EXPECT_EQ(::pipe(life_pipe.data()), 0);
    child_ = ::fork();
    if (child_ == 0) {
      ::close(life_pipe[1]);
      serve(port_pipe[1], life_pipe[0]);
      ::_exit(0);
    }
    ::close(port_pipe[1]);
    ::close(life_pipe[0]);
    life_ = life_pipe[1];
    EXPECT_EQ(::read(port_pipe[0], &port_, sizeof port_), static_cast<ssize_t>(sizeof port_));
    ::close(port_pipe[0]);
  }
  ~ChildServer() {
    ::close(life_);
    int status = 0;
    ::waitpid(child_, &status, 0);
    EXPECT_EQ(status, 0);
  }
  ChildServer(const ChildServer&) = delete;
  ChildServer& operator=(const ChildServer&) = delete;

  std::uint16_t port() const { return port_; }
  std::size_t resident_bytes() const {
    std::ifstream file("/proc/" + std::to_string(child_) + "/statm");
    std::size_t total = 0;
    std::size_t resident = 0;
    file >> total >> resident;
    return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  }

 private:
  static void serve(int port_out, int life_in) {
    SystemClock clock;
    chatkit::test::CountingRandom random;
    telemetry::Metrics metrics;
    const auto log = telemetry::null_log();
    ServerParts parts;
    parts.clock = &clock;
    parts.random = &random;
    parts.log = log.get();
    parts.metrics = &metrics;
    ServerOptions options;
    options.port = 0;
    options.limits.connections_max = kConnections + 16;
    options.limits.idle_timeout = std::chrono::seconds(600);
    const auto server = Server::bind(options, parts).value();
    const std::uint16_t port = server->port();
    if (::write(port_out, &port, sizeof port) != static_cast<ssize_t>(sizeof port)) return;
    std::thread ending([&server, life_in] {
      char byte = 0;
      while (::read(life_in, &byte, 1) > 0) {
      }
      server->stop(std::chrono::milliseconds(0));
    });
    std::vector<exchange::Route> routes;
    routes.push_back(fixed(Method::get, "/hello", "hello"));
    server->run(std::move(routes));
    ending.join();
  }

  pid_t child_ = -1;
  int life_ = -1;
  std::uint16_t port_ = 0;
};

TEST(HttpLoad, FifteenThousandIdleConnectionsAreHeldWhileRequestsAreServed) {
  const std::size_t descriptors = raise_descriptor_limit();
  const std::size_t wanted = std::min(kConnections, descriptors - kKeptFree);
  if (wanted < kConnections) {
    std::printf("scaled down: %zu connections, the hard limit is %zu descriptors\n", wanted,
                descriptors);
  }
  ChildServer server;
  HttpClient busy(server.port());
  ASSERT_EQ(busy.get("/hello").status, 200);
  const std::size_t before = server.resident_bytes();
  std::vector<std::unique_ptr<HttpClient>> idle;
  for (std::size_t i = 0; i < wanted; ++i) {
    idle.push_back(std::make_unique<HttpClient>(server.port()));
    ASSERT_TRUE(idle.back()->connected()) << i;
    // Every other one has had its answer, the rest has never said a word.
    if (i % 2 == 0) {
      ASSERT_EQ(idle.back()->get("/hello").status, 200) << i;
    }
  }
  for (int i = 0; i < 1000; ++i) ASSERT_EQ(busy.get("/hello").body, "hello");
  const std::size_t each = (server.resident_bytes() - before) / wanted;
  std::printf("%zu idle connections, %zu bytes of memory each\n", wanted, each);
  EXPECT_LT(each, kBytesMax);
  for (const auto& client : idle) ASSERT_EQ(client->get("/hello").body, "hello");
}

}  // namespace
}  // namespace chatkit::http::test
