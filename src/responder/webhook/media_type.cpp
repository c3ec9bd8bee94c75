#include "responder/webhook/media_type.hpp"

#include <algorithm>

namespace chatkit::responder {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

bool is_media_type(std::string_view content_type, std::string_view expected) noexcept {
  std::string_view type = content_type.substr(0, content_type.find(';'));
  while (!type.empty() && (type.back() == ' ' || type.back() == '\t')) type.remove_suffix(1);
  return std::equal(type.begin(), type.end(), expected.begin(), expected.end(),
                    [](char left, char right) { return lower(left) == lower(right); });
}

}  // namespace chatkit::responder
