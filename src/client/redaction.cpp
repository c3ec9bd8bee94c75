#include "client/redaction.hpp"

#include <array>

#include "chatkit/headers.hpp"

namespace chatkit::client {
namespace {

constexpr std::string_view kMask = "***";

bool contains_word(std::string_view text, std::string_view word) {
  for (std::size_t at = 0; at + word.size() <= text.size(); ++at) {
    if (same_header_name(text.substr(at, word.size()), word)) return true;
  }
  return false;
}

}  // namespace

bool is_credential_name(std::string_view name) {
  static constexpr std::array<std::string_view, 10> kWords = {
      "auth",     "cookie", "key",        "token",     "secret",
      "password", "passwd", "credential", "signature", "jwt"};
  if (same_header_name(name, "Idempotency-Key")) return false;
  if (same_header_name(name, "WWW-Authenticate")) return false;
  for (const std::string_view word : kWords) {
    if (contains_word(name, word)) return true;
  }
  return false;
}

std::string redact_value(std::string_view name, std::string_view value) {
  return std::string(is_credential_name(name) ? kMask : value);
}

std::string redact_url(std::string_view url) {
  std::string out;
  const auto question = url.find('?');
  std::string_view before = url.substr(0, question);
  const auto scheme = before.find("://");
  const std::size_t authority = scheme == std::string_view::npos ? 0 : scheme + 3;
  const auto at = before.substr(0, before.find('/', authority)).rfind('@');
  if (at != std::string_view::npos && at >= authority) {
    out.append(before.substr(0, authority)).append(kMask);
    before.remove_prefix(at);
  }
  out.append(before);
  if (question == std::string_view::npos) return out;

  char separator = '?';
  std::string_view rest = url.substr(question + 1);
  while (true) {
    const auto end = rest.find('&');
    const std::string_view pair = rest.substr(0, end);
    const auto equals = pair.find('=');
    out.push_back(separator);
    separator = '&';
    if (equals != std::string_view::npos && is_credential_name(pair.substr(0, equals))) {
      out.append(pair.substr(0, equals + 1)).append(kMask);
    } else {
      out.append(pair);
    }
    if (end == std::string_view::npos) return out;
    rest.remove_prefix(end + 1);
  }
}

}  // namespace chatkit::client
