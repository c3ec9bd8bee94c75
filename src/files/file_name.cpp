#include "files/file_name.hpp"

#include <cstddef>
#include <cstdint>

namespace chatkit::files {
namespace {

constexpr std::size_t kNameBytesMax = 255;
constexpr std::string_view kNameless = "file";

/// One character of UTF-8 from the front of `text`, which gets shorter; 0 where there is none, and
/// one byte is gone. Source: RFC 3629.
std::uint32_t take_char(std::string_view& text, std::string_view& bytes) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::uint32_t lead = byte(0);
  std::size_t size = 0;
  std::uint32_t character = lead;
  if (lead < 0x80) {
    size = 1;
  } else if (lead >= 0xC2 && lead <= 0xDF) {
    size = 2;
    character = lead & 0x1FU;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    size = 3;
    character = lead & 0x0FU;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    size = 4;
    character = lead & 0x07U;
  }
  bool is_whole = size > 0 && size <= text.size();
  for (std::size_t i = 1; is_whole && i < size; ++i) {
    is_whole = (byte(i) & 0xC0U) == 0x80U;
    character = character << 6U | (byte(i) & 0x3FU);
  }
  const bool is_overlong = (size == 3 && character < 0x800) || (size == 4 && (character < 0x10000));
  const bool is_none = (character >= 0xD800 && character <= 0xDFFF) || character > 0x10FFFF;
  const bool is_char = is_whole && !is_overlong && !is_none;
  bytes = text.substr(0, is_char ? size : 1);
  text.remove_prefix(bytes.size());
  return is_char ? character : 0;
}

/// Controls, and marks that would make `exe.txt` out of `txt.exe`. Source: UAX 9, section 2.
bool is_unshowable(std::uint32_t character) {
  return character < 0x20 || (character >= 0x7F && character <= 0x9F) || character == 0x61C ||
         character == 0x200E || character == 0x200F ||
         (character >= 0x2028 && character <= 0x202E) ||
         (character >= 0x2066 && character <= 0x2069) || character == 0xFEFF;
}

/// Characters that stand for themselves in an extended value. Source: RFC 8187, section 3.2.1.
bool is_attribute_char(char c) {
  const bool is_word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  return is_word || std::string_view("!#$&+-.^_`|~").find(c) != std::string_view::npos;
}

}  // namespace

std::string clean_name(std::string_view name) {
  const std::size_t folder = name.find_last_of("/\\");
  if (folder != std::string_view::npos) name.remove_prefix(folder + 1);
  std::string out;
  while (!name.empty()) {
    std::string_view bytes;
    const std::uint32_t character = take_char(name, bytes);
    if (is_unshowable(character)) continue;
    // A hidden file is nothing that somebody meant to send under that name.
    if (out.empty() && (character == '.' || character == ' ')) continue;
    if (out.size() + bytes.size() > kNameBytesMax) break;
    out += bytes;
  }
  while (!out.empty() && (out.back() == ' ' || out.back() == '.')) out.pop_back();
  return out.empty() ? std::string(kNameless) : out;
}

std::string content_disposition(std::string_view disposition, std::string_view name) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string plain;
  std::string extended;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = byte >= 0x20 && byte < 0x7F && c != '"' && c != '\\' && c != '%';
    plain.push_back(is_plain ? c : '_');
    if (is_attribute_char(c)) {
      extended.push_back(c);
      continue;
    }
    extended.push_back('%');
    extended.push_back(kDigits[byte >> 4U]);
    extended.push_back(kDigits[byte & 15U]);
  }
  std::string out(disposition);
  out.append("; filename=\"").append(plain).append("\"");
  if (extended != plain) out.append("; filename*=UTF-8''").append(extended);
  return out;
}

}  // namespace chatkit::files
