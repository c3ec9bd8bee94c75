#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <utility>

namespace chatkit {

/// A value of a set that the service may extend: its known values by name, any other by its text.
///
/// `Names` gives `static constexpr std::pair<Known, std::string_view> values[]`, and `Known` has an
/// enumerator `unknown`. A value read from the wire keeps its text even where it is not known here.
template <class Names>
class OpenEnum {
 public:
  using Known = typename Names::Known;

  OpenEnum() : OpenEnum(Names::values[0].first) {}
  OpenEnum(Known known) : known_(known) {  // NOLINT(google-explicit-constructor): reads as the enum
    for (const auto& [value, name] : Names::values) {
      if (value == known) text_ = name;
    }
  }

  /// Takes the wire's text, known or not.
  static OpenEnum from_text(std::string_view text) {
    OpenEnum result;
    result.known_ = Known::unknown;
    result.text_ = text;
    for (const auto& [value, name] : Names::values) {
      if (name == text) result.known_ = value;
    }
    return result;
  }

  /// The known value, or `unknown`.
  Known known() const noexcept { return known_; }
  /// The wire's own text.
  const std::string& text() const noexcept { return text_; }

  friend bool operator==(const OpenEnum& left, const OpenEnum& right) {
    return left.text_ == right.text_;
  }
  friend bool operator==(const OpenEnum& left, Known right) { return left.known_ == right; }
  friend std::ostream& operator<<(std::ostream& out, const OpenEnum& value) {
    return out << value.text_;
  }

 private:
  Known known_ = Known::unknown;
  std::string text_;
};

}  // namespace chatkit
