#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

// What the writer, the minifier and the length checks all need to know about bytes of text.
namespace chatkit::json {

/// The length of the UTF-8 sequence at `at`, or 0 where there is no valid one.
/// Source: RFC 3629; overlong forms, surrogates and what lies beyond U+10FFFF are not valid.
inline std::size_t utf8_length(const char* at, const char* end) noexcept {
  const auto byte = [at](std::ptrdiff_t i) { return static_cast<unsigned char>(at[i]); };
  const auto follows = [&](std::ptrdiff_t i) { return (byte(i) & 0xC0U) == 0x80U; };
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
inline std::size_t count_chars(std::string_view text) noexcept {
  std::size_t count = 0;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++count;
  }
  return count;
}

/// Whether a byte stands for itself inside a JSON string without a further look.
inline bool is_plain(char c) noexcept {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20U && byte < 0x80U && byte != '"' && byte != '\\';
}

/// The first byte from `at` on that is not plain, or `end`. Eight bytes a step.
inline const char* skip_plain(const char* at, const char* end) noexcept {
  constexpr std::uint64_t kOnes = 0x0101010101010101U;
  constexpr std::uint64_t kHigh = kOnes * 0x80U;
  while (end - at >= 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof(word));
    const std::uint64_t quote = word ^ (kOnes * '"');
    const std::uint64_t slash = word ^ (kOnes * '\\');
    const std::uint64_t special = ((word - kOnes * 0x20U) & ~word) | ((quote - kOnes) & ~quote) |
                                  ((slash - kOnes) & ~slash) | word;
    if ((special & kHigh) != 0) break;
    at += 8;
  }
  while (at != end && is_plain(*at)) ++at;
  return at;
}

}  // namespace chatkit::json
