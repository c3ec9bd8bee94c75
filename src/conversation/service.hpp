#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "access/access.hpp"
#include "base/clock.hpp"
#include "base/limits.hpp"
#include "base/random.hpp"
#include "exchange/route.hpp"
#include "files/files.hpp"
#include "responder/responder.hpp"
#include "store/store.hpp"
#include "telemetry/log.hpp"
#include "telemetry/metrics.hpp"
#include "telemetry/spans.hpp"
#include "workflow/workflows.hpp"

namespace chatkit::conversation {

using boost::asio::awaitable;

/// Finds the caller of the conversation endpoint for a host application with identities of its own.
///
/// Safe from any thread.
class Authenticator {
 public:
  virtual ~Authenticator() = default;
  /// Errors: authentication, permission.
  virtual awaitable<Result<access::ClientCaller>> authenticate(exchange::Request& request) = 0;
};

/// What the conversation needs; everything outlives it.
struct ServiceParts {
  store::Store* store = nullptr;
  access::Access* access = nullptr;
  const workflow::Workflows* workflows = nullptr;
  /// Null: there are no uploads.
  files::Files* files = nullptr;
  /// By a workflow's responder kind.
  std::map<std::string, std::shared_ptr<responder::Responder>> responders;
  const Clock* clock = nullptr;
  Random* random = nullptr;
  telemetry::Log* log = nullptr;
  telemetry::Metrics* metrics = nullptr;
  Limits limits;
  /// Where traced runs go besides the store; null: nowhere.
  telemetry::SpanSink* spans = nullptr;
  /// Null: client secrets.
  std::shared_ptr<Authenticator> authenticator;
};

/// The conversation protocol: ops, turns and their streams.
///
/// Safe from any thread. A turn runs on the executor of the request that started it.
class Service {
 public:
  static std::shared_ptr<Service> make(ServiceParts parts);
  virtual ~Service() = default;

  /// `POST /v1/chatkit/conversation`, the same at `POST /chatkit`, and the domain-key answers.
  virtual std::vector<exchange::Route> routes() = 0;
  /// Stops the turn that runs in a thread, if any, and waits for it; before a thread is deleted.
  virtual awaitable<void> stop_thread(ThreadId thread) = 0;
  /// Turns that run at this moment.
  virtual std::size_t running() const = 0;
  /// Takes no new turn (503) from now on; those that run go on. For shutdown.
  virtual void drain() = 0;
  /// Ends what still runs as `interrupted`; returns when all have ended.
  virtual awaitable<void> interrupt_all() = 0;
};

}  // namespace chatkit::conversation
