#include "files/text_check.hpp"

namespace chatkit::files {

void TextCheck::feed(std::string_view bytes) noexcept {
  for (const char byte : bytes) {
    if (failed_) return;
    if (encoding_ == Encoding::unknown) {
      begin(static_cast<unsigned char>(byte));
    } else {
      take(static_cast<unsigned char>(byte));
    }
  }
}

bool TextCheck::is_text() const noexcept {
  if (failed_) return false;
  if (encoding_ != Encoding::unknown) return due_ == 0 && !has_half_ && !has_high_;
  return first_size_ == 0;
}

void TextCheck::begin(unsigned char byte) noexcept {
  first_[first_size_++] = byte;
  // A lone first byte is taken at once where it cannot begin a byte order mark of UTF-16.
  if (first_size_ == 1) {
    if (byte == 0xFE || byte == 0xFF) return;
    encoding_ = Encoding::utf8;
    return take(byte);
  }
  if (first_[0] == 0xFF && byte == 0xFE) {
    encoding_ = Encoding::utf16_little;
  } else if (first_[0] == 0xFE && byte == 0xFF) {
    encoding_ = Encoding::utf16_big;
  } else {
    failed_ = true;
  }
}

void TextCheck::take(unsigned char byte) noexcept {
  if (encoding_ == Encoding::utf8) {
    take_utf8(byte);
  } else {
    take_utf16(byte);
  }
}

void TextCheck::take_utf8(unsigned char byte) noexcept {
  if (due_ > 0) {
    if (byte < low_ || byte > high_) failed_ = true;
    low_ = 0x80;
    high_ = 0xBF;
    --due_;
    return;
  }
  if (byte < 0x80) return take_char(byte);
  if (byte >= 0xC2 && byte <= 0xDF) {
    due_ = 1;
  } else if (byte >= 0xE0 && byte <= 0xEF) {
    due_ = 2;
    if (byte == 0xE0) low_ = 0xA0;   // Shorter forms exist.
    if (byte == 0xED) high_ = 0x9F;  // Surrogates.
  } else if (byte >= 0xF0 && byte <= 0xF4) {
    due_ = 3;
    if (byte == 0xF0) low_ = 0x90;
    if (byte == 0xF4) high_ = 0x8F;  // Beyond U+10FFFF.
  } else {
    failed_ = true;
  }
}

void TextCheck::take_utf16(unsigned char byte) noexcept {
  if (!has_half_) {
    half_ = byte;
    has_half_ = true;
    return;
  }
  has_half_ = false;
  const bool little = encoding_ == Encoding::utf16_little;
  const unsigned low = little ? half_ : byte;
  const unsigned high = little ? byte : half_;
  take_unit(high << 8U | low);
}

void TextCheck::take_unit(std::uint32_t unit) noexcept {
  const bool is_high = unit >= 0xD800 && unit <= 0xDBFF;
  const bool is_low = unit >= 0xDC00 && unit <= 0xDFFF;
  if (has_high_ != is_low) {
    failed_ = true;
    return;
  }
  has_high_ = is_high;
  if (!is_high && !is_low) take_char(unit);
}

void TextCheck::take_char(std::uint32_t character) noexcept {
  const bool is_space =
      character == '\t' || character == '\n' || character == '\f' || character == '\r';
  if ((character < 0x20 && !is_space) || character == 0x7F) failed_ = true;
}

}  // namespace chatkit::files
