#include "embed/sending.hpp"

#include <stdexcept>

namespace chatkit::server {

awaitable<void> emit(TurnPtr turn, protocol::Event event) {
  const Result<void> sent = co_await turn->emit(std::move(event));
  require(sent);
}

awaitable<void> emit_item(TurnPtr turn, protocol::ItemKind kind) {
  const Result<void> sent = co_await responder::send_item(std::move(turn), std::move(kind));
  require(sent);
}

awaitable<void> emit_done(TurnPtr turn, protocol::ThreadItem item) {
  protocol::ItemDone done;
  done.item = std::move(item);
  protocol::Event event(std::move(done));
  co_await emit(std::move(turn), std::move(event));
}

awaitable<protocol::ThreadItem> begin_item(TurnPtr turn, protocol::ItemKind kind) {
  protocol::ItemAdded added;
  added.item = responder::make_item(*turn, std::move(kind));
  protocol::ThreadItem item = added.item;
  protocol::Event event(std::move(added));
  co_await emit(std::move(turn), std::move(event));
  co_return item;
}

awaitable<void> emit_update(TurnPtr turn, std::string item_id, JsonObject update) {
  protocol::OtherUpdate other;
  other.type = update.text("type").value_or("");
  other.json = update.json();
  protocol::ItemUpdated updated;
  updated.item_id = std::move(item_id);
  updated.update = std::move(other);
  protocol::Event event(std::move(updated));
  co_await emit(std::move(turn), std::move(event));
}

void close(bool& finished) {
  require_open(finished);
  finished = true;
}

void require_open(bool finished) {
  if (finished) throw std::logic_error("this item is finished");
}

}  // namespace chatkit::server
