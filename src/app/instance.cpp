#include "app/instance.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/use_future.hpp>
#include <future>
#include <iterator>
#include <thread>
#include <utility>

#include "app/admin_routes.hpp"
#include "app/blocking.hpp"
#include "app/model_workflow.hpp"
#include "app/private_file.hpp"
#include "app/setting_values.hpp"
#include "conversation/file_sweep.hpp"
#include "element/routes.hpp"
#include "files/previewer.hpp"
#include "responder/model/model_responder.hpp"
#include "responder/script/script_responder.hpp"
#include "responder/webhook/webhook_responder.hpp"
#include "rest/demo_session.hpp"
#include "rest/service.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace chatkit::app {
namespace {

using boost::asio::awaitable;

constexpr std::chrono::milliseconds kPollInterval{20};
/// What an interrupted turn may take to write its end.
constexpr std::chrono::seconds kInterruptTime{5};
/// For the ends of streams to reach their readers, at least.
constexpr std::chrono::milliseconds kLastWords{500};

/// What the demo page talks to: `demo`, or the first of a folder that has none.
std::string demo_workflow(const workflow::Workflows& workflows) {
  constexpr const char* kBuiltIn = "demo";
  const auto registry = workflows.current();
  const bool has_built_in = registry->find(kBuiltIn, std::nullopt).has_value();
  return has_built_in || registry->all().empty() ? kBuiltIn : registry->all().front()->id;
}

Secret new_token(Random& random) {
  std::array<std::byte, 32> bytes{};
  random.fill(bytes);
  return Secret(to_hex(bytes));
}

awaitable<Result<void>> ensure_project(store::Store* store, Timestamp now) {
  auto projects = co_await store->list_projects();
  if (!projects) co_return projects.error();
  const auto id = default_project();
  for (const auto& project : *projects) {
    if (project.id == id) co_return Result<void>();
  }
  store::Project project{id, "default", now};
  co_return co_await store->add_project(std::move(project));
}

/// True where the project has a key that is not revoked.
awaitable<Result<bool>> has_key(store::Store* store) {
  auto keys = co_await store->list_api_keys(default_project());
  if (!keys) co_return keys.error();
  bool found = false;
  for (const auto& key : *keys) found = found || !key.revoked_at;
  co_return found;
}

/// The store's and the server's errors keep the operator's words in the log text.
Error for_operator(Error error) {
  if (!error.log_text.empty()) error.message = error.log_text;
  return error;
}

}  // namespace

ProjectId default_project() { return ProjectId("default"); }

Instance::Instance(Settings settings, DataDirectory data, std::shared_ptr<telemetry::Log> log,
                   Extensions extensions)
    : settings_(std::move(settings)),
      data_(std::move(data)),
      log_(std::move(log)),
      admin_token_(new_token(random_)),
      extensions_(std::move(extensions)) {}

Instance::~Instance() {
  store_.reset();  // Its waiting writes resume what waits for them while the executors still live.
}

Result<std::unique_ptr<Instance>> Instance::open(Settings settings, DataDirectory data,
                                                 std::shared_ptr<telemetry::Log> log,
                                                 Extensions extensions) {
  std::unique_ptr<Instance> instance(
      new Instance(std::move(settings), std::move(data), std::move(log), std::move(extensions)));
  auto opened = instance->open_parts();
  if (!opened) return opened.error();
  return instance;
}

Result<void> Instance::open_parts() {
  const auto workflows = open_workflows();
  if (!workflows) return workflows.error();

  http::ServerOptions options;
  options.host = settings_.listen_host;
  options.port = settings_.listen_port;
  options.threads = settings_.threads;
  options.limits = settings_.limits;
  options.cors_origins = settings_.cors_origins;
  options.trusted_proxies = settings_.trusted_proxies;
  const http::ServerParts parts{&clock_, &random_, log_.get(), &metrics_};
  auto server = http::Server::bind(std::move(options), parts);
  if (!server) {
    return operator_error(ErrorKind::unavailable,
                          "cannot listen on " +
                              show_address({settings_.listen_host, settings_.listen_port}) + ": " +
                              for_operator(server.error()).message +
                              "; choose another address with --listen HOST:PORT (port 0: any "
                              "free one)");
  }
  server_ = std::move(*server);

  auto keys = data_.signing_keys(random_);
  if (!keys) return keys.error();
  auto prepared = prepare_store();
  if (!prepared) return for_operator(prepared.error());

  access::AccessParts access_parts;
  access_parts.store = store_.get();
  access_parts.clock = &clock_;
  access_parts.random = &random_;
  access_parts.limits = settings_.limits;
  access_parts.keys = *keys;
  access_ = std::make_unique<access::Access>(std::move(access_parts));
  auto keyed = prepare_keys();
  if (!keyed) return for_operator(keyed.error());
  const auto files = open_files(*keys);
  if (!files) return for_operator(files.error());
  wire();
  return {};
}

Result<void> Instance::open_workflows() {
  std::vector<workflow::Workflow> always = extensions_.workflows;
  if (!settings_.model_url.empty()) {
    auto model = model_workflow(settings_);
    if (!model) return model.error();
    always.push_back(*std::move(model));
  }
  auto opened = workflow::Workflows::open(settings_.workflows, std::move(always));
  if (!opened) return opened.error();
  workflows_ = *std::move(opened);
  return {};
}

