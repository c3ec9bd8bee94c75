#include "chatkit/widgets/difference.hpp"

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "json/writer.hpp"

namespace chatkit::widgets {
namespace {

/// Text that one component got.
struct Appended {
  std::string id;
  std::string delta;
  bool done = false;
};

/// Where the texts of a widget have grown, or that more than that has changed.
class Growth {
 public:
  /// False where no deltas lead from one to the other.
  bool compare(const Node& before, const Node& after) {
    if (before.type() != after.type() || before.holds() != after.holds() ||
        before.children().size() != after.children().size()) {
      return false;
    }
    if (!compare_properties(before, after)) return false;
    for (std::size_t i = 0; i < after.children().size(); ++i) {
      if (before.children()[i] != after.children()[i] &&
          !compare(*before.children()[i], *after.children()[i])) {
        return false;
      }
    }
    return true;
  }
  const std::vector<Appended>& appended() const noexcept { return appended_; }

 private:
  bool compare_properties(const Node& before, const Node& after) {
    const auto& members = after.properties().members();
    if (before.properties().members().size() != members.size()) return false;
    for (const auto& [name, value] : members) {
      const RawJson* old = before.properties().find(name);
      if (old == nullptr) return false;
      if (*old != value && !(name == "value" && note_appended(before, after))) return false;
    }
    return true;
  }

  bool note_appended(const Node& before, const Node& after) {
    if (after.type() != "Text" && after.type() != "Markdown") return false;
    const auto id = after.properties().text("id");
    const auto was = before.properties().text("value");
    const auto is = after.properties().text("value");
    if (!id || !was || !is || !is->starts_with(*was)) return false;
    Appended appended;
    appended.id = *id;
    appended.delta = is->substr(was->size());
    appended.done = !after.properties().flag("streaming").value_or(false);
    appended_.push_back(std::move(appended));
    return true;
  }

  std::vector<Appended> appended_;
};

using Counts = std::map<std::string, int, std::less<>>;

void count_ids(const Node& node, Counts& counts) {
  if (const auto id = node.properties().text("id")) ++counts[*id];
  for (const auto& child : node.children()) count_ids(*child, counts);
}

/// An id that several components have does not say which of them a delta is for.
bool are_told_apart(const std::vector<Appended>& appended, const Root& widget) {
  Counts counts;
  count_ids(widget, counts);
  for (const Appended& text : appended) {
    if (counts[text.id] != 1) return false;
  }
  return true;
}

protocol::OtherUpdate made(std::string_view type, std::string json) {
  protocol::OtherUpdate update;
  update.type = type;
  update.json = RawJson(RawJson::Validated(std::move(json)));
  return update;
}

protocol::OtherUpdate whole(const Root& widget) {
  constexpr std::string_view kType = "widget.root.updated";
  std::string out;
  json::ObjectWriter object(out);
  object.string("type", kType).raw("widget", widget.json().view());
  object.close();
  return made(kType, std::move(out));
}

protocol::OtherUpdate delta_of(const Appended& text) {
  constexpr std::string_view kType = "widget.streaming_text.value_delta";
  std::string out;
  json::ObjectWriter object(out);
  object.string("type", kType).string("component_id", text.id).string("delta", text.delta);
  object.boolean("done", text.done);
  object.close();
  return made(kType, std::move(out));
}

}  // namespace

std::vector<protocol::OtherUpdate> widget_updates(const Root& before, const Root& after) {
  std::vector<protocol::OtherUpdate> updates;
  Growth growth;
  if (!growth.compare(before, after) || !are_told_apart(growth.appended(), after)) {
    updates.push_back(whole(after));
    return updates;
  }
  for (const Appended& text : growth.appended()) updates.push_back(delta_of(text));
  return updates;
}

}  // namespace chatkit::widgets
