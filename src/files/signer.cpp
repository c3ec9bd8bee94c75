#include "files/signer.hpp"

#include <charconv>
#include <cstdint>

#include "base/ids.hpp"
#include "crypto/hash.hpp"

namespace chatkit::files {
namespace {

constexpr std::string_view kKeyPurpose = "chatkit files v1";
constexpr std::size_t kKeyBytes = 32;
constexpr std::size_t kExpiresCharsMax = 12;

std::string_view name_of(Purpose purpose) {
  switch (purpose) {
    case Purpose::upload:
      return "upload";
    case Purpose::download:
      return "download";
    case Purpose::preview:
      break;
  }
  return "preview";
}

std::string code_of(const Secret& key, Purpose purpose, std::string_view id,
                    std::string_view expires) {
  std::string text(name_of(purpose));
  text.append("\n").append(id).append("\n").append(expires);
  const crypto::Digest digest = crypto::hmac_sha256(key.expose(), text);
  return to_hex(digest);
}

std::int64_t unix_seconds(Timestamp time) {
  return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

Error refused(std::string_view code, std::string message) {
  Error error;
  error.kind = ErrorKind::permission;
  error.code = code;
  error.message = std::move(message);
  return error;
}

}  // namespace

Signer::Signer(const Secret& current, const Secret& previous, const Clock& clock) : clock_(clock) {
  for (const Secret* key : {&current, &previous}) {
    if (key->empty()) continue;
    keys_.emplace_back(crypto::hkdf_sha256(key->expose(), kKeyPurpose, kKeyBytes));
  }
}

Signature Signer::sign(Purpose purpose, std::string_view id, std::chrono::seconds lifetime) const {
  Signature signature;
  signature.expires = std::to_string(unix_seconds(clock_.now()) + lifetime.count());
  signature.code = code_of(keys_.front(), purpose, id, signature.expires);
  return signature;
}

Result<void> Signer::check(Purpose purpose, std::string_view id, const Signature& signature) const {
  std::int64_t expires = 0;
  const std::string& text = signature.expires;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), expires);
  bool is_ours = text.size() <= kExpiresCharsMax && parsed.ec == std::errc() &&
                 parsed.ptr == text.data() + text.size();
  if (is_ours) {
    is_ours = false;
    for (const Secret& key : keys_) {
      const std::string code = code_of(key, purpose, id, text);
      is_ours = crypto::constant_time_equal(code, signature.code) || is_ours;
    }
  }
  if (!is_ours) return refused("invalid_signature", "This address is not one that was given out.");
  if (expires <= unix_seconds(clock_.now())) {
    return refused("url_expired", "This address has expired; load the thread again for a new one.");
  }
  return {};
}

}  // namespace chatkit::files
