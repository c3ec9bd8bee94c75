#include "json/writer.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "json/utf8.hpp"

namespace chatkit::json {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

/// Appends what stands for a quote, a backslash or a control character.
void append_escape(std::string& out, char c) {
  switch (c) {
    case '"':
      out.append("\\\"");
      return;
    case '\\':
      out.append("\\\\");
      return;
    case '\n':
      out.append("\\n");
      return;
    case '\r':
      out.append("\\r");
      return;
    case '\t':
      out.append("\\t");
      return;
    case '\b':
      out.append("\\b");
      return;
    case '\f':
      out.append("\\f");
      return;
    default:
      break;
  }
  constexpr std::string_view digits = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  out.append("\\u00");
  out.push_back(digits[byte >> 4U]);
  out.push_back(digits[byte & 0xFU]);
}

/// Names are ours, but for those of free-form maps, which go through append_string.
void begin(std::string& out, bool& first, std::string_view name) {
  if (!first) out.push_back(',');
  first = false;
  append_string(out, name);
  out.push_back(':');
}

}  // namespace

void append_string(std::string& out, std::string_view text) {
  const char* at = text.data();
  const char* const end = at + text.size();
  const char* run = at;  // What is not yet copied; a run ends only where text must change.
  out.push_back('"');
  while (true) {
    at = skip_plain(at, end);
    if (at == end) break;
    const std::size_t length = utf8_length(at, end);
    if (length > 1) {
      at += length;
      continue;
    }
    out.append(run, at);
    if (length == 1) {
      append_escape(out, *at);
    } else {
      out.append(kReplacement);
    }
    run = ++at;
  }
  out.append(run, end);
  out.push_back('"');
}

void append_number(std::string& out, std::int64_t value) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out.append(digits.data(), end);
}

void append_number(std::string& out, double value) {
  if (!std::isfinite(value)) {
    out.append("null");
    return;
  }
  std::array<char, 40> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out.append(digits.data(), end);
}

ObjectWriter& ObjectWriter::key(std::string_view name) {
  begin(out_, first_, name);
  return *this;
}

ObjectWriter& ObjectWriter::string(std::string_view name, std::string_view value) {
  begin(out_, first_, name);
  append_string(out_, value);
  return *this;
}

ObjectWriter& ObjectWriter::number(std::string_view name, std::int64_t value) {
  begin(out_, first_, name);
  append_number(out_, value);
  return *this;
}

ObjectWriter& ObjectWriter::boolean(std::string_view name, bool value) {
  begin(out_, first_, name);
  out_.append(value ? "true" : "false");
  return *this;
}

ObjectWriter& ObjectWriter::null(std::string_view name) {
  begin(out_, first_, name);
  out_.append("null");
  return *this;
}

ObjectWriter& ObjectWriter::raw(std::string_view name, std::string_view json) {
  begin(out_, first_, name);
  out_.append(json);
  return *this;
}

}  // namespace chatkit::json
