#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <utility>

namespace chatkit {

/// One JSON value, kept as minified text whose shape is not ours to know.
///
/// A value type. It is made only by the validating minifier (`json::minify`), so its text is always
/// one valid JSON value without raw newlines. Default constructed, it is `null`.
class RawJson {
 public:
  RawJson() : text_("null") {}

  const std::string& text() const noexcept { return text_; }
  std::string_view view() const noexcept { return text_; }
  bool is_null() const noexcept { return text_ == "null"; }

  friend bool operator==(const RawJson&, const RawJson&) = default;
  friend auto operator<=>(const RawJson&, const RawJson&) = default;

  /// The proof that text went through the minifier or one of the typed writers.
  class Validated {
   public:
    explicit Validated(std::string text) : text_(std::move(text)) {}

   private:
    friend class RawJson;
    std::string text_;
  };
  explicit RawJson(Validated proof) : text_(std::move(proof.text_)) {}

 private:
  std::string text_;
};

}  // namespace chatkit
