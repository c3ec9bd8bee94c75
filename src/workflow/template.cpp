#include "workflow/template.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <type_traits>
#include <variant>

namespace chatkit::workflow {
namespace {

constexpr std::string_view kSpaces = " \t\r\n";

/// The name between two pairs of braces; empty if there is none.
std::string_view name_in(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kSpaces);
  if (first == std::string_view::npos) return {};
  text = text.substr(first, text.find_last_not_of(kSpaces) - first + 1);
  return text.find_first_of(" \t\r\n{}") == std::string_view::npos ? text : std::string_view();
}

}  // namespace

std::string value_text(const StateValue& value) {
  return std::visit(
      [](const auto& held) -> std::string {
        using Held = std::decay_t<decltype(held)>;
        if constexpr (std::is_same_v<Held, std::string>) {
          return held;
        } else if constexpr (std::is_same_v<Held, bool>) {
          return held ? "true" : "false";
        } else {
          std::array<char, 32> digits{};
          const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), held);
          return std::string(digits.data(), end.ptr);
        }
      },
      value);
}

std::string fill_template(std::string_view text, const StateVariables& variables) {
  std::string out;
  while (true) {
    const std::size_t close = text.find("}}");
    if (close == std::string_view::npos) return out.append(text);
    const std::size_t open = text.rfind("{{", close);
    std::string_view name;
    if (open != std::string_view::npos) name = name_in(text.substr(open + 2, close - open - 2));
    out.append(text.substr(0, name.empty() ? close + 2 : open));
    const auto found = variables.find(std::string(name));
    if (!name.empty() && found != variables.end()) out += value_text(found->second);
    text.remove_prefix(close + 2);
  }
}

}  // namespace chatkit::workflow
