#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <string>
#include <string_view>

#include "access/callers.hpp"
#include "base/clock.hpp"
#include "base/limits.hpp"
#include "base/random.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "store/store.hpp"

namespace chatkit::access {

using boost::asio::awaitable;

/// The keys that sign client secrets: the current one and, while rotating, the one before.
/// They live outside the database. Each is at least 32 bytes.
struct SigningKeys {
  Secret current;
  Secret previous;  // empty: none
};

/// What access needs; everything outlives it.
struct AccessParts {
  store::Store* store = nullptr;
  const Clock* clock = nullptr;
  Random* random = nullptr;
  Limits limits;
  SigningKeys keys;
};

/// What a rate limit says, for the x-ratelimit headers.
struct RateVerdict {
  bool allowed = true;
  std::int64_t limit = 0;
  std::int64_t remaining = 0;
  std::chrono::milliseconds reset{0};
};

/// A key that was just made: the only time its text exists.
struct NewApiKey {
  store::ApiKey record;
  Secret text;  // sk-ck-…
};

/// Who is calling, and how much they may.
///
/// Safe from any thread. `authorization` is the header's value as it came (empty if absent),
/// `peer_address` limits failed attempts (429 past the limit, before the store is asked).
class Access {
 public:
  explicit Access(AccessParts parts);
  ~Access();

  /// Errors: authentication with code `invalid_api_key` (missing, malformed, unknown or revoked),
  /// rate_limited. A client secret here is invalid_api_key too.
  awaitable<Result<ApiCaller>> authenticate_key(std::string authorization,
                                                std::string peer_address);
  /// Errors: authentication with code `invalid_client_secret` (missing, malformed, forged, unknown
  /// session), `session_expired`, `session_cancelled`; rate_limited.
  awaitable<Result<ClientCaller>> authenticate_client(std::string authorization,
                                                      std::string peer_address);

  /// `ek_<key id>_<session hex>_<HMAC-SHA256>`; the same session always yields the same secret.
  std::string client_secret(const store::Session& session) const;

  /// Counts a request of the session's own limit (create, add_user_message, …): a sliding window.
  RateVerdict count_request(const store::Session& session);
  /// Counts a read of the session.
  RateVerdict count_read(const store::Session& session);

  /// Makes and stores a key. Errors: as the store's.
  awaitable<Result<NewApiKey>> create_key(ProjectId project, std::string name);
  /// Stores a key whose text is given, such as by `--api-key`; repeatable.
  awaitable<Result<store::ApiKey>> ensure_key(ProjectId project, std::string name, Secret text);
  /// Forgets what is cached of a key, after it was revoked.
  void forget_keys();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

/// The error that a refused verdict becomes: 429 `rate_limit_exceeded` with its retry-after.
Error rate_limit_error(const RateVerdict& verdict);
/// `6s`, `1m0s`: as the API writes a reset.
std::string reset_text(std::chrono::milliseconds reset);

}  // namespace chatkit::access
