#include "json/minify.hpp"

#include "json/minify_pass.hpp"
#include "json/utf8.hpp"

namespace chatkit::json {
namespace {

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// One pass over one text. Nothing inside a token ever changes, so that text is copied in runs
/// which end only where white space is dropped: minified input is one run.
class Pass {
 public:
  Pass(std::string_view text, std::string& out)
      : begin_(text.data()), at_(begin_), end_(begin_ + text.size()), run_(begin_), out_(out) {}

  std::optional<JsonFault> run() {
    skip_space();
    if (!value(0)) return fault_;
    skip_space();
    if (at_ != end_) {
      fail("nothing may follow the value");
      return fault_;
    }
    out_.append(run_, at_);
    return std::nullopt;
  }

 private:
  bool fail(std::string_view reason) {
    fault_ = JsonFault{.offset = static_cast<std::size_t>(at_ - begin_), .reason = reason};
    return false;
  }

  bool take(char expected) {
    if (at_ == end_ || *at_ != expected) return false;
    ++at_;
    return true;
  }

  void skip_space() {
    if (at_ == end_ || !is_space(*at_)) return;
    out_.append(run_, at_);
    while (at_ != end_ && is_space(*at_)) ++at_;
    run_ = at_;
  }

  bool value(int depth) {
    if (at_ == end_) return fail("a value is missing");
    switch (*at_) {
      case '{':
        return depth < kDepthMax ? object(depth + 1) : fail("it is nested too deeply");
      case '[':
        return depth < kDepthMax ? array(depth + 1) : fail("it is nested too deeply");
      case '"':
        return string();
      case 't':
        return word("true");
      case 'f':
        return word("false");
      case 'n':
        return word("null");
      default:
        return number();
    }
  }

  bool object(int depth) {
    ++at_;
    skip_space();
    if (take('}')) return true;
    while (true) {
      if (at_ == end_ || *at_ != '"') return fail("a name is missing");
      if (!string()) return false;
      skip_space();
      if (!take(':')) return fail("a colon is missing");
      skip_space();
      if (!value(depth)) return false;
      skip_space();
      if (take('}')) return true;
      if (!take(',')) return fail("a comma or a closing brace is missing");
      skip_space();
    }
  }

  bool array(int depth) {
    ++at_;
    skip_space();
    if (take(']')) return true;
    while (true) {
      if (!value(depth)) return false;
      skip_space();
      if (take(']')) return true;
      if (!take(',')) return fail("a comma or a closing bracket is missing");
      skip_space();
    }
  }

  bool string() {
    ++at_;
    while (true) {
      at_ = skip_plain(at_, end_);
      if (at_ == end_) return fail("a string does not end");
      if (*at_ == '"') {
        ++at_;
        return true;
      }
      if (*at_ == '\\') {
        if (!escape()) return false;
        continue;
      }
      if (static_cast<unsigned char>(*at_) < 0x20U) return fail("a control character is bare");
      const std::size_t length = utf8_length(at_, end_);
      if (length == 0) return fail("the text is not UTF-8");
      at_ += length;
    }
  }

  bool escape() {
    ++at_;
    if (at_ == end_) return fail("a string does not end");
    switch (*at_) {
      case '"':
      case '\\':
      case '/':
      case 'b':
      case 'f':
      case 'n':
      case 'r':
      case 't':
        ++at_;
        return true;
      case 'u':
        ++at_;
        return unicode_escape();
      default:
        return fail("an escape is not known");
    }
  }

  /// Half a surrogate pair is refused: it has no UTF-8 form.
  bool unicode_escape() {
    const int first = four_digits();
    if (first < 0) return fail("an escape needs four hexadecimal digits");
    if (first < 0xD800 || first > 0xDFFF) return true;
    if (first > 0xDBFF || !take('\\') || !take('u')) return fail("a surrogate has no partner");
    const int second = four_digits();
    if (second < 0xDC00 || second > 0xDFFF) return fail("a surrogate has no partner");
    return true;
  }

  int four_digits() {
    int result = 0;
    for (int i = 0; i < 4; ++i) {
      const int digit = at_ == end_ ? -1 : hex_value(*at_);
      if (digit < 0) return -1;
      result = result * 16 + digit;
      ++at_;
    }
    return result;
  }

  bool word(std::string_view expected) {
    if (!std::string_view(at_, end_).starts_with(expected)) return fail("a value is not known");
    at_ += expected.size();
    return true;
  }

  bool digits() {
    if (at_ == end_ || !is_digit(*at_)) return false;
    while (at_ != end_ && is_digit(*at_)) ++at_;
    return true;
  }

  bool number() {
    const bool negative = take('-');
    if (at_ == end_ || !is_digit(*at_)) {
      return fail(negative ? "a number has no digits" : "a value is not known");
    }
    if (!take('0')) digits();
    if (take('.') && !digits()) return fail("a number has no digits");
    if (at_ != end_ && (*at_ == 'e' || *at_ == 'E')) {
      ++at_;
      if (!take('+')) take('-');
      if (!digits()) return fail("a number has no digits");
    }
    return true;
  }

  const char* begin_;
  const char* at_;
  const char* end_;
  const char* run_;
  std::string& out_;
  JsonFault fault_;
};

}  // namespace

std::optional<JsonFault> minify_to(std::string_view text, std::string& out) {
  out.clear();
  Pass pass(text, out);
  return pass.run();
}

Error to_error(const JsonFault& fault) {
  return invalid_request("invalid_json", "",
                         "The text is not valid JSON: " + std::string(fault.reason) +
                             " (byte offset " + std::to_string(fault.offset) + ").");
}

Result<RawJson> minify(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  if (const auto fault = minify_to(text, out)) return to_error(*fault);
  return RawJson(RawJson::Validated(std::move(out)));
}

}  // namespace chatkit::json
