#include "chatkit/server/server.hpp"

#include <algorithm>
#include <fstream>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>

#include "app/instance.hpp"
#include "app/settings_sources.hpp"
#include "app/stop_signals.hpp"
#include "app/sweeping.hpp"
#include "embed/program_responder.hpp"
#include "embed/server/host_authenticator.hpp"
#include "embed/server/sink_log.hpp"

namespace chatkit::server {
namespace {

app::Settings settings_of(const ServerOptions& options) {
  app::SettingSources sources;
  for (const auto& [name, values] : options.settings()) {
    if (app::find_setting(name) == nullptr) throw StartError("there is no setting '" + name + "'");
    sources.flags.emplace(name, values);
  }
  auto resolved = app::resolve_settings(sources);
  if (!resolved) throw StartError(resolved.error().message);
  return std::move(resolved->settings);
}

std::string kind_of(const WorkflowSpec& spec) {
  // Versions have responders of their own.
  return "cpp:" + spec.id() + (spec.version() == "1" ? "" : "@" + spec.version());
}

workflow::Workflow workflow_of(const WorkflowSpec& spec) {
  workflow::Workflow made;
  made.id = spec.id();
  made.version = spec.version();
  made.responder_kind = kind_of(spec);
  made.state_variables = spec.state_variables();
  made.strict_widgets = spec.has_strict_widgets();
  return made;
}

std::string first_line(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  return line;
}

}  // namespace

struct Server::Parts {
  explicit Parts(ServerOptions given) : options(std::move(given)) {}

  void require_unstarted() const {
    if (instance) throw std::logic_error("the server has started");
  }
  const app::Instance& started() const {
    if (!instance) throw std::logic_error("the server has not started");
    return *instance;
  }

  ServerOptions options;
  app::Extensions extensions;
  std::unique_ptr<app::Instance> instance;
  std::mutex mutex;
  bool stop_wanted = false;
  bool serving = false;
  std::jthread stopper;
};

Server::Server(ServerOptions options) : parts_(std::make_unique<Parts>(std::move(options))) {}

Server::~Server() = default;

Server& Server::respond(WorkflowSpec workflow, Handler handler) {
  return respond(std::move(workflow), make_handler_responder(std::move(handler)));
}

Server& Server::respond(WorkflowSpec workflow, std::shared_ptr<Responder> responder) {
  parts_->require_unstarted();
  auto& responders = parts_->extensions.responders;
  if (!responders.emplace(kind_of(workflow), make_program_responder(std::move(responder))).second) {
    throw std::logic_error("workflow '" + workflow.id() + "' version '" + workflow.version() +
                           "' is answered already");
  }
  parts_->extensions.workflows.push_back(workflow_of(workflow));
  return *this;
}

Server& Server::authenticate(std::shared_ptr<Authenticator> authenticator) {
  parts_->require_unstarted();
  parts_->extensions.authenticator = make_host_authenticator(std::move(authenticator));
  return *this;
}

void Server::start() {
  parts_->require_unstarted();
  app::Settings settings = settings_of(parts_->options);
  auto data = app::DataDirectory::open(settings.data, app::DataDirectory::Missing::make,
                                       "a program with chatkit inside");
  if (!data) throw StartError(data.error().message);
  auto log = make_sink_log(parts_->options.log_sink(), settings.log_level);
  auto instance = app::Instance::open(std::move(settings), *std::move(data), std::move(log),
                                      parts_->extensions);
  if (!instance) throw StartError(instance.error().message);
  parts_->instance = *std::move(instance);
}

void Server::run() {
  if (!parts_->instance) start();
  {
    const std::lock_guard lock(parts_->mutex);
    if (parts_->stop_wanted) return;
    parts_->serving = true;
  }
  {
    const app::Sweeping sweeping(*parts_->instance);
    std::optional<app::StopSignals> signals;
    if (parts_->options.stops_on_signals()) {
      signals.emplace(app::StopSignals::Which::interrupt_and_terminate, [this](int) { stop(); });
    }
    parts_->instance->run();
  }
  const std::lock_guard lock(parts_->mutex);
  parts_->serving = false;
}

void Server::stop() {
  const std::lock_guard lock(parts_->mutex);
  const bool is_first = !std::exchange(parts_->stop_wanted, true);
  if (!is_first || !parts_->serving) return;
  // It waits for the turns that run, and one of them may be the caller.
  app::Instance* instance = parts_->instance.get();
  parts_->stopper =
      std::jthread([instance] { instance->stop(instance->settings().shutdown_grace); });
}

std::string Server::url() const { return parts_->started().url(); }

std::string Server::api_key() const {
  const app::Instance& instance = parts_->started();
  if (!instance.settings().api_key.empty()) return instance.settings().api_key.expose();
  if (instance.first_key()) return instance.first_key()->expose();
  return first_line(instance.data().key_file());
}

}  // namespace chatkit::server
