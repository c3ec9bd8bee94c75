#include "chatkit/widgets/json_object.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "json/reading.hpp"
#include "json/writer.hpp"
#include "widgets/split.hpp"

namespace chatkit::widgets {
namespace {

RawJson made(std::string text) { return RawJson(RawJson::Validated(std::move(text))); }

RawJson text_json(std::string_view text) {
  std::string out;
  json::append_string(out, text);
  return made(std::move(out));
}

}  // namespace

JsonValue::JsonValue(const char* text) : json_(text_json(text)) {}
JsonValue::JsonValue(std::string_view text) : json_(text_json(text)) {}
JsonValue::JsonValue(const std::string& text) : json_(text_json(text)) {}

JsonValue::JsonValue(double number) {
  std::string out;
  json::append_number(out, number);
  json_ = made(std::move(out));
}

JsonValue::JsonValue(const JsonObject& object) : json_(object.json()) {}

JsonValue::JsonValue(const std::vector<JsonValue>& list) {
  std::string out;
  json::ArrayWriter array(out);
  for (const JsonValue& element : list) {
    array.next();
    out += element.json().view();
  }
  array.close();
  json_ = made(std::move(out));
}

RawJson JsonValue::of_integer(std::int64_t number) {
  std::string out;
  json::append_number(out, number);
  return made(std::move(out));
}

JsonObject::JsonObject(const RawJson& json) : members_(members_of(json)) {
  if (!json.view().starts_with('{')) throw std::invalid_argument("this JSON is no object");
}

JsonObject& JsonObject::set(std::string_view name, const JsonValue& value) {
  for (Member& member : members_) {
    if (member.first == name) {
      member.second = value.json();
      return *this;
    }
  }
  members_.emplace_back(std::string(name), value.json());
  return *this;
}

JsonObject& JsonObject::append(std::string_view name, const JsonValue& element) {
  const RawJson* list = find(name);
  std::string text = list != nullptr && list->view().starts_with('[') ? list->text() : "[]";
  text.pop_back();
  if (text != "[") text += ',';
  text += element.json().view();
  text += ']';
  return set(name, made(std::move(text)));
}

const RawJson* JsonObject::find(std::string_view name) const noexcept {
  const auto found = std::find_if(members_.begin(), members_.end(),
                                  [name](const Member& member) { return member.first == name; });
  return found == members_.end() ? nullptr : &found->second;
}

std::optional<std::string> JsonObject::text(std::string_view name) const {
  const RawJson* value = find(name);
  if (value == nullptr || !value->view().starts_with('"')) return std::nullopt;
  return json::unescape(value->view());
}

std::optional<double> JsonObject::number(std::string_view name) const {
  const RawJson* value = find(name);
  if (value == nullptr) return std::nullopt;
  const std::string_view text = value->view();
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<std::int64_t> JsonObject::integer(std::string_view name) const {
  const RawJson* value = find(name);
  if (value == nullptr) return std::nullopt;
  const std::string_view text = value->view();
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<bool> JsonObject::flag(std::string_view name) const {
  const RawJson* value = find(name);
  if (value == nullptr || (value->view() != "true" && value->view() != "false")) {
    return std::nullopt;
  }
  return value->view() == "true";
}

std::optional<JsonObject> JsonObject::object(std::string_view name) const {
  const RawJson* value = find(name);
  if (value == nullptr || !value->view().starts_with('{')) return std::nullopt;
  return JsonObject(*value);
}

RawJson JsonObject::json() const {
  std::string out;
  json::ObjectWriter object(out);
  for (const auto& [name, value] : members_) object.raw(name, value.view());
  object.close();
  return made(std::move(out));
}

}  // namespace chatkit::widgets
