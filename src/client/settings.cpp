#include "client/settings.hpp"

#include <cstdlib>
#include <optional>

#include "chatkit/curl_transport.hpp"
#include "chatkit/errors.hpp"
#include "client/identity.hpp"
#include "client/request_builder.hpp"
#include "client/system_timing.hpp"

namespace chatkit::client {
namespace {

/// A variable of the environment without the white space around it; empty counts as unset.
std::optional<std::string> environment(const char* name) {
  const char* text = std::getenv(name);
  if (text == nullptr) return std::nullopt;
  std::string value(text);
  const auto first = value.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return std::nullopt;
  return value.substr(first, value.find_last_not_of(" \t\r\n") - first + 1);
}

std::string text_or_environment(const std::optional<std::string>& given, const char* name) {
  return given ? *given : environment(name).value_or("");
}

LogLevel environment_log_level() {
  const std::string text = environment("OPENAI_LOG").value_or("");
  if (text == "debug") return LogLevel::debug;
  return text == "info" ? LogLevel::info : LogLevel::off;
}

void check(const Settings& settings) {
  const bool has_key = settings.api_key_provider || !settings.api_key.empty() ||
                       settings.default_headers.contains("Authorization");
  if (!has_key) {
    throw UsageError(
        "there is no API key: set OPENAI_API_KEY, ClientOptions::api_key or "
        "ClientOptions::api_key_provider");
  }
  if (settings.max_retries < 0) throw UsageError("`max_retries` is negative");
  check_overrides(settings.default_headers);
  check_header_value("Authorization", settings.api_key.expose());
  check_header_value("OpenAI-Organization", settings.organization);
  check_header_value("OpenAI-Project", settings.project);
}

/// Fills what is derived from the other members.
void prepare(Settings& settings) {
  settings.base_url = parse_base_url(settings.base_url_text);
  settings.identity.clear();
  settings.identity.reserve(20);
  settings.identity.set("Accept", "application/json");
  add_identity(settings.identity);
  settings.identity.set("OpenAI-Beta", "chatkit_beta=v1");
  if (!settings.organization.empty()) {
    settings.identity.set("OpenAI-Organization", settings.organization);
  }
  if (!settings.project.empty()) settings.identity.set("OpenAI-Project", settings.project);
}

}  // namespace

Settings resolve(const ClientOptions& options) {
  Settings settings;
  if (!options.api_key_provider) {
    settings.api_key = Secret(text_or_environment(options.api_key, "OPENAI_API_KEY"));
  }
  settings.api_key_provider = options.api_key_provider;
  settings.base_url_text = text_or_environment(options.base_url, "OPENAI_BASE_URL");
  if (settings.base_url_text.empty()) settings.base_url_text = kDefaultBaseUrl;
  settings.organization = text_or_environment(options.organization, "OPENAI_ORG_ID");
  settings.project = text_or_environment(options.project, "OPENAI_PROJECT_ID");
  settings.timeout = options.timeout;
  settings.max_retries = options.max_retries;
  settings.default_headers = options.default_headers;
  settings.default_query = options.default_query;
  settings.log = Log(options.log_level ? *options.log_level : environment_log_level(),
                     options.log_sink ? options.log_sink : standard_error_log());
  settings.timing = options.timing ? options.timing : std::make_shared<SystemTiming>();
  check(settings);
  prepare(settings);
  settings.transport = options.transport ? options.transport : std::make_shared<CurlTransport>();
  return settings;
}

Settings change(const Settings& settings, const ClientOverrides& overrides) {
  Settings changed = settings;
  if (overrides.api_key) {
    changed.api_key = Secret(*overrides.api_key);
    changed.api_key_provider = nullptr;
  }
  if (overrides.api_key_provider) changed.api_key_provider = overrides.api_key_provider;
  if (overrides.base_url) changed.base_url_text = *overrides.base_url;
  if (overrides.organization) changed.organization = *overrides.organization;
  if (overrides.project) changed.project = *overrides.project;
  if (overrides.timeout) changed.timeout = *overrides.timeout;
  if (overrides.max_retries) changed.max_retries = *overrides.max_retries;
  for (const auto& [name, value] : overrides.default_headers) {
    changed.default_headers.insert_or_assign(name, value);
  }
  for (const auto& [name, value] : overrides.default_query) {
    changed.default_query.insert_or_assign(name, value);
  }
  check(changed);
  prepare(changed);
  return changed;
}

Settings with_client_secret(const Settings& settings, std::string_view client_secret) {
  if (client_secret.empty()) throw UsageError("`client_secret` is empty");
  Settings changed = settings;
  changed.api_key = Secret(std::string(client_secret));
  changed.api_key_provider = nullptr;
  changed.secrets.reset();
  changed.default_headers.erase("Authorization");
  check(changed);
  return changed;
}

Settings with_client_secrets(const Settings& settings, ClientSecretProvider secrets,
                             std::chrono::seconds margin) {
  auto cache = std::make_shared<SecretCache>(std::move(secrets), margin, settings.timing);
  Settings changed = settings;
  changed.api_key = Secret();
  changed.api_key_provider = [cache] { return cache->current(); };
  changed.secrets = std::move(cache);
  changed.default_headers.erase("Authorization");
  check(changed);
  return changed;
}

}  // namespace chatkit::client
