#pragma once

#include <string_view>

#include "chatkit/widgets/node.hpp"
#include "chatkit/widgets/values.hpp"
#include "chatkit/widgets/words.hpp"

// Texts.
namespace chatkit::widgets {

template <class Self>
class StyledText : public Typed<Self, Component> {
 public:
  Self& value(std::string_view text) { return this->with("value", text); }
  Self& color(const Color& color) { return this->with("color", color.value()); }
  Self& weight(Word<kWeights> weight) { return this->with("weight", weight.text()); }
  Self& text_align(Word<kEdges> align) { return this->with("textAlign", align.text()); }

 protected:
  StyledText(std::string_view type, std::string_view text) : Typed<Self, Component>(type) {
    value(text);
  }
};

template <class Self>
class CutText : public StyledText<Self> {
 public:
  /// Ends in an ellipsis where it does not fit.
  Self& truncate(bool on = true) { return this->with("truncate", on); }
  Self& max_lines(int lines) { return this->with("maxLines", lines); }

 protected:
  using StyledText<Self>::StyledText;
};

/// How a user may change a Text in place: it is a field of the form around it.
class Editable : public JsonObject {
 public:
  explicit Editable(std::string_view name) { set("name", name); }
  Editable& auto_complete(std::string_view hint) { return with("autoComplete", hint); }
  Editable& auto_focus(bool on = true) { return with("autoFocus", on); }
  Editable& auto_select(bool on = true) { return with("autoSelect", on); }
  Editable& allow_autofill_extensions(bool on = true) {
    return with("allowAutofillExtensions", on);
  }
  /// A regular expression that the whole text must match.
  Editable& pattern(std::string_view pattern) { return with("pattern", pattern); }
  Editable& placeholder(std::string_view text) { return with("placeholder", text); }
  Editable& required(bool on = true) { return with("required", on); }

 private:
  Editable& with(std::string_view name, const JsonValue& value) {
    set(name, value);
    return *this;
  }
};

/// Plain text. With an `id` and `streaming`, text that is appended to it goes out as it comes.
class Text : public CutText<Text> {
 public:
  explicit Text(std::string_view value) : CutText("Text", value) {}
  Text& streaming(bool on = true) { return with("streaming", on); }
  Text& italic(bool on = true) { return with("italic", on); }
  Text& line_through(bool on = true) { return with("lineThrough", on); }
  Text& size(Word<kTextSizes> size) { return with("size", size.text()); }
  Text& width(const Length& width) { return with("width", width.value()); }
  Text& min_lines(int lines) { return with("minLines", lines); }
  Text& editable(const Editable& editable) { return with("editable", editable); }
  Text& not_editable() { return with("editable", false); }
};
class Title : public CutText<Title> {
 public:
  explicit Title(std::string_view value) : CutText("Title", value) {}
  Title& size(Word<kTitleSizes> size) { return with("size", size.text()); }
};
class Caption : public CutText<Caption> {
 public:
  explicit Caption(std::string_view value) : CutText("Caption", value) {}
  Caption& size(Word<kCaptionSizes> size) { return with("size", size.text()); }
};
/// The label of the field named `field_name`.
class Label : public StyledText<Label> {
 public:
  Label(std::string_view value, std::string_view field_name) : StyledText("Label", value) {
    with("fieldName", field_name);
  }
  Label& size(Word<kTextSizes> size) { return with("size", size.text()); }
};
/// Streams as Text does.
class Markdown : public Typed<Markdown, Component> {
 public:
  explicit Markdown(std::string_view value) : Typed("Markdown") { with("value", value); }
  Markdown& value(std::string_view text) { return with("value", text); }
  Markdown& streaming(bool on = true) { return with("streaming", on); }
};

}  // namespace chatkit::widgets
