#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "access/access.hpp"
#include "app/data_directory.hpp"
#include "app/extensions.hpp"
#include "app/otlp_exporter.hpp"
#include "app/settings.hpp"
#include "base/clock.hpp"
#include "base/random.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "conversation/service.hpp"
#include "files/files.hpp"
#include "http/server.hpp"
#include "outbound/outbound.hpp"
#include "store/store.hpp"
#include "telemetry/log.hpp"
#include "telemetry/metrics.hpp"
#include "workflow/workflows.hpp"

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
                                                std::shared_ptr<telemetry::Log> log,
                                                Extensions extensions);
  ~Instance();

  /// The address to reach it at, such as `http://127.0.0.1:8080`, without a slash at the end.
  std::string url() const;
  const Settings& settings() const noexcept { return settings_; }
  bool has_demo_page() const noexcept;
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
  /// Removes what retention has passed, rows and files; `run` goes on meanwhile. Blocks.
  void sweep();
  /// Reads the workflow files again; sessions keep their versions. Blocks.
  void reload_workflows();

 private:
  Instance(Settings settings, DataDirectory data, std::shared_ptr<telemetry::Log> log,
           Extensions extensions);
  Result<void> open_parts();
  Result<void> open_workflows();
  Result<void> open_files(const access::SigningKeys& keys);
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
  Extensions extensions_;
  std::unique_ptr<workflow::Workflows> workflows_;
  std::unique_ptr<access::Access> access_;
  std::unique_ptr<http::Server> server_;
  std::unique_ptr<files::Files> files_;
  std::shared_ptr<outbound::Outbound> outbound_ = outbound::Outbound::make();
  std::unique_ptr<OtlpExporter> spans_;  // Unset where runs are sent nowhere.
  std::shared_ptr<conversation::Service> conversation_;
  /// `run` has returned: nothing that is still under way can go on.
  std::atomic<bool> ended_ = false;
};

}  // namespace chatkit::app
