#include "client/secret_cache.hpp"

#include <algorithm>
#include <utility>

#include "chatkit/errors.hpp"

namespace chatkit::client {

SecretCache::SecretCache(ClientSecretProvider provider, std::chrono::seconds margin,
                         std::shared_ptr<Timing> timing)
    : provider_(std::move(provider)), margin_(margin), timing_(std::move(timing)) {
  if (!provider_) throw UsageError("the client secret callback is empty");
}

std::string SecretCache::current() {
  const std::lock_guard lock(mutex_);
  const Time now = timing_->now();
  if (!value_.empty() && (!renew_at_ || now < *renew_at_)) return value_.expose();
  const ClientSecret next = provider_();
  if (next.value.empty()) throw UsageError("the client secret callback gave no secret");
  value_ = Secret(next.value);
  renew_at_.reset();
  if (next.expires_at) {
    // A secret that lives for less than twice the margin is still used for half its life.
    const Time::duration life = std::max(*next.expires_at - now, Time::duration::zero());
    renew_at_ = *next.expires_at - std::min<Time::duration>(margin_, life / 2);
  }
  return value_.expose();
}

void SecretCache::forget(std::string_view value) {
  const std::lock_guard lock(mutex_);
  if (value_.expose() == value) value_ = Secret();
}

}  // namespace chatkit::client
