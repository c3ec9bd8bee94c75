#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace chatkit::files {

/// Tells whether bytes, as they come, are text: UTF-8, or UTF-16 with a byte order mark, without
/// control characters other than tab, line feed, form feed and carriage return.
///
/// No bytes at all are text. Source: RFC 3629; RFC 2781.
class TextCheck {
 public:
  void feed(std::string_view bytes) noexcept;
  /// Of all that was fed; a character that was cut off at the end is none.
  bool is_text() const noexcept;

 private:
  enum class Encoding { unknown, utf8, utf16_little, utf16_big };

  void begin(unsigned char byte) noexcept;
  void take(unsigned char byte) noexcept;
  void take_utf8(unsigned char byte) noexcept;
  void take_utf16(unsigned char byte) noexcept;
  void take_unit(std::uint32_t unit) noexcept;
  void take_char(std::uint32_t character) noexcept;

  Encoding encoding_ = Encoding::unknown;
  bool failed_ = false;
  /// The first two bytes decide the encoding.
  std::array<unsigned char, 2> first_{};
  std::size_t first_size_ = 0;
  /// UTF-8: continuation bytes that are due, and the range that the next one must lie in.
  unsigned due_ = 0;
  unsigned char low_ = 0x80;
  unsigned char high_ = 0xBF;
  /// UTF-16: the first byte of a unit, and a high surrogate that waits for its other half.
  bool has_half_ = false;
  unsigned char half_ = 0;
  bool has_high_ = false;
};

}  // namespace chatkit::files
