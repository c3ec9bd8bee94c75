#pragma once

#include <string_view>

#include "chatkit/widgets/action.hpp"
#include "chatkit/widgets/icon_name.hpp"
#include "chatkit/widgets/node.hpp"
#include "chatkit/widgets/values.hpp"
#include "chatkit/widgets/words.hpp"

// Whole widgets.
namespace chatkit::widgets {

/// The line above a widget, with an icon.
class Status : public JsonObject {
 public:
  explicit Status(std::string_view text) { set("text", text); }
  Status& icon(IconName icon) {
    set("icon", icon.text());
    return *this;
  }
};
/// The same with the icon of a site; `frame` draws a line around it.
class FaviconStatus : public JsonObject {
 public:
  explicit FaviconStatus(std::string_view text) { set("text", text); }
  FaviconStatus& favicon(std::string_view url) {
    set("favicon", url);
    return *this;
  }
  FaviconStatus& frame(bool on = true) {
    set("frame", on);
    return *this;
  }
};

class Card : public Container<Card, Root> {
 public:
  Card() : Container("Card") {}
  /// Its fields are those of a form: see Form.
  Card& as_form(bool on = true) { return with("asForm", on); }
  Card& background(const Color& color) { return with("background", color.value()); }
  Card& size(Word<kCardSizes> size) { return with("size", size.text()); }
  Card& padding(const Length& padding) { return with("padding", padding.value()); }
  Card& padding(const Sides& padding) { return with("padding", padding); }
  Card& status(const Status& status) { return with("status", status); }
  Card& status(const FaviconStatus& status) { return with("status", status); }
  Card& collapsed(bool on = true) { return with("collapsed", on); }
  /// The button in the footer.
  Card& confirm(std::string_view label, const Action& action) {
    return with("confirm", JsonObject().set("label", label).set("action", action));
  }
  /// The other button in the footer.
  Card& cancel(std::string_view label, const Action& action) {
    return with("cancel", JsonObject().set("label", label).set("action", action));
  }
  Card& theme(Word<kThemes> theme) { return with("theme", theme.text()); }
};

class ListViewItem : public Container<ListViewItem, Component> {
 public:
  ListViewItem() : Container("ListViewItem") {}
  ListViewItem& on_click(const Action& action) { return with("onClickAction", action); }
  ListViewItem& gap(const WholeLength& gap) { return with("gap", gap.value()); }
  ListViewItem& align(Word<kAlignments> align) { return with("align", align.text()); }
};
class ListView : public Typed<ListView, Root> {
 public:
  ListView() : Typed("ListView", Holds::list) {}
  ListView& item(const ListViewItem& item) {
    put_child(item);
    return *this;
  }
  /// How many items show before "Show more".
  ListView& limit(int items) { return with("limit", items); }
  ListView& limit_auto() { return with("limit", "auto"); }
  ListView& status(const Status& status) { return with("status", status); }
  ListView& status(const FaviconStatus& status) { return with("status", status); }
  ListView& theme(Word<kThemes> theme) { return with("theme", theme.text()); }
};

/// Components without a frame. What is not a child goes beyond the schema, which is open here; it
/// is what the element knows.
class Basic : public Container<Basic, Root> {
 public:
  Basic() : Container("Basic") {}
  Basic& direction(Word<kDirections> direction) { return with("direction", direction.text()); }
  Basic& gap(const WholeLength& gap) { return with("gap", gap.value()); }
  Basic& padding(const Length& padding) { return with("padding", padding.value()); }
  Basic& padding(const Sides& padding) { return with("padding", padding); }
  Basic& align(Word<kAlignments> align) { return with("align", align.text()); }
  Basic& justify(Word<kJustifications> justify) { return with("justify", justify.text()); }
  Basic& theme(Word<kThemes> theme) { return with("theme", theme.text()); }
};

}  // namespace chatkit::widgets
