#pragma once

#include <cstdint>
#include <cstring>

#include "base/utf8.hpp"

// What the writer, the minifier and the length checks all need to know about bytes of text.
namespace chatkit::json {

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
