#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/secret.hpp"
#include "chatkit/conversation_options.hpp"
#include "chatkit/timing.hpp"

namespace chatkit::client {

/// The client secret in use, and where the next one comes from.
///
/// Safe from any thread; the provider is asked by one thread at a time, and the others wait for
/// what it gives.
class SecretCache {
 public:
  SecretCache(ClientSecretProvider provider, std::chrono::seconds margin,
              std::shared_ptr<Timing> timing);

  /// A secret that is good for a while. Errors: UsageError if the provider gives none; what the
  /// provider throws.
  std::string current();
  /// The service refused `value`: it is not given again.
  void forget(std::string_view value);

 private:
  using Time = std::chrono::system_clock::time_point;

  const ClientSecretProvider provider_;
  const std::chrono::seconds margin_;
  const std::shared_ptr<Timing> timing_;
  std::mutex mutex_;
  Secret value_;
  std::optional<Time> renew_at_;
};

}  // namespace chatkit::client
