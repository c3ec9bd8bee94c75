#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace chatkit::test {

inline std::uint32_t crc32(std::string_view bytes) {
  std::uint32_t crc = 0xFFFFFFFFU;
  for (const char byte : bytes) {
    crc ^= static_cast<unsigned char>(byte);
    for (int bit = 0; bit < 8; ++bit) crc = (crc & 1U) != 0 ? crc >> 1U ^ 0xEDB88320U : crc >> 1U;
  }
  return ~crc;
}

inline std::string big_endian(std::uint32_t value) {
  std::string out;
  for (const unsigned shift : {24U, 16U, 8U, 0U}) {
    out.push_back(static_cast<char>(value >> shift & 0xFFU));
  }
  return out;
}

inline std::string png_chunk(std::string_view type, std::string_view content) {
  const std::string named = std::string(type) + std::string(content);
  return big_endian(static_cast<std::uint32_t>(content.size())) + named + big_endian(crc32(named));
}

/// The zlib format without compression. Source: RFC 1950; RFC 1951, section 3.2.4.
inline std::string stored_zlib(std::string_view content) {
  std::string out("\x78\x01", 2);
  std::uint32_t a = 1;
  std::uint32_t b = 0;
  for (const char byte : content) {
    a = (a + static_cast<unsigned char>(byte)) % 65521;
    b = (b + a) % 65521;
  }
  while (true) {
    const std::string_view block = content.substr(0, 65535);
    content.remove_prefix(block.size());
    const auto size = static_cast<std::uint32_t>(block.size());
    out.push_back(content.empty() ? '\1' : '\0');
    for (const std::uint32_t value : {size, ~size}) {
      out.push_back(static_cast<char>(value & 0xFFU));
      out.push_back(static_cast<char>(value >> 8U & 0xFFU));
    }
    out += block;
    if (content.empty()) break;
  }
  return out + big_endian(b << 16U | a);
}

/// An RGB image whose header says that size; its pixels are `content`, compressed as zlib has it.
inline std::string png_of(std::uint32_t width, std::uint32_t height, std::string_view content) {
  using std::string_view_literals::operator""sv;
  const std::string header = big_endian(width) + big_endian(height) + std::string("\x8\2\0\0\0"sv);
  return std::string("\x89PNG\r\n\x1A\n"sv) + png_chunk("IHDR", header) +
         png_chunk("IDAT", content) + png_chunk("IEND", "");
}

/// A whole image of one colour.
inline std::string small_png(std::uint32_t width = 20, std::uint32_t height = 10) {
  std::string pixels;
  for (std::uint32_t row = 0; row < height; ++row) {
    pixels.push_back('\0');
    for (std::uint32_t column = 0; column < width; ++column) pixels += "\x20\x60\xC0";
  }
  return png_of(width, height, stored_zlib(pixels));
}

/// 50,000 × 50,000 pixels by its header, in a hundred bytes.
inline std::string exploding_png() { return png_of(50'000, 50'000, stored_zlib("x")); }

}  // namespace chatkit::test
