#pragma once

#include <cstddef>
#include <string_view>

// Characters in UTF-8. Source: RFC 3629.
namespace chatkit {

/// Whether a byte of valid UTF-8 goes on with the character that began before it.
constexpr bool is_utf8_continuation(char byte) noexcept {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// The length of the UTF-8 sequence at `at`, or 0 where there is no valid one.
/// Overlong forms, surrogates and what lies beyond U+10FFFF are not valid.
inline std::size_t utf8_length(const char* at, const char* end) noexcept {
  const auto byte = [at](std::ptrdiff_t i) { return static_cast<unsigned char>(at[i]); };
  const auto follows = [at](std::ptrdiff_t i) { return is_utf8_continuation(at[i]); };
  const std::ptrdiff_t left = end - at;
  const unsigned lead = byte(0);
  if (lead < 0x80U) return 1;
  if (lead < 0xC2U) return 0;
  if (lead < 0xE0U) return left >= 2 && follows(1) ? 2 : 0;
  if (lead < 0xF0U) {
    if (left < 3 || !follows(1) || !follows(2)) return 0;
    const bool overlong = lead == 0xE0U && byte(1) < 0xA0U;
    const bool surrogate = lead == 0xEDU && byte(1) >= 0xA0U;
    return overlong || surrogate ? 0 : 3;
  }
  if (lead > 0xF4U || left < 4 || !follows(1) || !follows(2) || !follows(3)) return 0;
  const bool overlong = lead == 0xF0U && byte(1) < 0x90U;
  const bool beyond = lead == 0xF4U && byte(1) >= 0x90U;
  return overlong || beyond ? 0 : 4;
}

/// The number of code points in valid UTF-8.
constexpr std::size_t count_chars(std::string_view text) noexcept {
  std::size_t count = 0;
  for (const char byte : text) count += is_utf8_continuation(byte) ? 0 : 1;
  return count;
}

/// The whole characters in the first `bytes_max` bytes of valid UTF-8.
constexpr std::string_view front_of(std::string_view text, std::size_t bytes_max) noexcept {
  if (text.size() <= bytes_max) return text;
  while (bytes_max > 0 && is_utf8_continuation(text[bytes_max])) --bytes_max;
  return text.substr(0, bytes_max);
}

}  // namespace chatkit
