#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace chatkit::json {

/// Appends `text` to `out` as a JSON string with quotes. Invalid UTF-8 becomes U+FFFD.
void append_string(std::string& out, std::string_view text);
void append_number(std::string& out, std::int64_t value);
/// The shortest text that reads back as `value`; a number that JSON cannot carry becomes null.
void append_number(std::string& out, double value);

/// Writes an object or array by hand, commas in the right places.
///
///   ObjectWriter object(out);
///   object.string("id", id).number("n", 3).raw("data", json);
///   object.close();
class ObjectWriter {
 public:
  explicit ObjectWriter(std::string& out) : out_(out) { out_.push_back('{'); }

  /// Writes `"name":`; the value is appended to the same string by the caller.
  ObjectWriter& key(std::string_view name);
  ObjectWriter& string(std::string_view name, std::string_view value);
  ObjectWriter& number(std::string_view name, std::int64_t value);
  ObjectWriter& boolean(std::string_view name, bool value);
  ObjectWriter& null(std::string_view name);
  /// `json` is a valid JSON value already.
  ObjectWriter& raw(std::string_view name, std::string_view json);
  void close() { out_.push_back('}'); }

 private:
  std::string& out_;
  bool first_ = true;
};

class ArrayWriter {
 public:
  explicit ArrayWriter(std::string& out) : out_(out) { out_.push_back('['); }
  /// Writes the comma, if one is due; the element is appended by the caller.
  void next() {
    if (!first_) out_.push_back(',');
    first_ = false;
  }
  void close() { out_.push_back(']'); }

 private:
  std::string& out_;
  bool first_ = true;
};

}  // namespace chatkit::json
