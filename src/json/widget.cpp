#include "json/widget.hpp"

#include <algorithm>
#include <string>

#include "json/reading.hpp"
#include "json/widget_shapes.hpp"
#include "json/writer.hpp"

namespace chatkit::json {
namespace {

constexpr std::string_view kRootTypes[] = {"Card", "ListView", "Basic"};

/// What is known of a value from the name that it stands under.
enum class Part {
  component,  // or anything that may hold one
  action,
  card_action,  // an object whose `action` is one
  data,         // a person's own: nothing in it is an action
};

Part part_named(std::string_view name, Part parent) {
  if (parent == Part::data || name == "payload" || name == "data") return Part::data;
  if (name == "onClickAction" || name == "onSubmitAction" || name == "onChangeAction") {
    return Part::action;
  }
  if (name == "action" && parent == Part::card_action) return Part::action;
  if (name == "confirm" || name == "cancel") return Part::card_action;
  return Part::component;
}

/// Copies a widget, dropping and adding on the way.
class Finisher {
 public:
  explicit Finisher(std::string& out) : out_(out) {}

  void value(Value& value, Part part) {
    if (value.is_object() || value.is_array()) {
      if (++depth_ > kWidgetDepthMax) return value.fail_value("the widget is nested too deep");
      if (value.is_object()) {
        object(value, part);
      } else {
        array(value, part);
      }
      --depth_;
      return;
    }
    out_.append(value.token());
  }

 private:
  void object(Value& value, Part part) {
    ObjectWriter object(out_);
    bool has_handler = false;
    bool has_loading = false;
    bool has_streaming = false;
    each_field(value, [&](std::string_view name, Value& field) {
      if (value.reading.failed() || (field.is_null() && name != "children")) return;
      has_handler = has_handler || name == "handler";
      has_loading = has_loading || name == "loadingBehavior";
      has_streaming = has_streaming || name == "streaming";
      object.key(name);
      this->value(field, part_named(name, part));
    });
    if (part == Part::action) {
      if (!has_handler) object.string("handler", "server");
      if (!has_loading) object.string("loadingBehavior", "auto");
      if (!has_streaming) object.boolean("streaming", true);
    }
    object.close();
  }

  void array(Value& value, Part part) {
    ArrayWriter array(out_);
    each_element(value, [&](Value& element) {
      if (value.reading.failed()) return;
      array.next();
      this->value(element, part == Part::data ? Part::data : Part::component);
    });
    array.close();
  }

  std::string& out_;
  int depth_ = 0;
};

/// In outline: an object with a `type`, which for a root is one of three.
void check_outline(Value& value, bool is_root) {
  const auto type = peek_type(value);
  if (!type) return require(value, "type", false);
  if (!is_root ||
      std::find(std::begin(kRootTypes), std::end(kRootTypes), *type) != std::end(kRootTypes)) {
    return;
  }
  const Place place{&value.place, "type", std::nullopt};
  value.fail(invalid_value(place.param(), "Invalid value for '" + place.param() + "': '" + *type +
                                              "' is no root of a widget."));
}

Result<void> check_whole(std::string_view json, bool is_root) {
  Document document;
  const auto root = document.open(json);
  if (!root) return root.error();
  Reading reading(Reading::Nul::refuse);
  Value value(*root, reading, {});
  check(value, is_root ? kWidgetRootRule : kWidgetComponentRule);
  if (reading.failed()) return reading.take_error();
  return {};
}

Result<RawJson> finish(std::string_view json, WidgetCheck how, bool is_root) {
  Document document;
  const auto root = document.open(json);
  if (!root) return root.error();
  if (document.text().size() > kWidgetBytesMax) {
    Error error = invalid_value(
        "", "The widget is larger than " + std::to_string(kWidgetBytesMax) + " bytes.");
    error.kind = ErrorKind::too_large;
    return error;
  }
  Reading reading(Reading::Nul::refuse);
  Value value(*root, reading, {});
  check_outline(value, is_root);
  std::string out;
  if (!reading.failed()) Finisher(out).value(value, Part::component);
  if (reading.failed()) return reading.take_error();
  if (how == WidgetCheck::whole) {
    const Result<void> checked = check_whole(out, is_root);
    if (!checked) return checked.error();
  }
  return RawJson(RawJson::Validated(std::move(out)));
}

}  // namespace

Result<RawJson> finish_widget(std::string_view json, WidgetCheck check) {
  return finish(json, check, true);
}

Result<RawJson> finish_component(std::string_view json, WidgetCheck check) {
  return finish(json, check, false);
}

}  // namespace chatkit::json
