#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "base/secret.hpp"
#include "chatkit/client_options.hpp"
#include "client/log.hpp"
#include "client/secret_cache.hpp"
#include "client/url.hpp"

namespace chatkit::client {

/// A client's options with the environment and the defaults filled in.
struct Settings {
  Secret api_key{};
  ApiKeyProvider api_key_provider{};
  /// Where `api_key_provider` gives client secrets that are renewed: what it takes them from.
  std::shared_ptr<SecretCache> secrets{};
  std::string base_url_text{};
  BaseUrl base_url{};
  std::string organization{};
  std::string project{};
  Timeout timeout{};
  int max_retries = 2;
  HeaderOverrides default_headers{};
  QueryParams default_query{};
  Log log{};
  std::shared_ptr<Transport> transport{};
  std::shared_ptr<Timing> timing{};
  /// What every request carries but for credentials and `default_headers`; derived from the others.
  Headers identity{};
};

inline constexpr std::string_view kDefaultBaseUrl = "https://api.openai.com/v1";

/// Errors: UsageError without a key, with an unusable base URL, or a negative `max_retries`.
Settings resolve(const ClientOptions& options);

/// `settings` as `overrides` change them. Errors: as `resolve`.
Settings change(const Settings& settings, const ClientOverrides& overrides);

/// `settings` with a client secret as the only credential.
Settings with_client_secret(const Settings& settings, std::string_view client_secret);
/// The same with secrets that `secrets` gives, each asked for `margin` before the one in use
/// expires.
Settings with_client_secrets(const Settings& settings, ClientSecretProvider secrets,
                             std::chrono::seconds margin);

}  // namespace chatkit::client
