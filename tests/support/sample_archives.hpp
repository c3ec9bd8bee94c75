#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace chatkit::test {

/// One member of a ZIP archive, stored as it is. Source: APPNOTE 6.3.10, section 4.3.7.
inline std::string zip_member(std::string_view name, std::string_view content = "") {
  const auto two = [](std::size_t value) {
    return std::string{static_cast<char>(value & 0xFFU), static_cast<char>(value >> 8U & 0xFFU)};
  };
  const std::string size = two(content.size()) + two(0);
  std::string out("PK\x03\x04", 4);
  out += two(20) + two(0) + two(0) + two(0) + two(0) + two(0) + two(0);
  out += size + size + two(name.size()) + two(0);
  return out.append(name).append(content);
}

/// The beginning of an archive with these members.
inline std::string zip_of(std::initializer_list<std::string_view> names) {
  std::string out;
  for (const std::string_view name : names) out += zip_member(name, "content");
  return out;
}

}  // namespace chatkit::test
