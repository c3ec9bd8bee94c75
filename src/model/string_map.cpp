#include "model/string_map.hpp"

#include <cstdint>

namespace chatkit {
namespace {

std::uint32_t take_hex(std::string_view& rest) {
  std::uint32_t value = 0;
  for (const char c : rest.substr(0, 4)) {
    const auto digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
    value = value << 4U | static_cast<std::uint32_t>(digit);
  }
  rest.remove_prefix(4);
  return value;
}

void append_code_point(std::string& out, std::uint32_t code) {
  const auto push = [&out](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (code < 0x80U) return push(code);
  if (code >= 0x10000U) {
    push(0xF0U | code >> 18U);
    push(0x80U | (code >> 12U & 0x3FU));
  } else if (code >= 0x800U) {
    push(0xE0U | code >> 12U);
  }
  push(code < 0x800U ? 0xC0U | code >> 6U : 0x80U | (code >> 6U & 0x3FU));
  push(0x80U | (code & 0x3FU));
}

void take_escape(std::string& out, std::string_view& rest) {
  const char c = rest.front();
  rest.remove_prefix(1);
  switch (c) {
    case 'b':
      return out.push_back('\b');
    case 'f':
      return out.push_back('\f');
    case 'n':
      return out.push_back('\n');
    case 'r':
      return out.push_back('\r');
    case 't':
      return out.push_back('\t');
    case 'u':
      break;
    default:
      return out.push_back(c);
  }
  std::uint32_t code = take_hex(rest);
  if (code >= 0xD800U && code < 0xDC00U) {  // RawJson holds pairs only.
    rest.remove_prefix(2);
    code = 0x10000U + ((code - 0xD800U) << 10U) + (take_hex(rest) - 0xDC00U);
  }
  append_code_point(out, code);
}

/// Takes the string at the front of `rest`; its quote is there.
std::string take_string(std::string_view& rest) {
  std::string out;
  rest.remove_prefix(1);
  while (rest.front() != '"') {
    const char c = rest.front();
    rest.remove_prefix(1);
    if (c == '\\') {
      take_escape(out, rest);
    } else {
      out.push_back(c);
    }
  }
  rest.remove_prefix(1);
  return out;
}

/// Passes over a value that is no string, up to the comma or brace behind it.
void skip_value(std::string_view& rest) {
  int depth = 0;
  while (true) {
    const char c = rest.front();
    if (depth == 0 && (c == ',' || c == '}')) return;
    if (c == '"') {
      take_string(rest);
      continue;
    }
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    rest.remove_prefix(1);
  }
}

}  // namespace

Metadata string_pairs(const RawJson& json) {
  Metadata pairs;
  std::string_view rest = json.view();
  if (!rest.starts_with('{') || rest == "{}") return pairs;
  while (rest.front() != '}') {
    rest.remove_prefix(1);  // The brace, or the comma.
    std::string name = take_string(rest);
    rest.remove_prefix(1);  // The colon.
    if (rest.front() == '"') {
      pairs[std::move(name)] = take_string(rest);
    } else {
      skip_value(rest);
    }
  }
  return pairs;
}

void append_quoted(std::string& out, std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  out.push_back('"');
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out.push_back('\\');
      out.push_back(c);
    } else if (byte < 0x20U) {
      out.append("\\u00");
      out.push_back(digits[byte >> 4U]);
      out.push_back(digits[byte & 0xFU]);
    } else {
      out.push_back(c);
    }
  }
  out.push_back('"');
}

}  // namespace chatkit
