#pragma once

#include <simdjson.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "chatkit/extra_fields.hpp"
#include "chatkit/open_enum.hpp"
#include "chatkit/raw_json.hpp"

// The one layer over simdjson's On-Demand that all readers share.
//
// A body is minified and validated first, and only the minified text is read. So On-Demand's
// leniency towards what it skips does no harm, and a slice of the text is RawJson as it stands.
// What our own store keeps went through that on its way in, and is read without.
// Of duplicate names the last one counts. The first thing that is wrong is the error reported.
namespace chatkit::json {

/// Where a value stands. Made into a `param` such as `params.input.content[0]` only for an error.
struct Place {
  const Place* parent = nullptr;
  std::string_view name;
  std::optional<std::size_t> index;

  std::string param() const;
};

/// One body being read: its text and what was found wrong with it.
class Reading {
 public:
  /// Readers of what may come to the store refuse U+0000 in strings; readers of answers do not.
  enum class Nul { refuse, accept };
  explicit Reading(Nul nul) : nul_(nul) {}

  /// Only the first failure is kept: what follows from it is not worth telling.
  void fail(Error error) {
    if (!error_) error_ = std::move(error);
  }
  bool failed() const noexcept { return error_.has_value(); }
  Error take_error() { return *std::move(error_); }
  bool refuses_nul() const noexcept { return nul_ == Nul::refuse; }

 private:
  Nul nul_;
  std::optional<Error> error_;
};

/// A value and its place. Lives on the stack of the reader that visits it.
struct Value {
  Value(simdjson::ondemand::value element, Reading& whole, Place where)
      : json(element), reading(whole), place(where), token_(json.raw_json_token()) {}

  simdjson::ondemand::value json;
  Reading& reading;
  Place place;

  /// The token at which the value starts: whole for scalars, the bracket for the others.
  std::string_view token() const { return token_; }
  char kind() const { return token_.front(); }
  bool is_null() const { return kind() == 'n'; }
  bool is_string() const { return kind() == '"'; }
  bool is_object() const { return kind() == '{'; }
  bool is_array() const { return kind() == '['; }
  bool is_bool() const { return kind() == 't' || kind() == 'f'; }
  bool is_number() const { return kind() == '-' || (kind() >= '0' && kind() <= '9'); }

  std::string param() const { return place.param(); }
  void fail(Error error) { reading.fail(std::move(error)); }
  /// Says that `expected`, such as "a string", should have been here.
  void fail_type(std::string_view expected);
  void fail_value(std::string_view why);

