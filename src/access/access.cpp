#include "access/access.hpp"

#include <algorithm>

#include "access/bearer.hpp"
#include "access/client_secrets.hpp"
#include "access/key_cache.hpp"
#include "access/peer.hpp"
#include "access/rate_windows.hpp"
#include "crypto/hash.hpp"

namespace chatkit::access {
namespace {

constexpr std::string_view kKeyPrefix = "sk-ck-";
constexpr std::size_t kKeyRandomBytes = 24;
constexpr std::size_t kPeersMax = 65'536;
constexpr std::size_t kSessionsMax = 1'048'576;

Error authentication_error(std::string_view code, std::string message) {
  Error error;
  error.kind = ErrorKind::authentication;
  error.code = code;
  error.message = std::move(message);
  return error;
}

Error wrong_key(std::string_view token) {
  if (token.empty()) {
    return authentication_error("invalid_api_key",
                                "No API key was provided. Send it in the Authorization header, as "
                                "in 'Authorization: Bearer YOUR_KEY'.");
  }
  return authentication_error("invalid_api_key",
                              "Incorrect API key provided: " + masked(token) + ".");
}

Error wrong_secret(std::string_view token) {
  if (token.empty()) {
    return authentication_error("invalid_client_secret",
                                "No client secret was provided. Send it in the Authorization "
                                "header, as in 'Authorization: Bearer CLIENT_SECRET'.");
  }
  return authentication_error("invalid_client_secret",
                              "Incorrect client secret provided: " + masked(token) + ".");
}

std::string hint_of(const std::string& text) {
  constexpr std::size_t kShown = 4;
  const bool ours = text.starts_with(kKeyPrefix);
  const bool long_enough = text.size() >= kKeyPrefix.size() + 4 * kShown;
  return (ours ? std::string(kKeyPrefix) : std::string()) + "…" +
         (long_enough ? text.substr(text.size() - kShown) : std::string());
}

ClientCaller caller_of(store::Session session) {
  ClientCaller caller;
  caller.scope.project = session.project;
  caller.scope.user = session.user;
  caller.scope.workflow_id = session.workflow_id;
  const ChatSessionHistory& history = session.configuration.history;
  if (!history.enabled) {
    caller.scope.session = session.id;
  } else if (history.recent_threads) {
    caller.scope.newest_threads = static_cast<std::uint32_t>(
        std::clamp<std::int64_t>(*history.recent_threads, 0, 0xFFFF'FFFFLL));
  }
  caller.session = std::move(session);
  return caller;
}

bool is_header_text(const std::string& text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char character) {
    return character > ' ' && character <= '~';
  });
}

}  // namespace

struct Access::Parts {
  explicit Parts(AccessParts given)
      : store(given.store),
        clock(given.clock),
        random(given.random),
        limits(given.limits),
        secrets(given.keys) {}

  /// 429 once an address has failed too often.
  std::optional<Error> refuse(const std::string& peer) {
    const RateVerdict verdict =
        failures.look(peer_network(peer), failures_max(), clock->steady_now());
    if (verdict.allowed) return std::nullopt;
    Error error = rate_limit_error(verdict);
    error.message = "Too many failed authentication attempts from your address. Try again later.";
    return error;
  }
  void count_failure(const std::string& peer) {
    failures.count(peer_network(peer), failures_max(), clock->steady_now());
  }
  std::int64_t failures_max() const { return limits.failed_authentications_per_minute_max; }

  awaitable<Result<ApiCaller>> authenticate_key(std::string authorization, std::string peer);
  awaitable<Result<ClientCaller>> authenticate_client(std::string authorization, std::string peer);
  awaitable<Result<NewApiKey>> create_key(ProjectId project, std::string name);
  awaitable<Result<store::ApiKey>> ensure_key(ProjectId project, std::string name, Secret text);
  store::ApiKey make_key(ProjectId project, std::string name, const std::string& text);

