// Bytes as a whole connection: they arrive over a socket pair, cut where the input says, and the
// connection must answer with whole answers, never with a 500, and then end.
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/worker.hpp"
#include "support/counting_random.hpp"
#include "support/manual_clock.hpp"

namespace {

using namespace chatkit;

boost::asio::awaitable<exchange::Reply> echo(exchange::Request& request) {
  Result<std::string> body = co_await request.body->read_all();
  if (!body) co_return exchange::error_reply(body.error());
  exchange::Reply reply(*std::move(body));
  co_return reply;
}

boost::asio::awaitable<exchange::Reply> ignore(exchange::Request&) {
  co_return exchange::Reply("{}");
}

/// A worker without a server: connections are given to it one at a time.
struct Bench {
  chatkit::test::ManualClock clock;
  chatkit::test::CountingRandom random;
  std::shared_ptr<telemetry::Log> log = telemetry::null_log();
  telemetry::Metrics metrics;
  std::unique_ptr<http::Shared> shared;
  std::unique_ptr<http::Worker> worker;

  Bench() {
    http::ServerParts parts;
    parts.clock = &clock;
    parts.random = &random;
    parts.log = log.get();
    parts.metrics = &metrics;
    http::ServerOptions options;
    options.limits.body_bytes_max = 4096;
    options.limits.header_bytes_max = 2048;
    options.cors_origins = {"https://a.example"};
    shared = std::make_unique<http::Shared>(options, parts, http::TrustedProxies());
    std::vector<exchange::Route> routes;
    const auto add = [&routes](exchange::Method method, const char* pattern,
                               exchange::Handler handler) {
      exchange::Route route;
      route.method = method;
      route.pattern = pattern;
      route.handler = std::move(handler);
      routes.push_back(std::move(route));
    };
    add(exchange::Method::post, "/a/{x}", echo);
    add(exchange::Method::post, "/a", ignore);
    add(exchange::Method::get, "/a", ignore);
    shared->router = std::make_unique<http::Router>(std::move(routes));
    worker = std::make_unique<http::Worker>(*shared);
  }
};

void require(bool holds) {
  if (!holds) std::abort();
}

void check_answers(std::string_view out) {
  require(out.empty() || out.starts_with("HTTP/1.1 "));
  require(out.find("HTTP/1.1 500") == std::string_view::npos);
}

std::string drain(int socket) {
  std::string out;
  std::array<char, 16384> bytes;
  ssize_t got = 0;
  while ((got = ::recv(socket, bytes.data(), bytes.size(), MSG_DONTWAIT)) > 0) {
    out.append(bytes.data(), static_cast<std::size_t>(got));
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Bench& bench = *new Bench;
  std::string_view input(reinterpret_cast<const char*>(data), std::min<std::size_t>(size, 16384));
  std::array<int, 2> ends{};
  require(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()) == 0);
  bench.shared->connections.fetch_add(1);
  bench.worker->adopt(ends[1], boost::asio::ip::address_v4::loopback());
  boost::asio::io_context& context = bench.worker->context();
  const std::size_t step = input.empty() ? 1 : 1 + static_cast<unsigned char>(input.back()) * 8U;
  std::string out;
  while (!input.empty()) {
    const std::string_view piece = input.substr(0, step);
    if (::send(ends[0], piece.data(), piece.size(), MSG_NOSIGNAL) < 0) break;
    input.remove_prefix(piece.size());
    context.poll();
    out += drain(ends[0]);
  }
  ::shutdown(ends[0], SHUT_WR);
  for (int i = 0; i < 1000 && bench.worker->connections.load() > 0; ++i) {
    context.poll();
    out += drain(ends[0]);
  }
  require(bench.worker->connections.load() == 0);
  out += drain(ends[0]);
  ::close(ends[0]);
  check_answers(out);
  return 0;
}
