#include "responder/items.hpp"

#include <utility>

namespace chatkit::responder {

protocol::ThreadItem make_item(Turn& turn, protocol::ItemKind kind) {
  protocol::ThreadItem item;
  item.id = turn.new_item_id();
  item.thread_id = turn.thread().id;
  item.created_at = turn.now();
  item.kind = std::move(kind);
  return item;
}

awaitable<Result<void>> send_item(TurnPtr turn, protocol::ItemKind kind) {
  protocol::ItemDone done;
  done.item = make_item(*turn, std::move(kind));
  protocol::Event event(std::move(done));
  Result<void> sent = co_await turn->emit(std::move(event));
  co_return sent;
}

}  // namespace chatkit::responder
