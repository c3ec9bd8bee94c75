#pragma once

#include <string_view>

#include "chatkit/widgets/action.hpp"
#include "chatkit/widgets/node.hpp"
#include "chatkit/widgets/values.hpp"
#include "chatkit/widgets/words.hpp"

// Boxes, and what stands between things.
namespace chatkit::widgets {

/// The extents of a component. `Extent` is Length, or WholeLength where fractions are not taken.
template <class Self, class Parent, class Extent>
class Sized : public Parent {
 public:
  Self& width(const Extent& extent) { return this->with("width", extent.value()); }
  Self& height(const Extent& extent) { return this->with("height", extent.value()); }
  /// Width and height.
  Self& size(const Extent& extent) { return this->with("size", extent.value()); }
  Self& min_width(const WholeLength& extent) { return this->with("minWidth", extent.value()); }
  Self& max_width(const WholeLength& extent) { return this->with("maxWidth", extent.value()); }
  Self& min_height(const WholeLength& extent) { return this->with("minHeight", extent.value()); }
  Self& max_height(const WholeLength& extent) { return this->with("maxHeight", extent.value()); }
  Self& min_size(const WholeLength& extent) { return this->with("minSize", extent.value()); }
  Self& max_size(const WholeLength& extent) { return this->with("maxSize", extent.value()); }
  /// Width over height, or CSS such as `16 / 9`.
  Self& aspect_ratio(const Length& ratio) { return this->with("aspectRatio", ratio.value()); }
  Self& flex(const WholeLength& flex) { return this->with("flex", flex.value()); }

 protected:
  using Parent::Parent;
};

/// The area of a component and what is around it.
template <class Self, class Parent, class Extent>
class Framed : public Sized<Self, Parent, Extent> {
 public:
  Self& radius(Word<kRadii> radius) { return this->with("radius", radius.text()); }
  Self& margin(const Extent& margin) { return this->with("margin", margin.value()); }
  Self& margin(const Sides& margin) { return this->with("margin", margin); }
  Self& background(const Color& color) { return this->with("background", color.value()); }

 protected:
  using Sized<Self, Parent, Extent>::Sized;
};

template <class Self>
class AnyBox : public Framed<Self, Container<Self, Component>, Length> {
 public:
  Self& align(Word<kAlignments> align) { return this->with("align", align.text()); }
  Self& justify(Word<kJustifications> justify) { return this->with("justify", justify.text()); }
  Self& wrap(Word<kWraps> wrap) { return this->with("wrap", wrap.text()); }
  Self& gap(const WholeLength& gap) { return this->with("gap", gap.value()); }
  Self& padding(const Length& padding) { return this->with("padding", padding.value()); }
  Self& padding(const Sides& padding) { return this->with("padding", padding); }
  /// `size` is the width of the line in pixels.
  Self& border(int size) { return this->with("border", size); }
  Self& border(const Border& border) { return this->with("border", border); }
  Self& border(const Borders& borders) { return this->with("border", borders); }

 protected:
  explicit AnyBox(std::string_view type) : Framed<Self, Container<Self, Component>, Length>(type) {}
};

class Box : public AnyBox<Box> {
 public:
  Box() : AnyBox("Box") {}
  Box& direction(Word<kDirections> direction) { return with("direction", direction.text()); }
};
class Row : public AnyBox<Row> {
 public:
  Row() : AnyBox("Row") {}
};
class Col : public AnyBox<Col> {
 public:
  Col() : AnyBox("Col") {}
};
/// A box whose fields are checked and collected into every action inside it, by their names.
class Form : public AnyBox<Form> {
 public:
  Form() : AnyBox("Form") {}
  Form& direction(Word<kDirections> direction) { return with("direction", direction.text()); }
  Form& on_submit(const Action& action) { return with("onSubmitAction", action); }
};

class Spacer : public Typed<Spacer, Component> {
 public:
  Spacer() : Typed("Spacer") {}
  Spacer& min_size(const WholeLength& extent) { return with("minSize", extent.value()); }
};
class Divider : public Typed<Divider, Component> {
 public:
  Divider() : Typed("Divider") {}
  Divider& color(const Color& color) { return with("color", color.value()); }
  Divider& size(const WholeLength& size) { return with("size", size.value()); }
  Divider& spacing(const WholeLength& spacing) { return with("spacing", spacing.value()); }
  /// From edge to edge of its container.
  Divider& flush(bool on = true) { return with("flush", on); }
};

/// Shows the change when its one child becomes another.
class Transition : public Typed<Transition, Component> {
 public:
  Transition() : Typed("Transition", Holds::one) {}
  explicit Transition(const Component& component) : Transition() { put_child(component); }
  Transition& child(const Component& component) {
    put_child(component);
    return *this;
  }
};

}  // namespace chatkit::widgets
