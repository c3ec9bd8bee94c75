#pragma once

#include <memory>
#include <string>

#include "chatkit/server/authenticator.hpp"
#include "chatkit/server/options.hpp"
#include "chatkit/server/responder.hpp"
#include "chatkit/server/workflow_spec.hpp"

namespace chatkit::server {

/// A whole ChatKit service in this process: the REST API and the conversation protocol, with
/// responders in C++.
///
///   chatkit::server::Server server(ServerOptions().listen("127.0.0.1", 8080));
///   server.respond("support", [](Turn& turn) -> awaitable<void> {
///     co_await turn.say("Hello, " + turn.user());
///   });
///   server.run();
///
/// `stop` may be called from any thread; the rest from one at a time.
class Server {
 public:
  explicit Server(ServerOptions options);
  /// Stops what still runs; `run` has returned before.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Answers a workflow. Before `start`. Errors: std::logic_error where the id and version are
  /// taken, or the server has started.
  Server& respond(WorkflowSpec workflow, Handler handler);
  Server& respond(WorkflowSpec workflow, std::shared_ptr<Responder> responder);
  /// Takes callers by the host program's own means instead of client secrets. Before `start`.
  Server& authenticate(std::shared_ptr<Authenticator> authenticator);

  /// Opens the data and binds, so that `url` and `api_key` are known. Once; `run` does it where it
  /// was not done. Errors: StartError.
  void start();
  /// Serves until `stop`; blocks. Call once. Errors: StartError.
  void run();
  /// Lets what runs finish within the grace time, interrupts the rest, and makes `run` return;
  /// returns at once itself. Before `run`: `run` then returns at once. Repeatable.
  void stop();

  /// Such as `http://127.0.0.1:8080`. Errors: std::logic_error before `start`.
  std::string url() const;
  /// A key of the REST API: the one of the options, or the one that the first start made; empty
  /// where that one's file is gone. Errors: std::logic_error before `start`.
  std::string api_key() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace chatkit::server
