#include "client/call.hpp"

#include <utility>

#include "chatkit/errors.hpp"
#include "client/error_mapping.hpp"
#include "client/identity.hpp"
#include "client/redirect_policy.hpp"
#include "client/retry_policy.hpp"

namespace chatkit::client {
namespace {

constexpr std::string_view kBearer = "Bearer ";

std::string current_key(const Settings& settings) {
  if (!settings.api_key_provider) return settings.api_key.expose();
  std::string key = settings.api_key_provider();
  if (key.empty()) throw UsageError("the API key callback gave no key");
  check_header_value("Authorization", key);
  return key;
}

bool overrides_authorization(const Settings& settings, const HeaderOverrides& extra) {
  return extra.contains("Authorization") || settings.default_headers.contains("Authorization");
}

}  // namespace

Call::Call(const Settings& settings, const CallSpec& spec, const RequestOptions& options)
    : settings_(settings),
      spec_(spec),
      options_(options),
      attempt_(build_request(settings, spec, options)),
      idempotency_key_(attempt_.headers.get("Idempotency-Key").value_or("")),
      max_retries_(options.max_retries.value_or(settings.max_retries)) {
  if (max_retries_ < 0) throw UsageError("`max_retries` is negative");
}

const HttpRequest& Call::request() {
  if (!attempt_is_ready_) begin_attempt();
  return attempt_;
}

void Call::begin_attempt() {
  if (std::exchange(needs_rebuild_, false)) {
    attempt_ = build_request(settings_, spec_, options_);
    if (!idempotency_key_.empty()) attempt_.headers.set("Idempotency-Key", idempotency_key_);
  }
  add_attempt(attempt_.headers, retries_taken_, attempt_.timeout);
  if (spec_.url.empty()) add_credentials();
  apply_overrides(attempt_.headers, options_.extra_headers);
  attempt_is_ready_ = true;
  redirects_taken_ = 0;
}

void Call::add_credentials() {
  if (!overrides_authorization(settings_, options_.extra_headers)) {
    attempt_.headers.set("Authorization", std::string(kBearer) + current_key(settings_));
  }
  apply_overrides(attempt_.headers, settings_.default_headers);
}

bool Call::renew_key() {
  const auto sent = attempt_.headers.get("Authorization").value_or("");
  if (!settings_.secrets || has_renewed_key_ || !sent.starts_with(kBearer)) return false;
  settings_.secrets->forget(sent.substr(kBearer.size()));
  has_renewed_key_ = true;
  attempt_is_ready_ = false;
  needs_rebuild_ = true;
  delay_ = std::chrono::milliseconds(0);
  return true;
}

Call::Step Call::on_answer(int status, const Headers& headers) {
  if (status >= 200 && status < 300) return Step::deliver;
  if (is_redirect(status, headers)) return redirect(status, headers);
  if (!is_retryable(status, headers)) return Step::fail;
  const auto asked = requested_delay(headers, settings_.timing->now());
  if (asked && *asked > kRetryAfterMax) return Step::fail;
  return retry(asked);
}

Call::Step Call::on_failure(TransportError::Kind kind) {
  const bool transient =
      kind == TransportError::Kind::connection || kind == TransportError::Kind::timeout;
  return transient ? retry(std::nullopt) : Step::fail;
}

Call::Step Call::retry(std::optional<std::chrono::milliseconds> asked) {
  if (retries_taken_ >= max_retries_) return Step::fail;
  delay_ = asked ? *asked : backoff_delay(retries_taken_, settings_.timing->random_unit());
  ++retries_taken_;
  attempt_is_ready_ = false;
  needs_rebuild_ = true;
  return Step::again;
}

Call::Step Call::redirect(int status, const Headers& headers) {
  if (++redirects_taken_ > kRedirectsMax) {
    throw_connection_error("more than 10 redirects", facts_of(attempt_, retries_taken_));
  }
  auto next = follow(attempt_, status, headers);
  if (!next) {
    throw_connection_error("a redirect to somewhere that is not http or https",
                           facts_of(attempt_, retries_taken_));
  }
  attempt_ = *std::move(next);
  delay_ = std::chrono::milliseconds(0);
  return Step::again;
}

}  // namespace chatkit::client
