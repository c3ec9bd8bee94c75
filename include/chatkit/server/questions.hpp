#pragma once

#include <string_view>
#include <vector>

#include "chatkit/widgets/json_object.hpp"

// Structured input. Source: conversation.schema.json, StructuredInputItem; contract section 2,
// rule 10.
namespace chatkit::server {

/// A question whose answer is chosen; the user may also write one, or skip it.
class MultipleChoice : public widgets::JsonObject {
 public:
  MultipleChoice(std::string_view id, std::string_view question) {
    set("type", "multiple_choice").set("id", id).set("question", question);
    set("options", std::vector<widgets::JsonValue>()).set("multiple", false);
  }
  MultipleChoice& option(std::string_view value) {
    append("options", widgets::JsonObject().set("value", value));
    return *this;
  }
  /// More than one may be chosen.
  MultipleChoice& multiple(bool on = true) {
    set("multiple", on);
    return *this;
  }
};

/// A question whose answer is written.
class Freeform : public widgets::JsonObject {
 public:
  Freeform(std::string_view id, std::string_view question) {
    set("type", "freeform").set("id", id).set("question", question);
  }
  Freeform& description(std::string_view text) {
    set("description", text);
    return *this;
  }
};

/// What a user is asked at once, in the composer's place; ids tell the questions apart.
class Questions {
 public:
  Questions& add(const MultipleChoice& question) { return add_any(question); }
  Questions& add(const Freeform& question) { return add_any(question); }
  RawJson json() const { return widgets::JsonValue(all_).json(); }

 private:
  Questions& add_any(const widgets::JsonObject& question) {
    all_.emplace_back(question);
    return *this;
  }

  std::vector<widgets::JsonValue> all_;
};

}  // namespace chatkit::server