 private:
  std::string_view token_;
};

/// What kind of value this is, for a person: "a string", "null", ….
std::string_view name_of_kind(char kind);

/// Fails as missing if a member that must be there was not.
void require(Value& object, std::string_view name, bool present);

// Readers of one value. null leaves the target as it is, or unset where it is optional: the
// service's own answers carry null for what is not there.
void read(Value& value, std::string& out);
void read(Value& value, bool& out);
void read(Value& value, std::int64_t& out);
void read(Value& value, RawJson& out);
void read(Value& value, Metadata& out);

template <class T>
void read(Value& value, std::optional<T>& out) {
  out.reset();
  if (value.is_null()) return;
  read(value, out.emplace());
}

template <class Names>
void read(Value& value, OpenEnum<Names>& out) {
  std::string text;
  read(value, text);
  if (!value.is_null()) out = OpenEnum<Names>::from_text(text);
}

/// The value's text, already valid and minified. Consumes the value.
std::string_view raw_text(Value& value);
/// Keeps a field that this version does not know.
void keep(Value& field, ExtraFields& extra);
/// The string that a JSON string token, quotes included, stands for.
std::string unescape(std::string_view token);
void unescape_to(std::string& out, std::string_view token);
/// A number token without fraction or exponent; out-of-range ones saturate, others are nothing.
std::optional<std::int64_t> to_integer(std::string_view token);

/// The name at `key`: a view of the text where nothing is escaped, else of `scratch`.
std::string_view name_of(simdjson::ondemand::raw_json_string key, std::string& scratch);
/// Says that the text could not be walked; it was validated before, so this is our mistake.
void fail_walk(Reading& reading);

/// Calls `visit(name, field)` for each field; fails with invalid_type if `value` is no object.
template <class Visit>
void each_field(Value& value, Visit visit) {
  simdjson::ondemand::object object;
  if (!value.is_object()) return value.fail_type("an object");
  if (value.json.get_object().get(object) != simdjson::SUCCESS) return fail_walk(value.reading);
  std::string scratch;
  for (auto entry : object) {
    simdjson::ondemand::field field;
    if (std::move(entry).get(field) != simdjson::SUCCESS) return fail_walk(value.reading);
    const std::string_view name = name_of(field.key(), scratch);
    Value child(field.value(), value.reading, {&value.place, name, std::nullopt});
    visit(name, child);
  }
}

/// Calls `visit(element)` for each element; fails with invalid_type if `value` is no array.
template <class Visit>
void each_element(Value& value, Visit visit) {
  simdjson::ondemand::array array;
  if (!value.is_array()) return value.fail_type("an array");
  if (value.json.get_array().get(array) != simdjson::SUCCESS) return fail_walk(value.reading);
  std::size_t index = 0;
  for (auto entry : array) {
    simdjson::ondemand::value element;
    if (std::move(entry).get(element) != simdjson::SUCCESS) return fail_walk(value.reading);
    Value child(element, value.reading, {&value.place, {}, index});
    visit(child);
    ++index;
  }
}

template <class T>
void read(Value& value, std::vector<T>& out) {
  out.clear();
  if (value.is_null()) return;
  each_element(value, [&](Value& element) {
    if (element.is_null()) return element.fail_type("a value");
    read(element, out.emplace_back());
  });
}

/// The text of an object's field `type` without reading the object: it can be walked afterwards.
/// Nothing where there is none; fails where it is no string; then the object must not be walked.
/// The first one of several counts here, and `same_type` refuses another that differs.
std::optional<std::string> peek_type(Value& value);
void same_type(Value& field, std::string_view type);
/// The text of an object, which can be walked afterwards if it is not empty.
std::string_view peek_raw(Value& value);

/// A parser with a minified text: the whole of one reading.
class Document {
 public:
  Document();
  ~Document();
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;

  /// Errors: invalid_json; invalid_type where the body is no object.
  Result<simdjson::ondemand::value> open(std::string_view json);
  /// Opens a value that went through the minifier, or was written by this room, before it was
  /// stored: it is not validated again, and must not come from anywhere else. Errors: internal, for
  /// a text that cannot be opened.
  Result<simdjson::ondemand::value> open_stored(std::string_view json);
  /// The minified body.
  std::string_view text() const noexcept { return text_; }

 private:
  Result<simdjson::ondemand::value> walk();

  std::unique_ptr<simdjson::ondemand::parser> parser_;
  simdjson::ondemand::document document_;
  std::string text_;
};

/// Kept out of line: g++ 12 at -O2 takes members behind many inlined readers for uninitialised.
template <class T, class ReadObject>
[[gnu::noinline]] void read_root(Value& value, T& out, ReadObject read_object) {
  read_object(value, out);
}

template <class T, class ReadValue>
Result<T> read_opened(const Result<simdjson::ondemand::value>& root, Reading::Nul nul,
                      ReadValue read_value) {
  if (!root) return root.error();
  Reading reading(nul);
  Value value(*root, reading, {});
  T out;  // Every member has an initialiser of its own.
  read_root(value, out, read_value);
  if (reading.failed()) return reading.take_error();
  return out;
}

/// Reads a body that is one object with `read_object(Value&, T&)`.
template <class T, class ReadObject>
Result<T> read_body(std::string_view json, Reading::Nul nul, ReadObject read_object) {
  Document document;
  return read_opened<T>(document.open(json), nul, read_object);
}

/// Reads a value of our own store, of any kind, with `read_value(Value&, T&)`; see `open_stored`.
template <class T, class ReadValue>
Result<T> read_stored(std::string_view json, ReadValue read_value) {
  Document document;
  return read_opened<T>(document.open_stored(json), Reading::Nul::accept, read_value);
}

}  // namespace chatkit::json
