#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/limits.hpp"
#include "base/secret.hpp"
#include "telemetry/log.hpp"

namespace chatkit::app {

/// Whether the demo page and its session endpoint are there. `automatic`: where nothing is
/// configured that a service for others would need.
enum class DemoPage { automatic, on, off };

/// Everything that can be set of a service. The defaults here are the documented ones.
struct Settings {
  std::string listen_host = "127.0.0.1";
  /// 0: any free port.
  std::uint16_t listen_port = 8080;
  std::filesystem::path data = "./chatkit-data";
  /// An API key that shall be valid, besides those made here; empty: none.
  Secret api_key;
  /// A folder of workflow files; empty: the built-in `demo` alone.
  std::filesystem::path workflows;
  /// The address that clients know the service by; empty: the one it listens on.
  std::string public_url;
  /// Where the built-in workflow's answers come from, an OpenAI-compatible base URL; empty: the
  /// script. Only for a service without workflow files.
  std::string model_url;
  std::string model;
  /// The environment variable or the file with the model's key; empty: none.
  std::string model_key_env;
  std::filesystem::path model_key_file;
  /// Types that may be uploaded; empty: the usual ones.
  std::vector<std::string> upload_types;
  std::chrono::seconds upload_url_lifetime{900};
  std::chrono::seconds download_url_lifetime{3600};
  /// Makes previews of images; empty: `chatkit-preview` beside this program.
  std::filesystem::path preview_program;
  /// Where traced runs are sent, an OTLP/HTTP endpoint; empty: nowhere.
  std::string otlp_endpoint;
  std::vector<std::string> cors_origins;
  std::vector<std::string> trusted_proxies;
  /// 0: one a core.
  unsigned threads = 0;
  telemetry::Level log_level = telemetry::Level::warn;
  telemetry::LogFormat log_format = telemetry::LogFormat::text;
  std::chrono::seconds shutdown_grace{20};
  std::chrono::seconds sweep_interval{60};
  DemoPage demo = DemoPage::automatic;
  /// How long runs are kept, at least a day; 0: as long as their thread.
  std::chrono::seconds run_retention{0};
  Limits limits;
};

}  // namespace chatkit::app