Result<void> Instance::open_files(const access::SigningKeys& keys) {
  files::FilesOptions options;
  options.directory = data_.files_folder();
  options.public_url = settings_.public_url.empty() ? url() : settings_.public_url;
  options.signing_key = keys.current;
  options.previous_signing_key = keys.previous;
  if (!settings_.upload_types.empty()) options.allowed_types = settings_.upload_types;
  options.upload_url_lifetime = settings_.upload_url_lifetime;
  options.download_url_lifetime = settings_.download_url_lifetime;
  options.preview_program =
      settings_.preview_program.empty() ? files::find_preview_program() : settings_.preview_program;
  auto opened = files::Files::open(std::move(options), {&clock_, &random_, log_.get(), &metrics_});
  if (!opened) return opened.error();
  files_ = *std::move(opened);
  return {};
}

Result<void> Instance::prepare_store() {
  store::SqliteOptions options;
  options.file = data_.store_file();
  if (settings_.run_retention.count() > 0) options.retention.runs = settings_.run_retention;
  auto opened = store::open_sqlite_store(std::move(options), clock_);
  if (!opened) return opened.error();
  store_ = std::move(*opened);
  auto project = run_blocking(ensure_project(store_.get(), clock_.now()));
  if (!project) return project.error();
  const auto interrupted = run_blocking(store_->interrupt_runs(clock_.now()));
  if (!interrupted) return interrupted.error();
  if (*interrupted > 0) {
    log_->warn("runs_interrupted", {{"count", std::to_string(*interrupted)}});
  }
  return {};
}

Result<void> Instance::prepare_keys() {
  if (!settings_.api_key.empty()) {
    const auto kept =
        run_blocking(access_->ensure_key(default_project(), "given", settings_.api_key));
    if (!kept) return kept.error();
  }
  const auto found = run_blocking(has_key(store_.get()));
  if (!found) return found.error();
  if (*found) return {};
  const auto made = run_blocking(access_->create_key(default_project(), "first"));
  if (!made) return made.error();
  first_key_ = made->text;
  return write_private_file(data_.key_file(), made->text.expose() + "\n");
}

void Instance::wire() {
  if (!settings_.otlp_endpoint.empty()) {
    spans_ = std::make_unique<OtlpExporter>(settings_.otlp_endpoint, outbound_, *log_, metrics_);
  }
  conversation::ServiceParts parts;
  parts.store = store_.get();
  parts.access = access_.get();
  parts.workflows = workflows_.get();
  parts.files = files_.get();
  parts.responders = extensions_.responders;
  parts.responders.emplace("script", responder::make_script_responder());
  parts.responders.emplace("model", responder::make_model_responder(outbound_));
  parts.responders.emplace("webhook", responder::make_webhook_responder(outbound_, clock_));
  parts.spans = spans_.get();
  parts.authenticator = extensions_.authenticator;
  parts.clock = &clock_;
  parts.random = &random_;
  parts.log = log_.get();
  parts.metrics = &metrics_;
  parts.limits = settings_.limits;
  conversation_ = conversation::Service::make(std::move(parts));
}

std::vector<exchange::Route> Instance::routes() {
  rest::ServiceParts parts;
  parts.store = store_.get();
  parts.access = access_.get();
  parts.conversation = conversation_.get();
  parts.workflows = workflows_.get();
  parts.clock = &clock_;
  parts.random = &random_;
  parts.log = log_.get();
  parts.metrics = &metrics_;
  parts.limits = settings_.limits;
  const AdminParts admin{store_.get(), access_.get(), &clock_, admin_token_, settings_.listen_host};

  auto all = rest::routes(parts);
  const auto add = [&all](std::vector<exchange::Route> more) {
    std::move(more.begin(), more.end(), std::back_inserter(all));
  };
  add(rest::operating_routes(parts));
  add(conversation_->routes());
  add(admin_routes(admin));
  add(element::file_routes(element::embedded_files()));
  if (has_demo_page()) {
    add(element::demo_page_routes(element::embedded_files()));
    add(rest::demo_routes(parts, {url(), default_project(), demo_workflow(*workflows_)}));
  }
  return all;
}

bool Instance::has_demo_page() const noexcept {
  return settings_.demo == DemoPage::on && !element::embedded_files().empty();
}

std::string Instance::url() const {
  auto host = settings_.listen_host;
  if (host == "0.0.0.0" || host == "::") host = "127.0.0.1";
  return "http://" + show_address({host, server_->port()});
}

void Instance::run() {
  server_->run(routes());
  ended_ = true;
}

void Instance::stop(std::chrono::seconds grace) {
  const auto end = clock_.steady_now() + grace;
  conversation_->drain();
  server_->drain();
  // The server goes on meanwhile: a turn whose reader left needs its threads as much as the others.
  while (conversation_->running() > 0 && !ended_ && clock_.steady_now() < end) {
    std::this_thread::sleep_for(kPollInterval);
  }
  if (conversation_->running() > 0 && !ended_) {
    log_->warn("turns_interrupted", {{"count", std::to_string(conversation_->running())}});
    auto interrupted = boost::asio::co_spawn(server_->executor(), conversation_->interrupt_all(),
                                             boost::asio::use_future);
    interrupted.wait_for(kInterruptTime);
  }
  const auto left =
      std::chrono::duration_cast<std::chrono::milliseconds>(end - clock_.steady_now());
  server_->stop(std::max(left, kLastWords));
}

void Instance::reload_workflows() {
  const auto listed = workflows_->reload();
  if (listed) {
    log_->info("workflows_reloaded", {{"count", std::to_string(*listed)}});
  } else {
    log_->error("workflows_not_reloaded", {{"reason", listed.error().message}});
  }
}

void Instance::sweep() {
  const auto swept = run_blocking(store_->sweep(clock_.now()));
  if (!swept) log_->warn("sweep_failed", {{"reason", swept.error().log_text}});
  const auto files =
      run_blocking(conversation::sweep_files(store_.get(), files_.get(), clock_.now()));
  if (!files) log_->warn("file_sweep_failed", {{"reason", files.error().log_text}});
}

}  // namespace chatkit::app
