#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "access/access.hpp"
#include "app/data_directory.hpp"
#include "app/settings.hpp"
#include "base/clock.hpp"
#include "base/random.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "conversation/service.hpp"
#include "http/server.hpp"
#include "store/store.hpp"
#include "telemetry/log.hpp"
#include "telemetry/metrics.hpp"
#include "workflow/registry.hpp"

namespace chatkit::app {

/// The project that every installation has.
ProjectId default_project();

/// A whole service in this process: store, access, workflows, conversation, REST, HTTP.
///
/// `chatkit serve` runs one for others; every other command runs one for itself where no server
/// holds the data directory, so that there is one way to the data.
class Instance {
 public:
  /// Opens everything and binds; serves nothing before `run`. At first start it makes the store,
  /// the signing keys, the project and an API key.
  /// Errors: as the data directory's, the store's, the registry's and the server's; the message is
  /// for the operator.
  static Result<std::unique_ptr<Instance>> open(Settings settings, DataDirectory data,
                                                std::shared_ptr<telemetry::Log> log);
  ~Instance();

  /// The address to reach it at, such as `http://127.0.0.1:8080`, without a slash at the end.
  std::string url() const;
  const Settings& settings() const noexcept { return settings_; }
  const DataDirectory& data() const noexcept { return data_; }
  /// Opens the admin routes; good while this runs.
  const Secret& admin_token() const noexcept { return admin_token_; }
  /// The key of this start, where it made one.
  const std::optional<Secret>& first_key() const noexcept { return first_key_; }

  /// Serves until `stop`. Call once.
  void run();
  /// Takes no new connection and no new turn from now on, lets what runs finish within `grace`,
  /// interrupts the rest, and makes `run` return. Blocks; safe from another thread than `run`'s.
  void stop(std::chrono::seconds grace);
  /// Removes what retention has passed; `run` goes on meanwhile. Blocks.
  void sweep();

 private:
  Instance(Settings settings, DataDirectory data, std::shared_ptr<telemetry::Log> log);
  Result<void> open_parts();
  Result<void> prepare_store();
  Result<void> prepare_keys();
  void wire();
  std::vector<exchange::Route> routes();

  Settings settings_;
  DataDirectory data_;
  std::shared_ptr<telemetry::Log> log_;
  SystemClock clock_;
  SystemRandom random_;
  telemetry::Metrics metrics_;
  Secret admin_token_;
  std::optional<Secret> first_key_;
  std::unique_ptr<store::Store> store_;
  std::optional<workflow::Registry> workflows_;
  std::unique_ptr<access::Access> access_;
  std::unique_ptr<http::Server> server_;
  std::shared_ptr<conversation::Service> conversation_;
  /// `run` has returned: nothing that is still under way can go on.
  std::atomic<bool> ended_ = false;
};

}  // namespace chatkit::app
