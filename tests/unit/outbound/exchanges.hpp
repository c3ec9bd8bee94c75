#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include "contract/client/socket_server.hpp"
#include "outbound/outbound.hpp"
#include "support/run.hpp"

// What the tests of this room say over and over.
namespace chatkit::outbound::test {

using chatkit::testing::Connection;
using chatkit::testing::FullListener;
using chatkit::testing::SocketServer;
using ExchangePtr = std::shared_ptr<Exchange>;
using namespace std::chrono_literals;

inline Request post_to(std::string url, std::string body = "{}") {
  Request request;
  request.url = std::move(url);
  request.body = std::move(body);
  Header type;
  type.name = "Content-Type";
  type.value = "application/json";
  request.headers.push_back(std::move(type));
  return request;
}

/// One io_context with what runs on it; each step is run to its end by the calling thread.
class Client {
 public:
  ExchangePtr open(Request request) {
    exchange = run(outbound->send(std::move(request))).value();
    return exchange;
  }
  Result<Head> head() { return run(exchange->head()); }
  Result<std::string> read() { return run(exchange->read()); }
  /// Everything up to the end, or to the failure that `failure` then holds.
  std::string read_all() {
    std::string all;
    while (true) {
      Result<std::string> bytes = read();
      if (!bytes) {
        failure = bytes.error();
        return all;
      }
      if (bytes->empty()) return all;
      all += *bytes;
    }
  }
  Result<Response> fetch(Request request, std::size_t body_bytes_max = 1U << 20U) {
    return run(outbound->fetch(std::move(request), body_bytes_max));
  }

  template <class T>
  T run(awaitable<T> work) {
    return chatkit::test::run_on(context, std::move(work));
  }

  boost::asio::io_context context;
  std::shared_ptr<Outbound> outbound = Outbound::make();
  ExchangePtr exchange;
  std::optional<Error> failure;
};

}  // namespace chatkit::outbound::test
