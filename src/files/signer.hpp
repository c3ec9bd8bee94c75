#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"

namespace chatkit::files {

/// What a signed address is good for; one for a preview does not open the file.
enum class Purpose { upload, download, preview };

/// What an address says for itself.
struct Signature {
  std::string expires;  // Unix seconds
  std::string code;     // HMAC-SHA256 in hex
};

/// Signs addresses that open one file for one purpose until a moment, and checks them.
///
/// Safe from any thread; `clock` outlives it. Each key is at least 32 bytes, or empty for none;
/// what the one before signed is good until it expires.
class Signer {
 public:
  Signer(const Secret& current, const Secret& previous, const Clock& clock);

  Signature sign(Purpose purpose, std::string_view id, std::chrono::seconds lifetime) const;
  /// Errors: permission with code `invalid_signature` or `url_expired`.
  Result<void> check(Purpose purpose, std::string_view id, const Signature& signature) const;

 private:
  const Clock& clock_;
  std::vector<Secret> keys_;
};

}  // namespace chatkit::files
