#include "access/bearer.hpp"

#include <algorithm>

namespace chatkit::access {
namespace {

constexpr std::string_view kScheme = "bearer";
constexpr std::size_t kHeadChars = 8;
constexpr std::size_t kTailChars = 4;
constexpr std::size_t kStarsMax = 15;
constexpr std::size_t kShowEndsFrom = 24;

char lower(char character) {
  return character >= 'A' && character <= 'Z' ? static_cast<char>(character + 32) : character;
}

std::string printable(std::string_view text) {
  std::string out(text);
  std::replace_if(
      out.begin(), out.end(), [](char character) { return character <= ' ' || character > '~'; },
      '?');
  return out;
}

}  // namespace

std::string_view bearer_token(std::string_view authorization) noexcept {
  if (authorization.size() <= kScheme.size()) return {};
  for (std::size_t i = 0; i < kScheme.size(); ++i) {
    if (lower(authorization[i]) != kScheme[i]) return {};
  }
  std::string_view token = authorization.substr(kScheme.size());
  if (token.front() != ' ' && token.front() != '\t') return {};
  const std::size_t first = token.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  token.remove_prefix(first);
  token.remove_suffix(token.size() - 1 - token.find_last_not_of(" \t"));
  if (token.find_first_of(" \t") != std::string_view::npos) return {};
  return token;
}

std::string masked(std::string_view credential) {
  if (credential.size() < kShowEndsFrom) {
    return std::string(std::min(credential.size(), kStarsMax), '*');
  }
  const std::size_t hidden = credential.size() - kHeadChars - kTailChars;
  return printable(credential.substr(0, kHeadChars)) +
         std::string(std::min(hidden, kStarsMax), '*') +
         printable(credential.substr(credential.size() - kTailChars));
}

}  // namespace chatkit::access
