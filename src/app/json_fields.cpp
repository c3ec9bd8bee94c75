#include "app/json_fields.hpp"

#include <charconv>
#include <utility>

#include "json/minify.hpp"
#include "json/rest.hpp"

namespace chatkit::app {
namespace {

/// Cuts minified JSON, known to be valid, into the values of its top level.
class Cutter {
 public:
  /// `text` begins with `[` or `{`.
  explicit Cutter(std::string_view text) : text_(text) {}

  bool at_end() const { return text_[at_] == ']' || text_[at_] == '}'; }

  /// One value; moves behind it and behind the comma or colon that follows.
  std::string_view take() {
    const auto begin = at_;
    int depth = 0;
    while (true) {
      const char c = text_[at_];
      if (c == '"') {
        skip_string();
        continue;
      }
      const bool closes = c == ']' || c == '}';
      if (depth == 0 && (closes || c == ',' || c == ':')) break;
      if (c == '[' || c == '{') ++depth;
      if (closes) --depth;
      ++at_;
    }
    const auto value = text_.substr(begin, at_ - begin);
    if (!at_end()) ++at_;
    return value;
  }

 private:
  void skip_string() {
    for (++at_; text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\\') ++at_;
    }
    ++at_;
  }

  std::string_view text_;
  std::size_t at_ = 1;
};

bool is_string(std::string_view json) { return json.starts_with('"'); }

/// The text of a JSON string. The codec that reads string maps knows the escapes.
std::string unquote(std::string_view json) {
  auto map = json::read_metadata("{\"v\":" + std::string(json) + "}");
  return map ? std::move((*map)["v"]) : std::string();
}

}  // namespace

Result<JsonFields> JsonFields::read(std::string_view json) {
  const auto minified = json::minify(json);
  if (!minified) return minified.error();
  if (!minified->view().starts_with('{')) return invalid_type("", "an object", "another value");
  JsonFields fields;
  Cutter cutter(minified->view());
  while (!cutter.at_end()) {
    auto name = unquote(cutter.take());
    fields.members_.insert_or_assign(std::move(name), std::string(cutter.take()));
  }
  return fields;
}

std::optional<std::string_view> JsonFields::raw(std::string_view name) const {
  const auto found = members_.find(name);
  if (found == members_.end() || found->second == "null") return std::nullopt;
  return found->second;
}

std::optional<RawJson> JsonFields::value(std::string_view name) const {
  const auto json = raw(name);
  if (!json) return std::nullopt;
  return RawJson(RawJson::Validated(std::string(*json)));
}

std::optional<std::string> JsonFields::text(std::string_view name) const {
  const auto json = raw(name);
  if (!json || !is_string(*json)) return std::nullopt;
  return unquote(*json);
}

std::optional<std::int64_t> JsonFields::number(std::string_view name) const {
  const auto json = raw(name);
  if (!json) return std::nullopt;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(json->data(), json->data() + json->size(), value);
  if (error != std::errc() || end != json->data() + json->size()) return std::nullopt;
  return value;
}

std::optional<bool> JsonFields::boolean(std::string_view name) const {
  const auto json = raw(name);
  if (!json || (*json != "true" && *json != "false")) return std::nullopt;
  return *json == "true";
}

Result<std::string> JsonFields::required_text(std::string_view name) const {
  auto value = text(name);
  if (!value) return missing_parameter(name);
  return *std::move(value);
}

Result<std::vector<std::string>> json_elements(std::string_view json) {
  const auto minified = json::minify(json);
  if (!minified) return minified.error();
  if (!minified->view().starts_with('[')) return invalid_type("", "an array", "another value");
  std::vector<std::string> elements;
  Cutter cutter(minified->view());
  while (!cutter.at_end()) elements.emplace_back(cutter.take());
  return elements;
}

std::vector<std::string> json_texts(std::string_view json) {
  std::vector<std::string> texts;
  const auto elements = json_elements(json);
  if (!elements) return texts;
  for (const auto& element : *elements) {
    if (is_string(element)) texts.push_back(unquote(element));
  }
  return texts;
}

}  // namespace chatkit::app
