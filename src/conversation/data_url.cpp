#include "conversation/data_url.hpp"

#include <array>
#include <cstdint>

namespace chatkit::conversation {
namespace {

constexpr std::string_view kScheme = "data:";
constexpr std::string_view kBase64 = ";base64";

Error broken() { return invalid_value("image.url", "The image's data URL is not valid base64."); }

/// The six bits of a letter; 64 and more: none.
unsigned bits_of(char letter) {
  if (letter >= 'A' && letter <= 'Z') return static_cast<unsigned>(letter - 'A');
  if (letter >= 'a' && letter <= 'z') return static_cast<unsigned>(letter - 'a') + 26U;
  if (letter >= '0' && letter <= '9') return static_cast<unsigned>(letter - '0') + 52U;
  if (letter == '+') return 62U;
  return letter == '/' ? 63U : 64U;
}

Result<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return broken();
  for (int i = 0; i < 2 && text.ends_with('='); ++i) text.remove_suffix(1);
  std::string out;
  out.reserve(text.size() / 4 * 3 + 2);
  std::uint32_t bits = 0;
  unsigned count = 0;
  for (const char letter : text) {
    const unsigned six = bits_of(letter);
    if (six > 63U) return broken();
    bits = bits << 6U | six;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out.push_back(static_cast<char>(bits >> count & 0xFFU));
  }
  // A lone last letter holds no byte, and the bits that are left over are zero.
  if (text.size() % 4 == 1 || (bits & ((1U << count) - 1U)) != 0) return broken();
  return out;
}

}  // namespace

Result<DataUrl> read_data_url(std::string_view url) {
  const std::size_t comma = url.find(',');
  if (!url.starts_with(kScheme) || comma == std::string_view::npos) return broken();
  const std::string_view head = url.substr(kScheme.size(), comma - kScheme.size());
  if (!head.ends_with(kBase64)) return broken();
  Result<std::string> bytes = from_base64(url.substr(comma + 1));
  if (!bytes) return bytes.error();
  DataUrl out;
  out.type = head.substr(0, head.find(';'));
  out.bytes = *std::move(bytes);
  return out;
}

}  // namespace chatkit::conversation
