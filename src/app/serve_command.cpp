#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "app/command_settings.hpp"
#include "app/commands.hpp"
#include "app/instance.hpp"
#include "app/loopback.hpp"
#include "app/server_file.hpp"
#include "app/stop_signals.hpp"
#include "app/sweeping.hpp"
#include "chatkit/version.hpp"

namespace chatkit::app {
namespace {

/// Stops the service at the first signal, off the signal thread; ends the program at the second.
class Stopping {
 public:
  Stopping(Instance& instance, Shell& shell)
      : signals_(StopSignals::Which::interrupt_and_terminate, [this, &instance, &shell](int count) {
          if (count > 1) std::_Exit(static_cast<int>(ExitCode::failure));
          if (shell.err_is_terminal) {
            shell.err << "\nFinishing what runs; once more to end at once." << std::endl;
          }
          stopper_ =
              std::jthread([&instance] { instance.stop(instance.settings().shutdown_grace); });
        }) {}

 private:
  std::jthread stopper_;
  StopSignals signals_;
};

/// Reads the workflow files again at SIGHUP. A bad file changes nothing; the log says why.
class Reloading {
 public:
  explicit Reloading(Instance& instance)
      : signals_(StopSignals::Which::hang_up, [&instance](int) { instance.reload_workflows(); }) {}

 private:
  StopSignals signals_;
};

/// DIR/server.json for as long as the service runs.
class Announcement {
 public:
  explicit Announcement(const Instance& instance) : file_(instance.data().server_file()) {
    ServerFile server;
    server.url = instance.url();
    server.pid = ::getpid();
    server.admin_token = instance.admin_token();
    const auto written = write_server_file(file_, server);
    if (!written) throw command_error(written.error());
  }
  ~Announcement() {
    std::error_code ignored;
    std::filesystem::remove(file_, ignored);
  }
  Announcement(const Announcement&) = delete;
  Announcement& operator=(const Announcement&) = delete;

 private:
  std::filesystem::path file_;
};

void greet(const Instance& instance, Shell& shell) {
  const auto key_file = instance.data().key_file().string();
  const auto& first_key = instance.first_key();
  std::error_code ignored;
  shell.out << "chatkit " << version << " serves on " << instance.url() << "\n"
            << "  data     " << instance.data().folder().string() << "\n";
  if (std::filesystem::exists(key_file, ignored)) {
    shell.out << "  API key  in " << key_file << "\n";
    if (first_key && shell.out_is_terminal)
      shell.out << "           " << first_key->expose() << "\n";
    shell.out << "  try      curl " << instance.url() << "/v1/chatkit/threads -H \"Authorization: "
              << "Bearer $(cat " << key_file << ")\"\n";
  }
  if (instance.has_demo_page()) shell.out << "  demo     " << instance.url() << "/\n";
  shell.out << "  chat     chatkit chat --data " << instance.data().folder().string() << "\n";
  if (shell.out_is_terminal) shell.out << "Ctrl-C stops it.\n";
  shell.out.flush();
}

/// Whatever else is set means a service for others.
bool is_tried_out(const ResolvedSettings& resolved) {
  constexpr std::array<std::string_view, 4> kHarmless = {"listen", "data", "log_level",
                                                         "log_format"};
  return is_loopback(resolved.settings.listen_host) &&
         std::all_of(resolved.rows.begin(), resolved.rows.end(), [&](const ResolvedSetting& set) {
           return set.origin == "default" ||
                  std::find(kHarmless.begin(), kHarmless.end(), set.row->name) != kHarmless.end();
         });
}

Settings serve_settings(ResolvedSettings resolved) {
  DemoPage& demo = resolved.settings.demo;
  if (demo == DemoPage::automatic) demo = is_tried_out(resolved) ? DemoPage::on : DemoPage::off;
  if (demo == DemoPage::on && !is_loopback(resolved.settings.listen_host)) {
    throw CommandError(ExitCode::usage,
                       "the demo page hands out sessions without a key: --demo needs a loopback "
                       "address such as --listen 127.0.0.1:8080");
  }
  return std::move(resolved.settings);
}

}  // namespace

ExitCode serve(const Arguments& arguments, Shell& shell) {
  Settings settings = serve_settings(resolve_command_settings(arguments, shell));
  auto data = DataDirectory::open(settings.data, DataDirectory::Missing::make, "chatkit serve");
  if (!data) throw CommandError(ExitCode::failure, data.error().message);
  auto log = telemetry::stderr_log(settings.log_level, settings.log_format);
  auto instance =
      Instance::open(std::move(settings), std::move(*data), std::move(log), Extensions());
  if (!instance) throw CommandError(ExitCode::failure, command_error(instance.error()).what());

  const Announcement announcement(**instance);
  const Stopping stopping(**instance, shell);
  const Reloading reloading(**instance);
  const Sweeping sweeping(**instance);
  greet(**instance, shell);
  (*instance)->run();
  return ExitCode::ok;
}

}  // namespace chatkit::app
