#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "chatkit/headers.hpp"
#include "chatkit/log.hpp"
#include "chatkit/timeout.hpp"
#include "chatkit/timing.hpp"
#include "chatkit/transport.hpp"

namespace chatkit {

/// Gives the API key for one request; called once per attempt, from the calling thread.
using ApiKeyProvider = std::function<std::string()>;

/// How a client is set up. What is unset comes from the environment, then from the default.
struct ClientOptions {
  /// Unset: OPENAI_API_KEY.
  std::optional<std::string> api_key{};
  /// Asked before each attempt instead of `api_key`, for keys that change.
  ApiKeyProvider api_key_provider{};
  /// Unset: OPENAI_BASE_URL, else `https://api.openai.com/v1`. May end in a slash.
  std::optional<std::string> base_url{};
  /// Unset: OPENAI_ORG_ID. Sent as `OpenAI-Organization` unless empty.
  std::optional<std::string> organization{};
  /// Unset: OPENAI_PROJECT_ID. Sent as `OpenAI-Project` unless empty.
  std::optional<std::string> project{};
  Timeout timeout{};
  int max_retries = 2;
  /// Sent with each request; a call's `extra_headers` win over them.
  HeaderOverrides default_headers{};
  QueryParams default_query{};
  /// Unset: OPENAI_LOG (`info` or `debug`), else off.
  std::optional<LogLevel> log_level{};
  /// Unset: `standard_error_log()`.
  LogSink log_sink{};
  /// Unset: a CurlTransport of the client's own.
  std::shared_ptr<Transport> transport{};
  /// Unset: the machine's clocks. For tests.
  std::shared_ptr<Timing> timing{};
};

/// What `Client::with_options` changes; what is unset stays. Connections stay shared.
struct ClientOverrides {
  std::optional<std::string> api_key{};
  ApiKeyProvider api_key_provider{};
  std::optional<std::string> base_url{};
  std::optional<std::string> organization{};
  std::optional<std::string> project{};
  std::optional<Timeout> timeout{};
  std::optional<int> max_retries{};
  /// Added to the client's own; the same name replaces.
  HeaderOverrides default_headers{};
  QueryParams default_query{};
};

}  // namespace chatkit
