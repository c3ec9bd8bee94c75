#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace chatkit::server {

/// Takes one line of log, without a line end; there are no credentials in it. Called from any of
/// the server's threads, possibly from several at once; it must not throw.
using LogSink = std::function<void(std::string_view line)>;

/// How a Server serves. What is not set is as it is for `chatkit serve`, except that nothing is
/// read from the environment or a file, and nothing is written to the standard streams.
class ServerOptions {
 public:
  using Settings = std::map<std::string, std::vector<std::string>, std::less<>>;

  /// Port 0 takes a free one; `Server::url` tells which. 127.0.0.1:8080 by default.
  ServerOptions& listen(std::string_view host, std::uint16_t port) {
    const bool is_v6 = host.find(':') != std::string_view::npos;
    const std::string name(host);
    return setting("listen", (is_v6 ? "[" + name + "]" : name) + ":" + std::to_string(port));
  }
  /// The folder where everything is kept; made at first start. `./chatkit-data` by default.
  ServerOptions& data(const std::filesystem::path& folder) {
    return setting("data", folder.string());
  }
  /// An API key that shall be valid; without one the first start makes one (`Server::api_key`).
  ServerOptions& api_key(std::string_view key) { return setting("api_key", key); }
  /// A folder of workflow files, served beside the workflows of this program.
  ServerOptions& workflows(const std::filesystem::path& folder) {
    return setting("workflows", folder.string());
  }
  /// The address that clients know the service by.
  ServerOptions& public_url(std::string_view url) { return setting("public_url", url); }
  /// A web origin that browsers may call from; one more with each call.
  ServerOptions& cors_origin(std::string_view origin) { return add("cors_origin", origin); }
  /// A proxy whose `X-Forwarded-For` is believed; one more with each call.
  ServerOptions& trusted_proxy(std::string_view address) { return add("trusted_proxy", address); }
  /// 0: one a core.
  ServerOptions& threads(unsigned count) { return setting("threads", std::to_string(count)); }
  /// How long answers may go on after `Server::stop`.
  ServerOptions& shutdown_grace(std::chrono::seconds grace) {
    return setting("shutdown_grace", std::to_string(grace.count()) + "s");
  }
  /// Any setting of the operator's guide by its name there, its limits too, such as
  /// `setting("message_bytes_max", "64KiB")`.
  ServerOptions& setting(std::string_view name, std::string_view value) {
    settings_[std::string(name)] = {std::string(value)};
    return *this;
  }
  /// Lines from `log_level` (`warn`) on go there.
  ServerOptions& log_sink(LogSink sink) {
    log_sink_ = std::move(sink);
    return *this;
  }
  /// SIGINT and SIGTERM stop the server while it runs.
  ServerOptions& stop_on_signals(bool on = true) {
    stop_on_signals_ = on;
    return *this;
  }

  const Settings& settings() const noexcept { return settings_; }
  const LogSink& log_sink() const noexcept { return log_sink_; }
  bool stops_on_signals() const noexcept { return stop_on_signals_; }

 private:
  ServerOptions& add(const std::string& name, std::string_view value) {
    settings_[name].emplace_back(value);
    return *this;
  }

  Settings settings_;
  LogSink log_sink_;
  bool stop_on_signals_ = false;
};

}  // namespace chatkit::server
