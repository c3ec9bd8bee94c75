#pragma once

#include <algorithm>
#include <iterator>
#include <string_view>

// The words that properties of widgets take. Source: widgets.schema.json; columns of tables from
// the element's types.
namespace chatkit::widgets {

/// One of a list of words. A word that is not in the list does not compile:
///
///   card.size("sm");
///   card.size("small");  // error: call to consteval function … is not a constant expression
///
/// Words that are only known at run time go through a component's `property`.
template <const auto& Words>
class Word {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor): reads as the text that it is.
  consteval Word(const char* text) : text_(text) {
    if (std::find(std::begin(Words), std::end(Words), text_) == std::end(Words)) {
      throw "this property does not take that word";
    }
  }
  std::string_view text() const noexcept { return text_; }

 private:
  std::string_view text_;
};

inline constexpr std::string_view kThemes[] = {"light", "dark"};
inline constexpr std::string_view kDirections[] = {"row", "col"};
inline constexpr std::string_view kAlignments[] = {"start", "center", "end", "baseline", "stretch"};
inline constexpr std::string_view kEdges[] = {"start", "center", "end"};
inline constexpr std::string_view kJustifications[] = {"start",  "center", "end",    "between",
                                                       "around", "evenly", "stretch"};
inline constexpr std::string_view kWraps[] = {"nowrap", "wrap", "wrap-reverse"};
inline constexpr std::string_view kRadii[] = {"2xs", "xs",  "sm",  "md",   "lg",   "xl",
                                              "2xl", "3xl", "4xl", "full", "100%", "none"};
inline constexpr std::string_view kBorderStyles[] = {"solid",  "dashed", "dotted", "double",
                                                     "groove", "ridge",  "inset",  "outset"};
inline constexpr std::string_view kWeights[] = {"normal", "medium", "semibold", "bold"};
inline constexpr std::string_view kTextSizes[] = {"xs", "sm", "md", "lg", "xl"};
inline constexpr std::string_view kTitleSizes[] = {"sm",  "md",  "lg",  "xl",
                                                   "2xl", "3xl", "4xl", "5xl"};
inline constexpr std::string_view kCaptionSizes[] = {"sm", "md", "lg"};
inline constexpr std::string_view kCardSizes[] = {"sm", "md", "lg", "full"};
inline constexpr std::string_view kIconSizes[] = {"xs", "sm", "md", "lg", "xl", "2xl", "3xl"};
inline constexpr std::string_view kBadgeSizes[] = {"sm", "md", "lg"};
inline constexpr std::string_view kBadgeColors[] = {"secondary", "success", "danger",
                                                    "warning",   "info",    "discovery"};
inline constexpr std::string_view kBadgeVariants[] = {"solid", "soft", "outline"};
inline constexpr std::string_view kFits[] = {"cover", "contain", "fill", "scale-down", "none"};
inline constexpr std::string_view kPositions[] = {"top left",    "top",    "top right",
                                                  "left",        "center", "right",
                                                  "bottom left", "bottom", "bottom right"};
inline constexpr std::string_view kControlSizes[] = {"3xs", "2xs", "xs",  "sm", "md",
                                                     "lg",  "xl",  "2xl", "3xl"};
inline constexpr std::string_view kControlVariants[] = {"solid", "soft", "outline", "ghost"};
inline constexpr std::string_view kButtonColors[] = {"primary", "secondary", "info",    "discovery",
                                                     "success", "caution",   "warning", "danger"};
inline constexpr std::string_view kButtonStyles[] = {"primary", "secondary"};
inline constexpr std::string_view kButtonIconSizes[] = {"sm", "md", "lg", "xl", "2xl"};
inline constexpr std::string_view kInputTypes[] = {"number",   "email", "text",
                                                   "password", "tel",   "url"};
inline constexpr std::string_view kFieldVariants[] = {"soft", "outline"};
inline constexpr std::string_view kGutterSizes[] = {"2xs", "xs", "sm", "md", "lg", "xl"};
inline constexpr std::string_view kSides[] = {"top", "bottom", "left", "right"};
inline constexpr std::string_view kCurves[] = {
    "basis",     "basisClosed", "basisOpen",    "bumpX",      "bumpY",
    "bump",      "linear",      "linearClosed", "natural",    "monotoneX",
    "monotoneY", "monotone",    "step",         "stepBefore", "stepAfter"};
inline constexpr std::string_view kColumnSizes[] = {"xs", "sm", "md", "lg", "xl"};
inline constexpr std::string_view kHandlers[] = {"client", "server"};
inline constexpr std::string_view kLoadingBehaviors[] = {"auto", "none", "self", "container"};

}  // namespace chatkit::widgets
