#pragma once

#include <algorithm>
#include <iterator>
#include <string_view>

namespace chatkit::widgets {

inline constexpr std::string_view kIconNames[] = {"agent",
                                                  "analytics",
                                                  "atom",
                                                  "batch",
                                                  "bolt",
                                                  "book-open",
                                                  "book-closed",
                                                  "book-clock",
                                                  "bug",
                                                  "calendar",
                                                  "chart",
                                                  "check",
                                                  "check-circle",
                                                  "check-circle-filled",
                                                  "chevron-left",
                                                  "chevron-right",
                                                  "circle-question",
                                                  "clock",
                                                  "compass",
                                                  "confetti",
                                                  "cube",
                                                  "desktop",
                                                  "document",
                                                  "dot",
                                                  "dots-horizontal",
                                                  "dots-vertical",
                                                  "empty-circle",
                                                  "external-link",
                                                  "globe",
                                                  "keys",
                                                  "lab",
                                                  "images",
                                                  "info",
                                                  "lifesaver",
                                                  "lightbulb",
                                                  "mail",
                                                  "map-pin",
                                                  "maps",
                                                  "mobile",
                                                  "name",
                                                  "notebook",
                                                  "notebook-pencil",
                                                  "page-blank",
                                                  "phone",
                                                  "play",
                                                  "plus",
                                                  "profile",
                                                  "profile-card",
                                                  "reload",
                                                  "star",
                                                  "star-filled",
                                                  "search",
                                                  "sparkle",
                                                  "sparkle-double",
                                                  "square-code",
                                                  "square-image",
                                                  "square-text",
                                                  "suitcase",
                                                  "settings-slider",
                                                  "user",
                                                  "wreath",
                                                  "write",
                                                  "write-alt",
                                                  "write-alt2"};

/// An icon: one of the names above, or `vendor:…` or `lucide:…`. Another one does not compile.
class IconName {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor): reads as the text that it is.
  consteval IconName(const char* text) : text_(text) {
    if (!text_.starts_with("vendor:") && !text_.starts_with("lucide:") &&
        std::find(std::begin(kIconNames), std::end(kIconNames), text_) == std::end(kIconNames)) {
      throw "there is no icon of that name";
    }
  }
  std::string_view text() const noexcept { return text_; }

 private:
  std::string_view text_;
};

}  // namespace chatkit::widgets
