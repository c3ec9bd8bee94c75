#include "app/local_service.hpp"

#include <utility>

#include "app/shell.hpp"

namespace chatkit::app {

LocalService::LocalService(Settings settings, DataDirectory data) {
  settings.listen_host = "127.0.0.1";
  settings.listen_port = 0;
  settings.threads = 1;
  auto log = telemetry::stderr_log(telemetry::Level::error, settings.log_format);
  auto opened = Instance::open(std::move(settings), std::move(data), std::move(log), Extensions());
  if (!opened) throw command_error(opened.error());
  instance_ = std::move(*opened);
  thread_ = std::thread([this] { instance_->run(); });
}

LocalService::~LocalService() {
  instance_->stop(std::chrono::seconds(2));
  thread_.join();
}

}  // namespace chatkit::app