  store::Store* store;
  const Clock* clock;
  Random* random;
  Limits limits;
  ClientSecrets secrets;
  KeyCache cache;
  RateWindows failures{kPeersMax};
  RateWindows requests{kSessionsMax};
  RateWindows reads{kSessionsMax};
};

awaitable<Result<ApiCaller>> Access::Parts::authenticate_key(std::string authorization,
                                                             std::string peer) {
  const std::string token(bearer_token(authorization));
  const std::string hash = crypto::to_bytes(crypto::sha256(token));
  if (auto cached = cache.find(hash, clock->steady_now())) co_return *cached;
  // A key that was good before is looked up whatever its address did: a stranger behind the same
  // address cannot lock its owner out by failing.
  if (!cache.knew(hash)) {
    if (auto refused = refuse(peer)) co_return *refused;
  }
  if (token.empty()) {
    count_failure(peer);
    co_return wrong_key(token);
  }

  const std::uint64_t generation = cache.generation();
  const auto found = co_await store->find_api_key(hash);
  if (found.has_error() && found.error().kind != ErrorKind::not_found) co_return found.error();
  if (found.has_error() || found->revoked_at) {
    count_failure(peer);
    co_return wrong_key(token);
  }
  ApiCaller caller;
  caller.project = found->project;
  caller.key = found->id;
  cache.put(hash, caller, clock->steady_now(), generation);
  co_return caller;
}

awaitable<Result<ClientCaller>> Access::Parts::authenticate_client(std::string authorization,
                                                                   std::string peer) {
  const std::string token(bearer_token(authorization));
  // The signature needs no store, so that a genuine secret is never refused for the failures of
  // others behind its address.
  const auto id = secrets.verify(token);
  if (!id) {
    if (auto refused = refuse(peer)) co_return *refused;
    count_failure(peer);
    co_return wrong_secret(token);
  }

  auto session = co_await store->find_session(*id);
  if (session.has_error() && session.error().kind == ErrorKind::not_found) {
    co_return wrong_secret(token);
  }
  if (session.has_error()) co_return session.error();
  if (session->cancelled_at) {
    co_return authentication_error("session_cancelled", "This session was cancelled.");
  }
  if (clock->now() >= session->expires_at) {
    co_return authentication_error("session_expired", "This session has expired.");
  }
  co_return caller_of(*std::move(session));
}

store::ApiKey Access::Parts::make_key(ProjectId project, std::string name,
                                      const std::string& text) {
  store::ApiKey key;
  key.id = ApiKeyId(new_id("key_", clock->now(), *random));
  key.project = std::move(project);
  key.name = std::move(name);
  key.hash = crypto::to_bytes(crypto::sha256(text));
  key.hint = hint_of(text);
  key.created_at = clock->now();
  return key;
}

awaitable<Result<NewApiKey>> Access::Parts::create_key(ProjectId project, std::string name) {
  std::array<std::byte, kKeyRandomBytes> bytes{};
  random->fill(bytes);
  NewApiKey made;
  made.text = Secret(std::string(kKeyPrefix) + to_hex(bytes));
  made.record = make_key(std::move(project), std::move(name), made.text.expose());
  const auto added = co_await store->add_api_key(made.record);
  if (added.has_error()) co_return added.error();
  co_return made;
}

awaitable<Result<store::ApiKey>> Access::Parts::ensure_key(ProjectId project, std::string name,
                                                           Secret text) {
  if (!is_header_text(text.expose())) {
    co_return invalid_value("", "An API key consists of visible ASCII characters.");
  }
  store::ApiKey key = make_key(project, std::move(name), text.expose());
  const auto added = co_await store->add_api_key(key);
  if (added.has_value()) co_return key;
  if (added.error().kind != ErrorKind::conflict) co_return added.error();

  auto known = co_await store->find_api_key(key.hash);
  if (known.has_error()) co_return known.error();
  if (known->revoked_at || known->project != project) {
    Error error = added.error();
    error.message = known->revoked_at ? "This API key was revoked; use another one."
                                      : "This API key belongs to another project.";
    co_return error;
  }
  co_return *std::move(known);
}

Access::Access(AccessParts parts) : parts_(std::make_unique<Parts>(std::move(parts))) {}
Access::~Access() = default;

awaitable<Result<ApiCaller>> Access::authenticate_key(std::string authorization,
                                                      std::string peer_address) {
  return parts_->authenticate_key(std::move(authorization), std::move(peer_address));
}

awaitable<Result<ClientCaller>> Access::authenticate_client(std::string authorization,
                                                            std::string peer_address) {
  return parts_->authenticate_client(std::move(authorization), std::move(peer_address));
}

std::string Access::client_secret(const store::Session& session) const {
  return parts_->secrets.make(session.id);
}

RateVerdict Access::count_request(const store::Session& session) {
  return parts_->requests.count(session.id.str(), session.max_requests_per_1_minute,
                                parts_->clock->steady_now());
}

RateVerdict Access::count_read(const store::Session& session) {
  return parts_->reads.count(session.id.str(), parts_->limits.session_reads_per_minute_max,
                             parts_->clock->steady_now());
}

awaitable<Result<NewApiKey>> Access::create_key(ProjectId project, std::string name) {
  return parts_->create_key(std::move(project), std::move(name));
}

awaitable<Result<store::ApiKey>> Access::ensure_key(ProjectId project, std::string name,
                                                    Secret text) {
  return parts_->ensure_key(std::move(project), std::move(name), std::move(text));
}

void Access::forget_keys() { parts_->cache.clear(); }

Error rate_limit_error(const RateVerdict& verdict) {
  Error error;
  error.kind = ErrorKind::rate_limited;
  error.code = "rate_limit_exceeded";
  error.message = "Rate limit reached: " + std::to_string(verdict.limit) +
                  " requests per minute. Try again in " + reset_text(verdict.reset) + ".";
  error.retry_after = verdict.reset;
  return error;
}

std::string reset_text(std::chrono::milliseconds reset) {
  const auto seconds =
      std::max<std::int64_t>(0, std::chrono::ceil<std::chrono::seconds>(reset).count());
  if (seconds < 60) return std::to_string(seconds) + "s";
  return std::to_string(seconds / 60) + "m" + std::to_string(seconds % 60) + "s";
}

}  // namespace chatkit::access
