#include "element/negotiation.hpp"

#include "base/header_text.hpp"

namespace chatkit::element {
namespace {

/// `q=0`, `q=0.0` and the like refuse; no weight at all is 1.
bool has_weight(std::string_view parameters) {
  while (!parameters.empty()) {
    std::string_view value = take_element(parameters, ';');
    if (!same_word(take_element(value, '='), "q")) continue;
    return value.find_first_not_of("0.") != std::string_view::npos;
  }
  return true;
}

}  // namespace

bool accepts_gzip(std::string_view accept_encoding) {
  bool anything = false;
  while (!accept_encoding.empty()) {
    std::string_view entry = take_element(accept_encoding, ',');
    const std::string_view coding = take_element(entry, ';');
    if (same_word(coding, "gzip")) return has_weight(entry);
    if (coding == "*") anything = has_weight(entry);
  }
  return anything;
}

bool lists_etag(std::string_view if_none_match, std::string_view etag) {
  while (!if_none_match.empty()) {
    std::string_view listed = take_element(if_none_match, ',');
    if (listed == "*") return true;
    if (listed.starts_with("W/")) listed.remove_prefix(2);
    if (listed == etag) return true;
  }
  return false;
}

}  // namespace chatkit::element
