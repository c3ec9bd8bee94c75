#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "chatkit/chatkit.hpp"
#include "socket_server.hpp"

// One client, many threads, over real connections. Runs under TSan as well.
namespace chatkit::testing {
namespace {

constexpr int kThreads = 8;
constexpr int kCallsEach = 40;

/// Answers `GET …/threads/{id}` with a thread of that id.
void serve_threads(Connection& connection) {
  while (const auto request = connection.read_request()) {
    const auto begin = request->find("/threads/") + 9;
    const std::string id = request->substr(begin, request->find(' ', begin) - begin);
    connection.write(SocketServer::answer(
        200,
        R"({"id":")" + id + R"(","object":"chatkit.thread","created_at":1,"title":null,)" +
            R"("status":{"type":"active"},"user":"u"})",
        "x-request-id: req_" + id + "\r\n"));
  }
}

TEST(ClientThreads, ShareOneClient) {
  const SocketServer server(serve_threads);
  ClientOptions options;
  options.api_key = "sk-test";
  options.base_url = server.url("/v1");
  options.log_level = LogLevel::debug;
  std::atomic<int> lines = 0;
  options.log_sink = [&lines](LogLevel, std::string_view) { ++lines; };
  const Client client(options);

  std::atomic<int> right = 0;
  std::vector<std::thread> threads;
  for (int number = 0; number < kThreads; ++number) {
    threads.emplace_back([&client, &right, number] {
      for (int call = 0; call < kCallsEach; ++call) {
        const std::string id = "t" + std::to_string(number) + "_" + std::to_string(call);
        const auto thread =
            client.with_options({.max_retries = 1}).beta.chatkit.threads.retrieve(id);
        if (thread.id == id && thread.request_id() == "req_" + id) ++right;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(right, kThreads * kCallsEach);
  EXPECT_LE(server.connections(), kThreads);
  EXPECT_GT(lines, 0);
}

}  // namespace
}  // namespace chatkit::testing
