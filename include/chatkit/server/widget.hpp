#pragma once

#include <memory>
#include <string>
#include <utility>

#include "chatkit/server/awaitable.hpp"
#include "chatkit/widgets/node.hpp"

namespace chatkit::server {

/// A widget that still changes. Made by `Turn::begin_widget`.
///
/// A handle, as Message is. Errors: as those of Message; std::invalid_argument for a widget that is
/// larger than 256 KiB, nested deeper than 48 levels, or not of the form that the workflow demands.
class Widget {
 public:
  struct State;
  explicit Widget(std::shared_ptr<State> state) : state_(std::move(state)) {}

  const std::string& item_id() const noexcept;
  /// Sends what is new in `widget`: text appended to Texts and Markdowns with an `id` as it comes,
  /// anything else as a whole; nothing where nothing changed.
  awaitable<void> update(widgets::Root widget) const;
  /// The widget as it is now is stored.
  awaitable<void> finish() const;

 private:
  std::shared_ptr<State> state_;
};

}  // namespace chatkit::server
