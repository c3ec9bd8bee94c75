#pragma once

#include <string_view>

#include "chatkit/widgets/action.hpp"
#include "chatkit/widgets/icon_name.hpp"
#include "chatkit/widgets/node.hpp"
#include "chatkit/widgets/words.hpp"

namespace chatkit::widgets {

class Button : public Typed<Button, Component> {
 public:
  /// With an icon alone.
  Button() : Typed("Button") {}
  explicit Button(std::string_view label) : Button() { with("label", label); }
  Button& on_click(const Action& action) { return with("onClickAction", action); }
  /// Submits the form around it.
  Button& submit(bool on = true) { return with("submit", on); }
  Button& icon_start(IconName icon) { return with("iconStart", icon.text()); }
  Button& icon_end(IconName icon) { return with("iconEnd", icon.text()); }
  Button& icon_size(Word<kButtonIconSizes> size) { return with("iconSize", size.text()); }
  Button& style(Word<kButtonStyles> style) { return with("style", style.text()); }
  Button& color(Word<kButtonColors> color) { return with("color", color.text()); }
  Button& variant(Word<kControlVariants> variant) { return with("variant", variant.text()); }
  Button& size(Word<kControlSizes> size) { return with("size", size.text()); }
  Button& pill(bool on = true) { return with("pill", on); }
  /// As wide as it is high.
  Button& uniform(bool on = true) { return with("uniform", on); }
  /// As wide as its container.
  Button& block(bool on = true) { return with("block", on); }
  Button& disabled(bool on = true) { return with("disabled", on); }
};

}  // namespace chatkit::widgets
