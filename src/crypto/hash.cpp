#include "crypto/hash.hpp"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include <cstdlib>
#include <memory>

namespace chatkit::crypto {
namespace {

/// OpenSSL fails here only for want of memory or of its own default provider; going on with a
/// digest that was not computed would be worse than ending.
void require(bool succeeded) {
  if (!succeeded) std::abort();
}

unsigned char* writable(Digest& digest) { return reinterpret_cast<unsigned char*>(digest.data()); }

const unsigned char* readable(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

Digest sha256(std::string_view data) {
  Digest digest{};
  unsigned int size = 0;
  require(EVP_Digest(data.data(), data.size(), writable(digest), &size, EVP_sha256(), nullptr) ==
              1 &&
          size == digest.size());
  return digest;
}

Digest hmac_sha256(std::string_view key, std::string_view data) {
  Digest digest{};
  unsigned int size = 0;
  require(HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), readable(data), data.size(),
               writable(digest), &size) != nullptr &&
          size == digest.size());
  return digest;
}

std::string hkdf_sha256(std::string_view key, std::string_view info, std::size_t bytes) {
  const std::unique_ptr<EVP_KDF, decltype(&EVP_KDF_free)> kdf(
      EVP_KDF_fetch(nullptr, OSSL_KDF_NAME_HKDF, nullptr), &EVP_KDF_free);
  require(kdf != nullptr);
  const std::unique_ptr<EVP_KDF_CTX, decltype(&EVP_KDF_CTX_free)> context(
      EVP_KDF_CTX_new(kdf.get()), &EVP_KDF_CTX_free);
  require(context != nullptr);

  std::string digest_name = "SHA256";
  std::string key_bytes(key);
  std::string info_bytes(info);
  const std::array<OSSL_PARAM, 4> parameters = {
      OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest_name.data(),
                                       digest_name.size()),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, key_bytes.data(), key_bytes.size()),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, info_bytes.data(), info_bytes.size()),
      OSSL_PARAM_construct_end()};
  std::string out(bytes, '\0');
  require(EVP_KDF_derive(context.get(), reinterpret_cast<unsigned char*>(out.data()), out.size(),
                         parameters.data()) == 1);
  OPENSSL_cleanse(key_bytes.data(), key_bytes.size());
  return out;
}

bool constant_time_equal(std::string_view left, std::string_view right) noexcept {
  return left.size() == right.size() && CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

std::string to_bytes(const Digest& digest) {
  return std::string(reinterpret_cast<const char*>(digest.data()), digest.size());
}

}  // namespace chatkit::crypto
