#include "widgets/split.hpp"

#include <algorithm>
#include <string_view>

#include "json/reading.hpp"

namespace chatkit::widgets {
namespace {

RawJson slice(json::Value& value) {
  return RawJson(RawJson::Validated(std::string(json::raw_text(value))));
}

}  // namespace

std::vector<std::pair<std::string, RawJson>> members_of(const RawJson& object) {
  using Members = std::vector<std::pair<std::string, RawJson>>;
  const auto read = [](json::Value& value, Members& members) {
    json::each_field(value, [&members](std::string_view name, json::Value& field) {
      RawJson text = slice(field);
      const auto same = std::find_if(members.begin(), members.end(),
                                     [name](const auto& member) { return member.first == name; });
      if (same != members.end()) {
        same->second = std::move(text);
      } else {
        members.emplace_back(std::string(name), std::move(text));
      }
    });
  };
  if (!object.view().starts_with('{')) return {};
  return json::read_stored<Members>(object.view(), read).value();
}

std::vector<RawJson> elements_of(const RawJson& list) {
  const auto read = [](json::Value& value, std::vector<RawJson>& elements) {
    json::each_element(value,
                       [&elements](json::Value& element) { elements.push_back(slice(element)); });
  };
  if (!list.view().starts_with('[')) return {};
  return json::read_stored<std::vector<RawJson>>(list.view(), read).value();
}

}  // namespace chatkit::widgets
