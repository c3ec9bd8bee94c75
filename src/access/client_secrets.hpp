#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "access/access.hpp"
#include "base/ids.hpp"

namespace chatkit::access {

/// Makes and checks client secrets: `ek_<key id>_<session>_<HMAC-SHA256>`, all in lower-case hex.
///
/// `<session>` is the 48 digits of an id of ours; any other id, such as an imported one, is `x` and
/// the hex of its bytes, so that no two sessions share a text. Immutable; safe from any thread.
class ClientSecrets {
 public:
  explicit ClientSecrets(const SigningKeys& keys);

  /// Always signed with the current key.
  std::string make(const SessionId& session) const;
  /// The session that a genuine secret names; nothing for any other text. Compares in constant
  /// time.
  std::optional<SessionId> verify(std::string_view secret) const;

 private:
  /// What is derived from one signing key: the name it goes by, and the key for this one purpose.
  struct Signer {
    std::string id;
    std::string key;
  };
  static Signer derive(const Secret& signing_key);
  static std::string sign(const Signer& signer, std::string_view session);

  Signer current_;
  std::optional<Signer> previous_;
};

}  // namespace chatkit::access
