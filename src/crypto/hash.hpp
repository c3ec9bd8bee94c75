#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

// Hashing and keyed hashing, on OpenSSL. Inputs are byte strings; nothing here suspends or stores.
namespace chatkit::crypto {

using Digest = std::array<std::byte, 32>;

/// Source: FIPS 180-4.
Digest sha256(std::string_view data);
/// Source: RFC 2104 with SHA-256.
Digest hmac_sha256(std::string_view key, std::string_view data);
/// A key of its own for one purpose, named by `info`, from a master key; no salt.
/// Source: RFC 5869 with SHA-256. `bytes` is 1 to 8160.
std::string hkdf_sha256(std::string_view key, std::string_view info, std::size_t bytes);
/// Compares without telling by its duration where the first difference is. Texts of different
/// length differ at once: lengths are no secret here.
bool constant_time_equal(std::string_view left, std::string_view right) noexcept;

/// The digest's 32 bytes as text, as the store keeps them.
std::string to_bytes(const Digest& digest);

}  // namespace chatkit::crypto
