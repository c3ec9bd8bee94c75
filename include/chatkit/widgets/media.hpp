#pragma once

#include <string_view>

#include "chatkit/widgets/icon_name.hpp"
#include "chatkit/widgets/layout.hpp"
#include "chatkit/widgets/node.hpp"
#include "chatkit/widgets/values.hpp"
#include "chatkit/widgets/words.hpp"

// Badges, icons and pictures.
namespace chatkit::widgets {

class Badge : public Typed<Badge, Component> {
 public:
  explicit Badge(std::string_view label) : Typed("Badge") { with("label", label); }
  Badge& color(Word<kBadgeColors> color) { return with("color", color.text()); }
  Badge& variant(Word<kBadgeVariants> variant) { return with("variant", variant.text()); }
  Badge& size(Word<kBadgeSizes> size) { return with("size", size.text()); }
  Badge& pill(bool on = true) { return with("pill", on); }
};
class Icon : public Typed<Icon, Component> {
 public:
  explicit Icon(IconName name) : Typed("Icon") { with("name", name.text()); }
  Icon& color(const Color& color) { return with("color", color.value()); }
  Icon& size(Word<kIconSizes> size) { return with("size", size.text()); }
};
/// A picture; `src` is its address.
class Image : public Framed<Image, Typed<Image, Component>, WholeLength> {
 public:
  explicit Image(std::string_view src) : Framed("Image") { with("src", src); }
  /// What it shows, for people who do not see it.
  Image& alt(std::string_view text) { return with("alt", text); }
  Image& fit(Word<kFits> fit) { return with("fit", fit.text()); }
  Image& position(Word<kPositions> position) { return with("position", position.text()); }
  Image& frame(bool on = true) { return with("frame", on); }
  /// Up to the edges of its container.
  Image& flush(bool on = true) { return with("flush", on); }
};

}  // namespace chatkit::widgets
