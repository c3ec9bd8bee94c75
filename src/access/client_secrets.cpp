#include "access/client_secrets.hpp"

#include <cassert>

#include "crypto/hash.hpp"

namespace chatkit::access {
namespace {

constexpr std::string_view kPrefix = "ek_";
constexpr std::string_view kSessionPrefix = "cksess_";
constexpr std::string_view kForeign = "x";
constexpr std::size_t kKeyIdChars = 8;
constexpr std::size_t kSessionChars = 48;
constexpr std::size_t kDigestChars = 64;
constexpr std::size_t kSigningKeyBytesMin = 32;

int hex_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  return -1;
}

bool is_hex(std::string_view text) {
  for (const char character : text) {
    if (hex_value(character) < 0) return false;
  }
  return true;
}

std::string hex_of(std::string_view bytes) { return to_hex(std::as_bytes(std::span(bytes))); }

std::string session_text(const SessionId& session) {
  std::string_view id = session.str();
  if (id.starts_with(kSessionPrefix)) {
    id.remove_prefix(kSessionPrefix.size());
    if (id.size() == kSessionChars && is_hex(id)) return std::string(id);
  }
  return std::string(kForeign) + hex_of(session.str());
}

std::optional<SessionId> session_of(std::string_view text) {
  if (text.size() == kSessionChars && is_hex(text)) {
    return SessionId(std::string(kSessionPrefix) + std::string(text));
  }
  if (!text.starts_with(kForeign)) return std::nullopt;
  text.remove_prefix(kForeign.size());
  if (text.empty() || text.size() % 2 != 0 || !is_hex(text)) return std::nullopt;
  std::string id;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    id.push_back(static_cast<char>(hex_value(text[i]) * 16 + hex_value(text[i + 1])));
  }
  return SessionId(std::move(id));
}

}  // namespace

ClientSecrets::ClientSecrets(const SigningKeys& keys) : current_(derive(keys.current)) {
  if (!keys.previous.empty()) previous_ = derive(keys.previous);
}

ClientSecrets::Signer ClientSecrets::derive(const Secret& signing_key) {
  assert(signing_key.expose().size() >= kSigningKeyBytesMin);
  Signer signer;
  signer.id =
      hex_of(crypto::hkdf_sha256(signing_key.expose(), "chatkit key id v1", kKeyIdChars / 2));
  signer.key = crypto::hkdf_sha256(signing_key.expose(), "chatkit client secret v1", 32);
  return signer;
}

std::string ClientSecrets::sign(const Signer& signer, std::string_view session) {
  std::string text(kPrefix);
  text += signer.id;
  text.push_back('_');
  text += session;
  const crypto::Digest digest = crypto::hmac_sha256(signer.key, text);
  text.push_back('_');
  text += to_hex(digest);
  return text;
}

std::string ClientSecrets::make(const SessionId& session) const {
  return sign(current_, session_text(session));
}

std::optional<SessionId> ClientSecrets::verify(std::string_view secret) const {
  constexpr std::size_t kAround = kPrefix.size() + kKeyIdChars + 1 + 1 + kDigestChars;
  if (secret.size() <= kAround || !secret.starts_with(kPrefix)) return std::nullopt;
  const std::string_view key_id = secret.substr(kPrefix.size(), kKeyIdChars);
  const std::string_view session =
      secret.substr(kPrefix.size() + kKeyIdChars + 1, secret.size() - kAround);

  const Signer* signer = nullptr;
  if (previous_ && key_id == previous_->id) signer = &*previous_;
  if (key_id == current_.id) signer = &current_;
  if (signer == nullptr) return std::nullopt;

  auto id = session_of(session);
  // The session is written again rather than taken over: only the one way of writing it counts.
  if (!id || !crypto::constant_time_equal(sign(*signer, session_text(*id)), secret)) {
    return std::nullopt;
  }
  return id;
}

}  // namespace chatkit::access
