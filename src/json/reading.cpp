#include "json/reading.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include "json/minify_pass.hpp"

namespace chatkit::json {
namespace {

/// A parser's buffers are worth keeping between bodies, but not those of the rare huge body.
constexpr std::size_t kKeptParserBytesMax = 1U << 20U;
thread_local std::unique_ptr<simdjson::ondemand::parser> kept_parser;

unsigned hex_value(char c) {
  if (c <= '9') return static_cast<unsigned>(c - '0');
  return static_cast<unsigned>((c | 0x20) - 'a' + 10);
}

unsigned four_digits(std::string_view text) {
  return hex_value(text[0]) << 12U | hex_value(text[1]) << 8U | hex_value(text[2]) << 4U |
         hex_value(text[3]);
}

void append_utf8(std::string& out, unsigned code) {
  const auto push = [&out](unsigned byte) { out.push_back(static_cast<char>(byte)); };
  if (code < 0x80U) return push(code);
  if (code < 0x800U) {
    push(0xC0U | code >> 6U);
  } else if (code < 0x10000U) {
    push(0xE0U | code >> 12U);
    push(0x80U | (code >> 6U & 0x3FU));
  } else {
    push(0xF0U | code >> 18U);
    push(0x80U | (code >> 12U & 0x3FU));
    push(0x80U | (code >> 6U & 0x3FU));
  }
  push(0x80U | (code & 0x3FU));
}

/// Appends what the escape at the front of `rest` (behind its backslash) stands for; returns how
/// much of `rest` it took. The text was validated, so escapes are whole and surrogates paired.
std::size_t append_escaped(std::string& out, std::string_view rest) {
  switch (rest.front()) {
    case 'b':
      out.push_back('\b');
      return 1;
    case 'f':
      out.push_back('\f');
      return 1;
    case 'n':
      out.push_back('\n');
      return 1;
    case 'r':
      out.push_back('\r');
      return 1;
    case 't':
      out.push_back('\t');
      return 1;
    case 'u':
      break;
    default:
      out.push_back(rest.front());
      return 1;
  }
  const unsigned first = four_digits(rest.substr(1));
  if (first < 0xD800U || first > 0xDFFFU) {
    append_utf8(out, first);
    return 5;
  }
  const unsigned second = four_digits(rest.substr(7));
  append_utf8(out, 0x10000U + ((first - 0xD800U) << 10U) + (second - 0xDC00U));
  return 11;
}

}  // namespace

std::string Place::param() const {
  std::string path = parent == nullptr ? std::string() : parent->param();
  if (index) return path + "[" + std::to_string(*index) + "]";
  if (!path.empty() && !name.empty()) path.push_back('.');
  return path.append(name);
}

std::string_view name_of_kind(char kind) {
  switch (kind) {
    case '{':
      return "an object";
    case '[':
      return "an array";
    case '"':
      return "a string";
    case 't':
    case 'f':
      return "a boolean";
    case 'n':
      return "null";
    default:
      return "a number";
  }
}

void Value::fail_type(std::string_view expected) {
  fail(invalid_type(param(), expected, name_of_kind(kind())));
}

void Value::fail_value(std::string_view why) {
  const std::string path = param();
  fail(invalid_value(path, "Invalid value for '" + path + "': " + std::string(why) + "."));
}

void require(Value& object, std::string_view name, bool present) {
  if (present) return;
  const Place place{&object.place, name, std::nullopt};
  object.fail(missing_parameter(place.param()));
}

std::string unescape(std::string_view token) {
  std::string out;
  unescape_to(out, token);
  return out;
}

void unescape_to(std::string& out, std::string_view token) {
  std::string_view rest = token.substr(1, token.size() - 2);
  std::size_t slash = rest.find('\\');
  if (slash == std::string_view::npos) {
    out.assign(rest);
    return;
  }
  out.clear();
  out.reserve(rest.size());
  while (slash != std::string_view::npos) {
    out.append(rest.substr(0, slash));
    rest.remove_prefix(slash + 1);
    rest.remove_prefix(append_escaped(out, rest));
    slash = rest.find('\\');
  }
  out.append(rest);
}

void read(Value& value, std::string& out) {
  if (value.is_null()) return;
  if (!value.is_string()) return value.fail_type("a string");
  unescape_to(out, value.token());
  if (value.reading.refuses_nul() && out.find('\0') != std::string::npos) {
    value.fail_value("U+0000 is not allowed");
  }
}

void read(Value& value, bool& out) {
  if (value.is_null()) return;
  if (!value.is_bool()) return value.fail_type("a boolean");
  out = value.kind() == 't';
}

std::optional<std::int64_t> to_integer(std::string_view token) {
  std::int64_t result = 0;
  const auto [end, fault] = std::from_chars(token.data(), token.data() + token.size(), result);
  if (end != token.data() + token.size()) return std::nullopt;
  if (fault == std::errc::result_out_of_range) {
    using Limits = std::numeric_limits<std::int64_t>;
    return token.front() == '-' ? Limits::min() : Limits::max();
  }
  return result;
}

void read(Value& value, std::int64_t& out) {
  if (value.is_null()) return;
  if (!value.is_number()) return value.fail_type("an integer");
  const auto number = to_integer(value.token());
  if (!number) return value.fail_type("an integer");
  out = *number;
}

std::string_view raw_text(Value& value) {
  std::string_view text;
  simdjson::error_code fault = simdjson::SUCCESS;
  if (value.is_object()) {
    simdjson::ondemand::object object;
    fault = value.json.get_object().get(object);
    if (fault == simdjson::SUCCESS) fault = object.raw_json().get(text);
  } else if (value.is_array()) {
    simdjson::ondemand::array array;
    fault = value.json.get_array().get(array);
    if (fault == simdjson::SUCCESS) fault = array.raw_json().get(text);
  } else {
    text = value.token();
  }
  if (fault != simdjson::SUCCESS) fail_walk(value.reading);
  return text;
}

void read(Value& value, RawJson& out) {
  const std::string_view text = raw_text(value);
  if (!value.reading.failed()) out = RawJson(RawJson::Validated(std::string(text)));
}

void keep(Value& field, ExtraFields& extra) { read(field, extra[std::string(field.place.name)]); }

void read(Value& value, Metadata& out) {
  out.clear();
  if (value.is_null()) return;
  each_field(value, [&](std::string_view name, Value& field) {
    std::string& text = out[std::string(name)];
    if (field.is_string()) return read(field, text);
    text = raw_text(field);
  });
}

std::string_view name_of(simdjson::ondemand::raw_json_string key, std::string& scratch) {
  const char* const begin = key.raw();
  const char* at = begin;
  bool escaped = false;
  for (; *at != '"'; ++at) {
    if (*at != '\\') continue;
    escaped = true;
    ++at;
  }
  if (!escaped) return {begin, at};
  scratch = unescape({begin - 1, at + 1});
  return scratch;
}

void fail_walk(Reading& reading) {
  reading.fail(internal_error("a validated JSON text could not be walked"));
}

std::optional<std::string> peek_type(Value& value) {
  if (!value.is_object()) {
    value.fail_type("an object");
    return std::nullopt;
  }
  simdjson::ondemand::object object;
  simdjson::ondemand::value found;
  if (value.json.get_object().get(object) != simdjson::SUCCESS) {
    fail_walk(value.reading);
    return std::nullopt;
  }
  std::optional<std::string> type;
  const auto fault = object.find_field_unordered("type").get(found);
  if (fault == simdjson::SUCCESS) {
    Value field(found, value.reading, {&value.place, "type", std::nullopt});
    if (!field.is_string()) field.fail_type("a string");
    if (field.is_string()) type = unescape(field.token());
  } else if (fault != simdjson::NO_SUCH_FIELD) {
    // There is nothing to go back to in a text that broke off.
    fail_walk(value.reading);
    return std::nullopt;
  }
  if (object.reset().error() != simdjson::SUCCESS) fail_walk(value.reading);
  return type;
}

std::string_view peek_raw(Value& value) {
  simdjson::ondemand::object object;
  std::string_view text;
  if (value.json.get_object().get(object) != simdjson::SUCCESS ||
      object.raw_json().get(text) != simdjson::SUCCESS ||
      object.reset().error() != simdjson::SUCCESS) {
    fail_walk(value.reading);
  }
  return text;
}

void same_type(Value& field, std::string_view type) {
  const std::string_view token = field.token();
  if (field.is_string() && token.substr(1, token.size() - 2) == type) return;
  if (field.is_string() && unescape(token) == type) return;
  field.fail_value("it is given twice");
}

Document::Document() : parser_(std::move(kept_parser)) {
  if (!parser_) parser_ = std::make_unique<simdjson::ondemand::parser>();
}

Document::~Document() {
  if (parser_ && parser_->capacity() <= kKeptParserBytesMax) kept_parser = std::move(parser_);
}

Result<simdjson::ondemand::value> Document::open(std::string_view json) {
  text_.reserve(json.size() + simdjson::SIMDJSON_PADDING);
  if (const auto fault = minify_to(json, text_)) return to_error(*fault);
  if (text_.front() != '{') {
    return invalid_request(
        "invalid_type", "",
        "The body must be a JSON object, but is " + std::string(name_of_kind(text_.front())) + ".");
  }
  return walk();
}

Result<simdjson::ondemand::value> Document::open_stored(std::string_view json) {
  text_.reserve(json.size() + simdjson::SIMDJSON_PADDING);
  text_.assign(json);
  return walk();
}

Result<simdjson::ondemand::value> Document::walk() {
  text_.reserve(text_.size() + simdjson::SIMDJSON_PADDING);
  simdjson::ondemand::value root;
  if (parser_->iterate(text_.data(), text_.size(), text_.capacity()).get(document_) !=
          simdjson::SUCCESS ||
      document_.get_value().get(root) != simdjson::SUCCESS) {
    return internal_error("a validated JSON text could not be opened");
  }
  return root;
}

}  // namespace chatkit::json
