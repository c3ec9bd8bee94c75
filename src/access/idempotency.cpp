#include "access/idempotency.hpp"

#include "crypto/hash.hpp"

namespace chatkit::access {

std::string body_hash(std::string_view body) { return crypto::to_bytes(crypto::sha256(body)); }

std::string idempotency_key(std::string_view route, std::string_view session,
                            std::string_view key) {
  std::string text(route);
  text.push_back('\n');
  text += session;
  text.push_back('\n');
  text += key;
  return text;
}

}  // namespace chatkit::access
