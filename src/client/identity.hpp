#pragma once

#include <string>

#include "base/random.hpp"
#include "chatkit/headers.hpp"
#include "chatkit/timeout.hpp"

// How the client names itself and its calls.
namespace chatkit::client {

/// Adds `User-Agent` and the `X-ChatKit-*` headers that are the same for every request: Lang,
/// Package-Version, OS, Arch, Runtime, Runtime-Version.
void add_identity(Headers& headers);

/// Adds those that belong to an attempt: Retry-Count, and Read-Timeout in seconds unless unlimited.
void add_attempt(Headers& headers, int retries_taken, const Timeout& timeout);

/// A key that no other call will have: `chatkit-cpp-retry-` and 32 hex digits.
std::string new_idempotency_key(Random& random);

}  // namespace chatkit::client
