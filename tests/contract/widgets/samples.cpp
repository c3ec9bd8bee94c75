#include "contract/widgets/samples.hpp"

#include <iterator>

#include "chatkit/widgets/widgets.hpp"

namespace chatkit::test {
namespace {

using namespace widgets;

Sample of(const Node& node) { return {node.type(), node.json()}; }
Sample of(std::string definition, const JsonObject& object) {
  return {std::move(definition), object.json()};
}

Action action() {
  return Action("press")
      .payload(JsonObject().set("n", 1))
      .handler("client")
      .loading_behavior("self")
      .streaming(false);
}

template <class Framed, class Extent>
void frame(Framed& component, const Extent& extent) {
  component.width(extent).height(extent).size(extent).margin(extent);
  component.min_width(1).max_width("100%").min_height(1).max_height(9).min_size(1).max_size(9);
  component.aspect_ratio("16 / 9").flex(1).radius("2xl").background("red-100").id("i").key("k");
}

template <class AnyBox>
AnyBox full_box(AnyBox box) {
  frame(box, 1.5);
  box.align("baseline").justify("between").wrap("wrap-reverse").gap(2).padding("4px").border(1);
  box.child(Text("x"));
  return box;
}

std::vector<Sample> boxes() {
  const Sides sides = Sides().top(1).right(2.5).bottom("3px").left(4).x(5).y(6);
  const Border border = Border(1).color(Color::themed("#fff", "black")).style("dashed");
  const Borders borders =
      Borders().top(border).right(border).bottom(border).left(border).x(border).y(border);
  return {of(full_box(Box()).direction("row")),
          of(full_box(Row())),
          of(full_box(Col())),
          of(full_box(Form()).direction("col").on_submit(action())),
          of(Box().margin(sides).padding(sides).border(border).width("50%").flex("1 1 auto")),
          of(Box().border(borders).padding(2).gap("1em").background(Color::themed("a", "b"))),
          of(Spacer().id("i").key("k").min_size(4)),
          of(Spacer().min_size("auto")),
          of(Divider().id("i").key("k").color("secondary").size(1).spacing("2px").flush()),
          of(Transition(Text("x")).id("i").key("k")),
          of("Spacing", sides),
          of("Border", border),
          of("Borders", borders),
          of("ThemeColor", JsonObject(Color::themed("light", "dark").value().json()))};
}

std::vector<Sample> texts() {
  const Editable editable = Editable("note")
                                .auto_complete("off")
                                .auto_focus()
                                .auto_select()
                                .allow_autofill_extensions()
                                .pattern("a+")
                                .placeholder("…")
                                .required();
  Text text("x");
  text.id("i").key("k").value("y").color("c").weight("bold").text_align("end").truncate();
  text.max_lines(2).streaming().italic().line_through().size("xs").width("10em").min_lines(1);
  return {of(text.editable(editable)),
          of(Text("x").not_editable().width(2.5)),
          of(Title("x").id("i").key("k").color("c").weight("normal").size("5xl").truncate()),
          of(Title("x").max_lines(1).text_align("center")),
          of(Caption("x").id("i").key("k").color("c").weight("medium").size("lg").truncate()),
          of(Caption("x").max_lines(1).text_align("start")),
          of(Label("x", "f").id("i").key("k").color("c").weight("semibold").size("sm")),
          of(Label("x", "f").text_align("end")),
          of(Markdown("x").id("i").key("k").value("*y*").streaming(false)),
          of("EditableProps", editable)};
}

std::vector<Sample> pictures() {
  Image image("https://example.test/a.png");
  frame(image, 20);
  image.alt("a").fit("scale-down").position("bottom right").frame().flush();
  return {of(image), of(Image("a").margin(Sides().x(1)).width("100%")),
          of(Badge("x").id("i").key("k").color("info").variant("soft").size("lg").pill()),
          of(Icon("sparkle").id("i").key("k").color("c").size("3xl")), of(Icon("lucide:anchor"))};
}

std::vector<Sample> controls() {
  Button button("x");
  button.id("i").key("k").on_click(action()).submit().icon_start("check").icon_end("vendor:a");
  button.icon_size("2xl").style("secondary").color("caution").variant("ghost").size("3xs");
  button.pill().uniform().block().disabled();
  Input input("n");
  input.id("i").key("k").disabled().default_value("v").placeholder("p").required().pattern("a");
  input.auto_focus().auto_select().allow_autofill_extensions().variant("soft").size("md");
  input.gutter_size("xs").input_type("email").pill();
  Textarea area("n");
  area.id("i").key("k").disabled().default_value("v").placeholder("p").required().pattern("a");
  area.auto_focus().auto_select().allow_autofill_extensions().variant("outline").size("md");
  area.gutter_size("xs").rows(2).max_rows(4).auto_resize();
  const SelectOption choice = SelectOption("a", "A").description("first").disabled();
  Select select("n");
  select.id("i").key("k").disabled().default_value("a").placeholder("p").on_change(action());
  select.variant("solid").size("3xl").pill().block().clearable().searchable();
  DatePicker date("n");
  date.id("i").key("k").disabled().default_value("2026-11-22T00:00:00Z").placeholder("p");
  date.on_change(action()).variant("outline").size("sm").pill().block().clearable();
  date.min("2026-01-01T00:00:00Z").max("2026-12-31T00:00:00Z").side("top").align("center");
  return {of(button),
          of(Button().icon_start("plus")),
          of(input),
          of(area),
          of(select.option(choice).option("b", "B")),
          of(Select("empty")),
          of(date),
          of("SelectOption", choice),
          of("ActionConfig", action()),
          of("ActionConfig", Action("x"))};
}

std::vector<Sample> choices() {
  const RadioOption choice = RadioOption("a", "A").disabled();
  Checkbox box("n");
  box.id("i").key("k").disabled().label("x").default_checked().required().on_change(action());
  RadioGroup group("n");
  group.id("i").key("k").disabled().option(choice).option("b", "B").default_value("b");
  group.direction("col").aria_label("x").required().on_change(action());
  return {of(box), of(group), of("RadioOption", choice)};
}

std::vector<Sample> charts() {
  const BarSeries bars = BarSeries("B", "b").color("blue").stack("s");
  const AreaSeries area =
      AreaSeries("A", "a").color(Color::themed("a", "b")).stack("s").curve("bumpX");
  const LineSeries line = LineSeries("L", "l").color("red").curve("stepAfter");
  const XAxis axis = XAxis("m").hide().label("1", "Jan").label("2", "Feb");
  Chart chart(axis);
  chart.id("i").key("k").width(1).height("2px").size(3).aspect_ratio(1.5).flex(1);
  chart.min_width(1).max_width(2).min_height(1).max_height(2).min_size(1).max_size(2);
  chart.row(JsonObject().set("m", "1").set("a", 1).set("b", 2.5));
  chart.series(bars).series(area).series(line);
  chart.show_legend().show_tooltip().show_y_axis(false).bar_gap(1).bar_category_gap(2);
  return {of(chart),
          of(Chart(XAxis("m"))),
          of("BarSeries", bars),
          of("AreaSeries", area),
          of("LineSeries", line),
          of("XAxisConfig", axis)};
}

std::vector<Sample> roots() {
  const Status status = Status("x").icon("star");
  const FaviconStatus favicon = FaviconStatus("x").favicon("https://example.test/f.ico").frame();
  Card card;
  card.id("i").key("k").as_form().background("c").size("full").padding(2).status(status);
  card.collapsed(false).confirm("Yes", action()).cancel("No", action()).theme("dark");
  card.child(Text("x"));
  ListViewItem item;
  item.id("i").key("k").on_click(action()).gap(1).align("start").child(Text("x"));
  Basic basic;
  basic.id("i").key("k").direction("row").gap(1).padding(2).align("end").justify("evenly");
  basic.theme("light").child(Text("x"));
  return {of(card),
          of(Card().status(favicon).padding(Sides().y(1))),
          of(item),
          of(ListView().id("i").key("k").item(item).limit(3).status(status).theme("light")),
          of(ListView().limit_auto().status(favicon)),
          {"BasicRoot", basic.json()},
          of("WidgetStatusWithIcon", status),
          of("WidgetStatusWithFavicon", favicon),
          of("CardAction", *card.properties().object("confirm"))};
}

}  // namespace

std::vector<Sample> widget_samples() {
  std::vector<Sample> all;
  for (const auto& group :
       {boxes(), texts(), pictures(), controls(), choices(), charts(), roots()}) {
    all.insert(all.end(), group.begin(), group.end());
  }
  return all;
}

}  // namespace chatkit::test
