#pragma once

#include <optional>

#include "chatkit/server/widget.hpp"
#include "embed/sending.hpp"

namespace chatkit::server {

struct Widget::State {
  State(TurnPtr of_turn, widgets::Root begun)
      : turn(std::move(of_turn)), current(std::move(begun)) {}

  TurnPtr turn;
  protocol::ThreadItem item;
  widgets::Root current;
  bool finished = false;
};

/// The widget as it is stored and sent. Errors: std::invalid_argument.
RawJson finished_widget(const widgets::Root& widget, const workflow::Workflow& workflow);

awaitable<Widget> begin_widget(TurnPtr turn, widgets::Root widget,
                               std::optional<std::string> copy_text);
awaitable<void> show_widget(TurnPtr turn, widgets::Root widget,
                            std::optional<std::string> copy_text);
awaitable<void> replace_widget(TurnPtr turn, protocol::ThreadItem item, widgets::Root widget);

}  // namespace chatkit::server
