#include <gmock/gmock.h>

#include <random>
#include <string>
#include <vector>

#include "chatkit/widgets/widgets.hpp"
#include "widgets/split.hpp"

// Whatever changes: the updates applied to the widget before give the widget after, and deltas are
// sent exactly where nothing but texts with ids has grown.
namespace chatkit::widgets {
namespace {

/// A column of texts and boxes, from which both states of a widget are made.
struct Line {
  std::string text;
  bool has_id = true;
  bool streaming = false;
  bool markdown = false;
  bool boxed = false;
};

template <class AnyText>
AnyText made_text(const Line& line, std::size_t number) {
  AnyText text(line.text);
  if (line.has_id) text.id("text_" + std::to_string(number));
  if (line.streaming) text.streaming();
  return text;
}

Card made(const std::vector<Line>& lines) {
  Card card;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Component text = lines[i].markdown ? Component(made_text<Markdown>(lines[i], i).json())
                                             : Component(made_text<Text>(lines[i], i).json());
    if (lines[i].boxed) {
      card.child(Box().child(Transition(text)));
    } else {
      card.child(text);
    }
  }
  return card;
}

RawJson with_delta(const RawJson& json, const std::string& id, const std::string& delta) {
  if (json.view().starts_with('[')) {
    std::vector<JsonValue> elements;
    for (const RawJson& element : elements_of(json)) {
      elements.emplace_back(with_delta(element, id, delta));
    }
    return JsonValue(elements).json();
  }
  JsonObject object(json);
  if (object.text("id") == id) object.set("value", *object.text("value") + delta);
  if (const RawJson* children = object.find("children")) {
    object.set("children", with_delta(*children, id, delta));
  }
  return object.json();
}

/// As a client applies them. Source: conversation.schema.json.
RawJson applied(RawJson widget, const std::vector<protocol::OtherUpdate>& updates) {
  for (const protocol::OtherUpdate& update : updates) {
    const JsonObject object(update.json);
    if (update.type == "widget.root.updated") {
      widget = *object.find("widget");
    } else {
      widget = with_delta(widget, *object.text("component_id"), *object.text("delta"));
    }
  }
  return widget;
}

class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  bool once_in(int many) { return std::uniform_int_distribution<int>(1, many)(engine_) == 1; }
  std::size_t below(std::size_t end) {
    return std::uniform_int_distribution<std::size_t>(0, end - 1)(engine_);
  }
  std::string words() {
    static const std::vector<std::string> kWords = {"",       "a",          "\"", "\\n",
                                                    "\u00e9", "\U0001F600", "\n"};
    std::string text;
    for (std::size_t i = below(5); i > 0; --i) text += kWords[below(kWords.size())];
    return text;
  }
  std::vector<Line> lines() {
    std::vector<Line> all(below(5));
    for (Line& line : all) {
      line.text = words();
      line.has_id = !once_in(6);
      line.streaming = once_in(2);
      line.markdown = once_in(2);
      line.boxed = once_in(3);
    }
    return all;
  }

 private:
  std::mt19937 engine_;
};

TEST(WidgetUpdates, TurnTheWidgetBeforeIntoTheWidgetAfter) {
  int deltas = 0;
  int wholes = 0;
  for (unsigned seed = 0; seed < 3000; ++seed) {
    SCOPED_TRACE(seed);
    Dice dice(seed);
    const std::vector<Line> before = dice.lines();
    std::vector<Line> after = before;
    bool only_appended = true;
    for (Line& line : after) {
      if (dice.once_in(2)) {
        const std::string more = dice.words();
        only_appended = only_appended && (more.empty() || line.has_id);
        line.text += more;
      }
      if (dice.once_in(12)) {
        line.streaming = !line.streaming;
        only_appended = false;
      }
    }
    if (dice.once_in(12)) {
      after.emplace_back();
      only_appended = false;
    }
    const auto updates = widget_updates(made(before), made(after));
    EXPECT_EQ(applied(made(before).json(), updates), made(after).json());
    for (const auto& update : updates) {
      EXPECT_EQ(update.type == "widget.streaming_text.value_delta", only_appended);
      (only_appended ? deltas : wholes) += 1;
    }
  }
  EXPECT_GT(deltas, 300);
  EXPECT_GT(wholes, 300);
}

}  // namespace
}  // namespace chatkit::widgets
