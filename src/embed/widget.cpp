#include "embed/widget.hpp"

#include <stdexcept>
#include <utility>
#include <vector>

#include "chatkit/widgets/difference.hpp"
#include "json/widget.hpp"

namespace chatkit::server {
namespace {

using WidgetStatePtr = std::shared_ptr<Widget::State>;

/// `item` as a widget's, with what it had beside the widget.
void put_widget(protocol::ThreadItem& item, RawJson json) {
  if (!std::holds_alternative<protocol::Widget>(item.kind)) {
    throw std::invalid_argument("this item is no widget");
  }
  std::get<protocol::Widget>(item.kind).widget = std::move(json);
}

awaitable<void> update_widget(WidgetStatePtr state, widgets::Root widget) {
  require_open(state->finished);
  // Compared and kept in the form that clients have, so that deltas fit what they see.
  widgets::Root next(finished_widget(widget, state->turn->workflow()));
  const std::vector<protocol::OtherUpdate> updates = widgets::widget_updates(state->current, next);
  state->current = std::move(next);
  for (const protocol::OtherUpdate& update : updates) {
    protocol::ItemUpdated updated;
    updated.item_id = state->item.id;
    updated.update = update;
    protocol::Event event(std::move(updated));
    co_await emit(state->turn, std::move(event));
  }
}

awaitable<void> finish_widget_item(WidgetStatePtr state) {
  close(state->finished);
  put_widget(state->item, state->current.json());
  co_await emit_done(state->turn, state->item);
}

}  // namespace

RawJson finished_widget(const widgets::Root& widget, const workflow::Workflow& workflow) {
  const auto check =
      workflow.strict_widgets ? json::WidgetCheck::whole : json::WidgetCheck::outline;
  Result<RawJson> finished = json::finish_widget(widget.json().view(), check);
  if (!finished) throw std::invalid_argument(finished.error().message);
  return *std::move(finished);
}

awaitable<Widget> begin_widget(TurnPtr turn, widgets::Root widget,
                               std::optional<std::string> copy_text) {
  protocol::Widget begun;
  begun.widget = finished_widget(widget, turn->workflow());
  begun.copy_text = std::move(copy_text);
  auto state = std::make_shared<Widget::State>(turn, widgets::Root(begun.widget));
  protocol::ItemKind kind(std::move(begun));
  state->item = co_await begin_item(std::move(turn), std::move(kind));
  co_return Widget(std::move(state));
}

awaitable<void> show_widget(TurnPtr turn, widgets::Root widget,
                            std::optional<std::string> copy_text) {
  protocol::Widget whole;
  whole.widget = finished_widget(widget, turn->workflow());
  whole.copy_text = std::move(copy_text);
  protocol::ItemKind kind(std::move(whole));
  co_await emit_item(std::move(turn), std::move(kind));
}

awaitable<void> replace_widget(TurnPtr turn, protocol::ThreadItem item, widgets::Root widget) {
  put_widget(item, finished_widget(widget, turn->workflow()));
  protocol::ItemReplaced replaced;
  replaced.item = std::move(item);
  protocol::Event event(std::move(replaced));
  co_await emit(std::move(turn), std::move(event));
}

const std::string& Widget::item_id() const noexcept { return state_->item.id; }

awaitable<void> Widget::update(widgets::Root widget) const {
  return update_widget(state_, std::move(widget));
}

awaitable<void> Widget::finish() const { return finish_widget_item(state_); }

}  // namespace chatkit::server
