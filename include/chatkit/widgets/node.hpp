#pragma once

#include <concepts>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "chatkit/raw_json.hpp"
#include "chatkit/widgets/json_object.hpp"

namespace chatkit::widgets {

/// A part of a widget: its type, its properties, and the components in it.
///
/// A value type; copies share the components below them.
class Node {
 public:
  /// `one`: the property `children` is a component; `list`: a list of them.
  enum class Holds { nothing, one, list };
  using Children = std::vector<std::shared_ptr<const Node>>;

  const std::string& type() const noexcept { return type_; }
  /// All but `type` and `children`, by their names on the wire.
  const JsonObject& properties() const noexcept { return properties_; }
  Holds holds() const noexcept { return holds_; }
  const Children& children() const noexcept { return children_; }
  /// The part as it goes over the wire.
  RawJson json() const;

 protected:
  explicit Node(std::string_view type, Holds holds = Holds::nothing) : type_(type), holds_(holds) {}
  /// Errors: std::invalid_argument for what is no object with a `type`.
  explicit Node(const RawJson& json);

  JsonObject& changeable_properties() noexcept { return properties_; }
  /// Appended to a list; takes the place of the one child otherwise.
  void put_child(const Node& child);

 private:
  void append_to(std::string& out) const;

  std::string type_;
  JsonObject properties_;
  Holds holds_ = Holds::nothing;
  Children children_;
};

/// What may stand below a root.
class Component : public Node {
 public:
  /// A component that was written by hand, or by the widget builder.
  /// Errors: std::invalid_argument for what is no object with a `type`.
  explicit Component(const RawJson& json) : Node(json) {}

 protected:
  using Node::Node;
};

/// A whole widget: a Card, a ListView or a Basic.
class Root : public Node {
 public:
  /// A widget that was written by hand, by the widget builder, or read from a thread.
  /// Errors: std::invalid_argument for what has none of the three types.
  explicit Root(const RawJson& json);

 protected:
  using Node::Node;
};

/// What all typed components share. Each setter gives the component back, so that they chain.
template <class Self, class Base>
class Typed : public Base {
 public:
  /// Names the component within its widget; streamed texts need one.
  Self& id(std::string_view id) { return with("id", id); }
  /// Tells siblings apart when a widget is drawn anew.
  Self& key(std::string_view key) { return with("key", key); }
  /// A property that has no setter here, by its name on the wire.
  Self& property(std::string_view name, const JsonValue& value) { return with(name, value); }

 protected:
  using Base::Base;

  Self& self() noexcept { return static_cast<Self&>(*this); }
  Self& with(std::string_view name, const JsonValue& value) {
    this->changeable_properties().set(name, value);
    return self();
  }
  Self& with_added(std::string_view name, const JsonValue& element) {
    this->changeable_properties().append(name, element);
    return self();
  }
};

/// What has components in it.
template <class Self, class Base>
class Container : public Typed<Self, Base> {
 public:
  Self& child(const Component& component) {
    this->put_child(component);
    return this->self();
  }
  template <std::derived_from<Component>... Components>
  Self& children(const Components&... components) {
    (this->put_child(components), ...);
    return this->self();
  }

 protected:
  explicit Container(std::string_view type) : Typed<Self, Base>(type, Node::Holds::list) {}
};

/// A component of a type that has no class here.
class AnyComponent : public Container<AnyComponent, Component> {
 public:
  explicit AnyComponent(std::string_view type) : Container(type) {}
};

}  // namespace chatkit::widgets
