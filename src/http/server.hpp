#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/limits.hpp"
#include "base/random.hpp"
#include "base/result.hpp"
#include "exchange/route.hpp"
#include "telemetry/log.hpp"
#include "telemetry/metrics.hpp"

namespace chatkit::http {

struct ServerOptions {
  std::string host = "127.0.0.1";
  /// 0: any free port.
  std::uint16_t port = 8080;
  /// 0: one a core.
  unsigned threads = 0;
  Limits limits;
  /// Origins that browsers may call from, such as `https://app.example`; empty: CORS is off.
  std::vector<std::string> cors_origins;
  /// Addresses whose `X-Forwarded-For` is believed.
  std::vector<std::string> trusted_proxies;
};

struct ServerParts {
  const Clock* clock = nullptr;
  Random* random = nullptr;
  telemetry::Log* log = nullptr;
  telemetry::Metrics* metrics = nullptr;
};

/// The HTTP/1.1 server: connections, limits, routing, CORS, streams.
///
/// One io_context a thread; one acceptor hands each socket to the least-loaded one.
class Server {
 public:
  /// Binds and listens, so that `port()` is known; serves nothing before `run`.
  /// Errors: unavailable, with a message for the operator (address in use, not ours to bind).
  static Result<std::unique_ptr<Server>> bind(ServerOptions options, ServerParts parts);
  virtual ~Server() = default;

  virtual std::uint16_t port() const = 0;
  /// An executor of the server, for work at start-up and shutdown and for timers.
  virtual boost::asio::any_io_executor executor() = 0;
  /// Serves `routes` until `stop`; blocks. Call once.
  virtual void run(std::vector<exchange::Route> routes) = 0;
  /// Takes no new connection from now on; those that are there end with the reply they are at. The
  /// threads go on. Safe from any thread, repeatable.
  virtual void drain() = 0;
  /// Closes the listener and idle connections, lets requests and streams finish for at most
  /// `grace`, then closes all and makes `run` return. Safe from any thread, repeatable.
  virtual void stop(std::chrono::milliseconds grace) = 0;
};

}  // namespace chatkit::http
