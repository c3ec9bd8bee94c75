#include "exchange/request.hpp"

#include <algorithm>
#include <utility>

#include "base/header_text.hpp"

namespace chatkit::exchange {
namespace {

int hex_digit(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  c = ascii_lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

}  // namespace

std::string_view Request::header(std::string_view name) const noexcept {
  for (const HeaderField& field : headers) {
    if (same_word(field.name, name)) return field.value;
  }
  return {};
}

Result<std::string> percent_decode(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '+' && plus_is_space) {
      c = ' ';
    } else if (c == '%') {
      const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
      if (high < 0 || low < 0) return invalid_value("", "The URL has a broken percent escape.");
      c = static_cast<char>(high * 16 + low);
      i += 2;
    }
    if (c == '\0') return invalid_value("", "The URL must not contain U+0000.");
    out.push_back(c);
  }
  return out;
}

Result<std::vector<QueryParameter>> parse_query(std::string_view query) {
  std::vector<QueryParameter> parameters;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    auto name = percent_decode(pair.substr(0, equals), true);
    if (!name) return std::move(name).error();
    auto value = percent_decode(pair.substr(std::min(equals + 1, pair.size())), true);
    if (!value) {
      Error error = std::move(value).error();
      error.param = *std::move(name);
      return error;
    }
    parameters.push_back({*std::move(name), *std::move(value)});
  }
  return parameters;
}

}  // namespace chatkit::exchange
