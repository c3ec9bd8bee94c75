#pragma once

#include <string_view>
#include <vector>

#include "chatkit/widgets/layout.hpp"
#include "chatkit/widgets/node.hpp"
#include "chatkit/widgets/values.hpp"
#include "chatkit/widgets/words.hpp"

namespace chatkit::widgets {

/// One line, area or set of bars of a chart: the member `data_key` of its rows.
class Series : public JsonObject {
 protected:
  Series(std::string_view type, std::string_view label, std::string_view data_key) {
    set("type", type).set("label", label).set("dataKey", data_key);
  }
};
template <class Self>
class ColoredSeries : public Series {
 public:
  Self& color(const Color& color) { return with("color", color.value()); }

 protected:
  using Series::Series;
  Self& with(std::string_view name, const JsonValue& value) {
    set(name, value);
    return static_cast<Self&>(*this);
  }
};
class BarSeries : public ColoredSeries<BarSeries> {
 public:
  BarSeries(std::string_view label, std::string_view data_key)
      : ColoredSeries("bar", label, data_key) {}
  /// Series of one stack stand on each other.
  BarSeries& stack(std::string_view stack) { return with("stack", stack); }
};
class AreaSeries : public ColoredSeries<AreaSeries> {
 public:
  AreaSeries(std::string_view label, std::string_view data_key)
      : ColoredSeries("area", label, data_key) {}
  AreaSeries& stack(std::string_view stack) { return with("stack", stack); }
  AreaSeries& curve(Word<kCurves> curve) { return with("curveType", curve.text()); }
};
class LineSeries : public ColoredSeries<LineSeries> {
 public:
  LineSeries(std::string_view label, std::string_view data_key)
      : ColoredSeries("line", label, data_key) {}
  LineSeries& curve(Word<kCurves> curve) { return with("curveType", curve.text()); }
};

/// The axis along which the rows stand: the member `data_key` of each.
class XAxis : public JsonObject {
 public:
  explicit XAxis(std::string_view data_key) { set("dataKey", data_key); }
  XAxis& hide(bool on = true) {
    set("hide", on);
    return *this;
  }
  /// What is written for one value.
  XAxis& label(std::string_view value, std::string_view text) {
    set("labels", object("labels").value_or(JsonObject()).set(value, text));
    return *this;
  }
};

class Chart : public Sized<Chart, Typed<Chart, Component>, WholeLength> {
 public:
  explicit Chart(const XAxis& x_axis) : Sized("Chart") {
    with("data", std::vector<JsonValue>()).with("series", std::vector<JsonValue>());
    with("xAxis", x_axis);
  }
  /// A row of the data, such as `JsonObject().set("month", "May").set("sales", 12)`.
  Chart& row(const JsonObject& row) { return with_added("data", row); }
  Chart& series(const Series& series) { return with_added("series", series); }
  Chart& show_legend(bool on = true) { return with("showLegend", on); }
  Chart& show_tooltip(bool on = true) { return with("showTooltip", on); }
  Chart& show_y_axis(bool on = true) { return with("showYAxis", on); }
  Chart& bar_gap(int pixels) { return with("barGap", pixels); }
  Chart& bar_category_gap(int pixels) { return with("barCategoryGap", pixels); }
};

}  // namespace chatkit::widgets
