#pragma once

#include <string>
#include <utility>

namespace chatkit {

/// A credential in memory. It has no stream operator and no formatter: it cannot be printed by
/// accident. `expose()` marks each place that needs the text.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text) : text_(std::move(text)) {}
  const std::string& expose() const noexcept { return text_; }
  bool empty() const noexcept { return text_.empty(); }

 private:
  std::string text_;
};

}  // namespace chatkit
