#include "conversation/request_headers.hpp"

#include <algorithm>
#include <cctype>
#include <string>

#include "base/header_text.hpp"

namespace chatkit::conversation {

bool has_capability(std::string_view list, std::string_view capability) {
  while (!list.empty()) {
    if (same_word(take_element(list, ','), capability)) return true;
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
