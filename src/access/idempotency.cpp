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

Result<std::optional<store::IdempotencyRecord>> requested_record(std::string_view key,
                                                                 IdempotencyPlace place,
                                                                 const Limits& limits,
                                                                 Timestamp now) {
  if (key.empty()) return std::optional<store::IdempotencyRecord>();
  if (key.size() > limits.idempotency_key_chars_max) {
    return invalid_request("string_above_max_length", "Idempotency-Key",
                           "Invalid 'Idempotency-Key': string too long. Expected at most " +
                               std::to_string(limits.idempotency_key_chars_max) +
                               " characters, but got " + std::to_string(key.size()) + ".");
  }
  std::optional<store::IdempotencyRecord> record(std::in_place);
  record->key = idempotency_key(place.route, place.session, key);
  record->created_at = now;
  return record;
}

Error idempotency_mismatch() {
  Error error;
  error.kind = ErrorKind::unprocessable;
  error.code = "idempotency_mismatch";
  error.param = "Idempotency-Key";
  error.message = "This Idempotency-Key was used before with another body.";
  return error;
}

}  // namespace chatkit::access
