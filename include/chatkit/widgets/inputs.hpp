#pragma once

#include <string_view>
#include <vector>

#include "chatkit/widgets/action.hpp"
#include "chatkit/widgets/node.hpp"
#include "chatkit/widgets/words.hpp"

// Fields of forms. Their values come with the actions of the form, by the fields' names; a name
// with dots nests.
namespace chatkit::widgets {

template <class Self>
class Field : public Typed<Self, Component> {
 public:
  Self& disabled(bool on = true) { return this->with("disabled", on); }

 protected:
  Field(std::string_view type, std::string_view name) : Typed<Self, Component>(type) {
    this->with("name", name);
  }
};

/// A field that is written into.
template <class Self>
class WrittenField : public Field<Self> {
 public:
  Self& default_value(std::string_view text) { return this->with("defaultValue", text); }
  Self& placeholder(std::string_view text) { return this->with("placeholder", text); }
  Self& required(bool on = true) { return this->with("required", on); }
  /// A regular expression that the whole text must match.
  Self& pattern(std::string_view pattern) { return this->with("pattern", pattern); }
  Self& auto_focus(bool on = true) { return this->with("autoFocus", on); }
  Self& auto_select(bool on = true) { return this->with("autoSelect", on); }
  Self& allow_autofill_extensions(bool on = true) {
    return this->with("allowAutofillExtensions", on);
  }
  Self& variant(Word<kFieldVariants> variant) { return this->with("variant", variant.text()); }
  Self& size(Word<kControlSizes> size) { return this->with("size", size.text()); }
  Self& gutter_size(Word<kGutterSizes> size) { return this->with("gutterSize", size.text()); }

 protected:
  using Field<Self>::Field;
};
class Input : public WrittenField<Input> {
 public:
  explicit Input(std::string_view name) : WrittenField("Input", name) {}
  Input& input_type(Word<kInputTypes> type) { return with("inputType", type.text()); }
  Input& pill(bool on = true) { return with("pill", on); }
};
class Textarea : public WrittenField<Textarea> {
 public:
  explicit Textarea(std::string_view name) : WrittenField("Textarea", name) {}
  Textarea& rows(int rows) { return with("rows", rows); }
  Textarea& max_rows(int rows) { return with("maxRows", rows); }
  /// Grows with its text.
  Textarea& auto_resize(bool on = true) { return with("autoResize", on); }
};

/// A field that opens something to choose from.
template <class Self>
class PickedField : public Field<Self> {
 public:
  Self& default_value(std::string_view value) { return this->with("defaultValue", value); }
  Self& placeholder(std::string_view text) { return this->with("placeholder", text); }
  Self& on_change(const Action& action) { return this->with("onChangeAction", action); }
  Self& variant(Word<kControlVariants> variant) { return this->with("variant", variant.text()); }
  Self& size(Word<kControlSizes> size) { return this->with("size", size.text()); }
  Self& pill(bool on = true) { return this->with("pill", on); }
  Self& block(bool on = true) { return this->with("block", on); }
  Self& clearable(bool on = true) { return this->with("clearable", on); }

 protected:
  using Field<Self>::Field;
};

/// A choice of a Select.
class SelectOption : public JsonObject {
 public:
  SelectOption(std::string_view value, std::string_view label) {
    set("value", value).set("label", label);
  }
  SelectOption& description(std::string_view text) {
    set("description", text);
    return *this;
  }
  SelectOption& disabled(bool on = true) {
    set("disabled", on);
    return *this;
  }
};
class Select : public PickedField<Select> {
 public:
  explicit Select(std::string_view name) : PickedField("Select", name) {
    with("options", std::vector<JsonValue>());
  }
  Select& option(const SelectOption& option) { return with_added("options", option); }
  Select& option(std::string_view value, std::string_view label) {
    return option(SelectOption(value, label));
  }
  Select& searchable(bool on = true) { return with("searchable", on); }
};

/// Dates are ISO 8601 with their time, such as `2026-11-22T00:00:00Z`.
class DatePicker : public PickedField<DatePicker> {
 public:
  explicit DatePicker(std::string_view name) : PickedField("DatePicker", name) {}
  DatePicker& min(std::string_view date) { return with("min", date); }
  DatePicker& max(std::string_view date) { return with("max", date); }
  /// Where the calendar opens.
  DatePicker& side(Word<kSides> side) { return with("side", side.text()); }
  DatePicker& align(Word<kEdges> align) { return with("align", align.text()); }
};

class Checkbox : public Field<Checkbox> {
 public:
  explicit Checkbox(std::string_view name) : Field("Checkbox", name) {}
  Checkbox& label(std::string_view text) { return with("label", text); }
  Checkbox& default_checked(bool on = true) { return with("defaultChecked", on); }
  Checkbox& required(bool on = true) { return with("required", on); }
  Checkbox& on_change(const Action& action) { return with("onChangeAction", action); }
};

/// A choice of a RadioGroup.
class RadioOption : public JsonObject {
 public:
  RadioOption(std::string_view value, std::string_view label) {
    set("value", value).set("label", label);
  }
  RadioOption& disabled(bool on = true) {
    set("disabled", on);
    return *this;
  }
};
class RadioGroup : public Field<RadioGroup> {
 public:
  explicit RadioGroup(std::string_view name) : Field("RadioGroup", name) {}
  RadioGroup& option(const RadioOption& option) { return with_added("options", option); }
  RadioGroup& option(std::string_view value, std::string_view label) {
    return option(RadioOption(value, label));
  }
  RadioGroup& default_value(std::string_view value) { return with("defaultValue", value); }
  RadioGroup& direction(Word<kDirections> direction) { return with("direction", direction.text()); }
  /// What the choices are about, for people who do not see them.
  RadioGroup& aria_label(std::string_view text) { return with("ariaLabel", text); }
  RadioGroup& required(bool on = true) { return with("required", on); }
  RadioGroup& on_change(const Action& action) { return with("onChangeAction", action); }
};

}  // namespace chatkit::widgets
