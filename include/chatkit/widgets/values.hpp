#pragma once

#include <string>
#include <string_view>

#include "chatkit/widgets/json_object.hpp"
#include "chatkit/widgets/words.hpp"

// Values of properties that are more than a word, a number or a flag.
namespace chatkit::widgets {

/// A length: a number (of spacing units for gaps, of pixels for extents), or a CSS length as text.
class Length {
 public:
  // NOLINTBEGIN(google-explicit-constructor): a conversion is what this class is for.
  Length(int number) : value_(number) {}
  Length(double number) : value_(number) {}
  Length(const char* css) : value_(css) {}
  Length(const std::string& css) : value_(css) {}
  // NOLINTEND(google-explicit-constructor)
  const JsonValue& value() const noexcept { return value_; }

 private:
  JsonValue value_;
};

/// The same where the schema takes whole numbers only.
class WholeLength {
 public:
  // NOLINTBEGIN(google-explicit-constructor): a conversion is what this class is for.
  WholeLength(int number) : value_(number) {}
  WholeLength(double number) = delete;
  WholeLength(const char* css) : value_(css) {}
  WholeLength(const std::string& css) : value_(css) {}
  // NOLINTEND(google-explicit-constructor)
  const JsonValue& value() const noexcept { return value_; }

 private:
  JsonValue value_;
};

/// A colour: a token such as `secondary`, of the palette such as `red-100`, or CSS; one for both
/// themes, or one for each.
class Color {
 public:
  // NOLINTBEGIN(google-explicit-constructor): a conversion is what this class is for.
  Color(const char* color) : value_(color) {}
  Color(const std::string& color) : value_(color) {}
  // NOLINTEND(google-explicit-constructor)
  static Color themed(std::string_view light, std::string_view dark) {
    return Color(JsonObject().set("light", light).set("dark", dark));
  }
  const JsonValue& value() const noexcept { return value_; }

 private:
  explicit Color(const JsonObject& themed) : value_(themed) {}
  JsonValue value_;
};

/// Padding or margin that is not the same on all sides.
class Sides : public JsonObject {
 public:
  Sides& top(const Length& length) { return with("top", length); }
  Sides& right(const Length& length) { return with("right", length); }
  Sides& bottom(const Length& length) { return with("bottom", length); }
  Sides& left(const Length& length) { return with("left", length); }
  /// Left and right.
  Sides& x(const Length& length) { return with("x", length); }
  /// Top and bottom.
  Sides& y(const Length& length) { return with("y", length); }

 private:
  Sides& with(std::string_view side, const Length& length) {
    set(side, length.value());
    return *this;
  }
};

/// The line around a box. `size` is its width in pixels.
class Border : public JsonObject {
 public:
  explicit Border(int size) { set("size", size); }
  Border& color(const Color& color) {
    set("color", color.value());
    return *this;
  }
  Border& style(Word<kBorderStyles> style) {
    set("style", style.text());
    return *this;
  }
};

/// Lines that are not the same on all sides.
class Borders : public JsonObject {
 public:
  Borders& top(const Border& border) { return with("top", border); }
  Borders& right(const Border& border) { return with("right", border); }
  Borders& bottom(const Border& border) { return with("bottom", border); }
  Borders& left(const Border& border) { return with("left", border); }
  /// Left and right.
  Borders& x(const Border& border) { return with("x", border); }
  /// Top and bottom.
  Borders& y(const Border& border) { return with("y", border); }

 private:
  Borders& with(std::string_view side, const Border& border) {
    set(side, border);
    return *this;
  }
};

}  // namespace chatkit::widgets
