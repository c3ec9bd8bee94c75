#include <utility>
#include <variant>

#include "conversation/image_offload.hpp"
#include "conversation/live_turn.hpp"
#include "conversation/stored_item.hpp"
#include "json/structured_input.hpp"

// What an event does to the thread, before it goes out. Source: contract section 2, rules 3 and 5.
namespace chatkit::conversation {
namespace {

bool is_hidden(const protocol::ItemKind& kind) {
  return visibility_of(kind) == store::Visibility::hidden;
}

Error not_the_responders(std::string_view event) {
  return internal_error("a responder sent '" + std::string(event) +
                        "', which only the service sends");
}

}  // namespace

Result<store::Item> LiveTurn::checked(protocol::ThreadItem& item) {
  if (!is_item_id(item.id)) return internal_error("a responder chose an item id that is no id");
  item.thread_id = setup_.thread.id.str();
  if (item.created_at == Timestamp()) item.created_at = now();
  if (auto* questions = std::get_if<protocol::StructuredInput>(&item.kind)) {
    Result<RawJson> complete = json::complete_inputs(questions->inputs);
    if (!complete) return internal_error("a responder asked what is no question");
    questions->inputs = *std::move(complete);
  }
  store::Item stored = to_stored(item);
  if (stored.body.size() > core_->parts.limits.item_bytes_max) {
    stop_here(Stop::item_too_large);
    return turn_ended_error();
  }
  return stored;
}

Result<bool> LiveTurn::note_added(protocol::ThreadItem& item) {
  const Result<store::Item> stored = checked(item);
  if (!stored) return stored.error();
  const bool visible = !is_hidden(item.kind);
  if (!visible) hidden_ids_.insert(item.id);
  pending_.add(item);
  return visible;
}

Result<bool> LiveTurn::note_updated(const protocol::ItemUpdated& updated) {
  if (hidden_ids_.contains(updated.item_id)) return false;
  const Result<void> applied = pending_.update(updated);
  if (!applied) return applied.error();
  if (pending_.text_bytes(updated.item_id) > core_->parts.limits.item_bytes_max) {
    stop_here(Stop::item_too_large);
    return turn_ended_error();
  }
  return true;
}

awaitable<Result<store::Item>> LiveTurn::prepare_item(Self self, protocol::ThreadItem& item) {
  ImageOwner owner;
  owner.session = self->setup_.session;
  owner.thread = self->setup_.thread.id;
  const Result<void> moved = co_await move_images(self->core_, std::move(owner), item);
  if (!moved) co_return moved.error();
  Result<store::Item> stored = self->checked(item);
  co_return stored;
}

awaitable<Result<void>> LiveTurn::append_item(Self self, store::Item item) {
  store::Store& store = *self->core_->parts.store;
  if (!self->cut_after_) {
    const Result<void> added =
        co_await store.add_item(self->scope_, self->setup_.thread.id, std::move(item));
    co_return added;
  }
  const Result<void> added = co_await store.add_item_after(self->scope_, self->setup_.thread.id,
                                                           *self->cut_after_, std::move(item));
  if (added) self->cut_after_.reset();
  co_return added;
}

awaitable<Result<bool>> LiveTurn::store_done(Self self, protocol::ThreadItem& item) {
  Result<store::Item> stored = co_await prepare_item(self, item);
  if (!stored) co_return stored.error();
  const bool visible = stored->visibility != store::Visibility::hidden;
  const Result<void> added = co_await append_item(self, *std::move(stored));
  if (!added) co_return added.error();
  self->pending_.drop(item.id);
  if (!visible) self->hidden_ids_.insert(item.id);
  co_return visible;
}

awaitable<Result<bool>> LiveTurn::store_replaced(Self self, protocol::ThreadItem& item) {
  Result<store::Item> stored = co_await prepare_item(self, item);
  if (!stored) co_return stored.error();
  const bool visible = stored->visibility != store::Visibility::hidden;
  store::Store& store = *self->core_->parts.store;
  Result<void> written = co_await store.replace_item(self->scope_, self->setup_.thread.id, *stored);
  if (!written && written.error().kind == ErrorKind::not_found) {
    // An item that was never stored is stored now: `replaced` leaves it as the responder wants it.
    written = co_await append_item(self, *std::move(stored));
  }
  if (!written) co_return written.error();
  self->pending_.drop(item.id);
  co_return visible;
}

awaitable<Result<bool>> LiveTurn::remove(Self self, std::string item_id) {
  if (const protocol::ThreadItem* item = self->pending_.find(item_id)) {
    const bool visible = !is_hidden(item->kind);
    self->pending_.drop(item_id);
    co_return visible;
  }
  store::Store& store = *self->core_->parts.store;
  const ItemId id(item_id);
  const Result<store::Item> stored =
      co_await store.get_item(self->scope_, self->setup_.thread.id, id);
  if (!stored) {
    // Nothing to remove: the wish is fulfilled, and the client may have drawn the item.
    if (stored.error().kind == ErrorKind::not_found) co_return true;
    co_return stored.error();
  }
  const bool visible = stored->visibility != store::Visibility::hidden;
  const Result<void> removed = co_await store.remove_item(self->scope_, self->setup_.thread.id, id);
  if (!removed && removed.error().kind != ErrorKind::not_found) co_return removed.error();
  co_return visible;
}

awaitable<Result<bool>> LiveTurn::apply(Self self, protocol::Event& event) {
  if (auto* added = std::get_if<protocol::ItemAdded>(&event)) {
    co_return self->note_added(added->item);
  }
  if (auto* done = std::get_if<protocol::ItemDone>(&event)) {
    co_return co_await store_done(self, done->item);
  }
  if (auto* replaced = std::get_if<protocol::ItemReplaced>(&event)) {
    co_return co_await store_replaced(self, replaced->item);
  }
  if (auto* removed = std::get_if<protocol::ItemRemoved>(&event)) {
    co_return co_await remove(self, removed->item_id);
  }
  if (std::holds_alternative<protocol::ThreadCreated>(event)) {
    co_return not_the_responders("thread.created");
  }
  if (std::holds_alternative<protocol::ThreadUpdated>(event)) {
    co_return not_the_responders("thread.updated");
  }
  if (std::holds_alternative<protocol::StreamOptions>(event)) {
    co_return not_the_responders("stream_options");
  }
  co_return true;
}

}  // namespace chatkit::conversation
