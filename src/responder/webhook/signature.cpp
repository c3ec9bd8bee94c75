#include "responder/webhook/signature.hpp"

#include <chrono>

#include "base/ids.hpp"
#include "crypto/hash.hpp"

namespace chatkit::responder {

std::string webhook_signature(const std::vector<Secret>& secrets, Timestamp now,
                              std::string_view body) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  std::string signed_text = std::to_string(seconds);
  std::string header = "t=" + signed_text;
  signed_text.append(".").append(body);
  for (const Secret& secret : secrets) {
    header += ",v1=" + to_hex(crypto::hmac_sha256(secret.expose(), signed_text));
  }
  return header;
}

}  // namespace chatkit::responder
