#pragma once

#include <algorithm>
#include <string_view>

// The text of header fields. Source: RFC 9110, section 5.6.
namespace chatkit {

constexpr char ascii_lower(char letter) noexcept {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + ('a' - 'A')) : letter;
}

/// Whether they are the same but for the case of ASCII letters.
constexpr bool same_word(std::string_view left, std::string_view right) noexcept {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char one, char other) { return ascii_lower(one) == ascii_lower(other); });
}

/// Without the spaces and tabs at both ends.
constexpr std::string_view trimmed(std::string_view text) noexcept {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Takes the next element of a list off the front of `list`, and gives it trimmed.
constexpr std::string_view take_element(std::string_view& list, char separator) noexcept {
  const std::size_t end = std::min(list.find(separator), list.size());
  const std::string_view element = trimmed(list.substr(0, end));
  list.remove_prefix(std::min(end + 1, list.size()));
  return element;
}

}  // namespace chatkit
