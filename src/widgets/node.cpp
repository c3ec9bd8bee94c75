#include "chatkit/widgets/node.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "json/writer.hpp"
#include "widgets/split.hpp"

namespace chatkit::widgets {

Node::Node(const RawJson& json) {
  const JsonObject object(json);
  auto type = object.text("type");
  if (!type) throw std::invalid_argument("a component of a widget needs a type");
  type_ = *std::move(type);
  for (const auto& [name, value] : object.members()) {
    if (name == "type") continue;
    if (name == "children" && value.view().starts_with('[')) {
      holds_ = Holds::list;
      for (const RawJson& child : elements_of(value)) put_child(Component(child));
    } else if (name == "children" && value.view().starts_with('{')) {
      holds_ = Holds::one;
      put_child(Component(value));
    } else {
      properties_.set(name, value);
    }
  }
}

void Node::put_child(const Node& child) {
  if (holds_ == Holds::one) children_.clear();
  children_.push_back(std::make_shared<const Node>(child));
}

RawJson Node::json() const {
  std::string out;
  append_to(out);
  return RawJson(RawJson::Validated(std::move(out)));
}

void Node::append_to(std::string& out) const {
  json::ObjectWriter object(out);
  object.string("type", type_);
  for (const auto& [name, value] : properties_.members()) object.raw(name, value.view());
  if (holds_ == Holds::list) {
    object.key("children");
    json::ArrayWriter list(out);
    for (const auto& child : children_) {
      list.next();
      child->append_to(out);
    }
    list.close();
  } else if (!children_.empty()) {
    object.key("children");
    children_.front()->append_to(out);
  }
  object.close();
}

Root::Root(const RawJson& json) : Node(json) {
  static constexpr std::array<std::string_view, 3> kTypes = {"Card", "ListView", "Basic"};
  if (std::find(kTypes.begin(), kTypes.end(), type()) == kTypes.end()) {
    throw std::invalid_argument("a widget is a Card, a ListView or a Basic");
  }
}

}  // namespace chatkit::widgets
