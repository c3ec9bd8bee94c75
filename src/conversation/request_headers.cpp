#include "conversation/request_headers.hpp"

#include <algorithm>
#include <cctype>
#include <string>

namespace chatkit::conversation {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool same_word(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(), [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) ==
           std::tolower(static_cast<unsigned char>(b));
  });
}

}  // namespace

bool has_capability(std::string_view list, std::string_view capability) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    if (same_word(trimmed(list.substr(0, comma)), capability)) return true;
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return false;
}

std::string first_language(std::string_view accept_language) {
  constexpr std::size_t kTagCharsMax = 35;
  const std::string_view tag =
      trimmed(accept_language.substr(0, accept_language.find_first_of(",;")));
  const bool valid =
      tag.size() <= kTagCharsMax && std::all_of(tag.begin(), tag.end(), [](unsigned char letter) {
        return std::isalnum(letter) != 0 || letter == '-';
      });
  return valid ? std::string(tag) : std::string();
}

Result<void> check_content_type(std::string_view content_type) {
  const std::string_view media = trimmed(content_type.substr(0, content_type.find(';')));
  if (media.empty() || same_word(media, "application/json")) return {};
  if (media.size() > 5 && same_word(media.substr(media.size() - 5), "+json")) return {};
  Error error;
  error.kind = ErrorKind::unsupported_type;
  error.code = "unsupported_media_type";
  error.message = "The body must be JSON: send 'Content-Type: application/json'.";
  return error;
}

}  // namespace chatkit::conversation
