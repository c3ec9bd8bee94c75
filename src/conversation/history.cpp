#include "conversation/history.hpp"

#include <algorithm>
#include <utility>

#include "conversation/live_turn.hpp"
#include "json/protocol.hpp"

namespace chatkit::conversation {

Result<protocol::ThreadItem> read_stored(const store::Item& stored) {
  Result<protocol::ThreadItem> item = json::read_protocol_item(stored.body);
  if (!item) return internal_error("a stored item does not read: " + stored.id.str());
  return item;
}

boost::asio::awaitable<Result<std::vector<protocol::ThreadItem>>> read_history(CorePtr core,
                                                                               HistoryQuery query) {
  std::vector<protocol::ThreadItem> items;
  if (query.items_max == 0) co_return items;
  store::ItemPageQuery page_query;
  page_query.page.order = Order::desc;
  page_query.visibility_min = store::Visibility::hidden;
  page_query.bytes_max = core->parts.limits.page_bytes_max;
  if (query.last) {
    page_query.page.after = query.last->id;
    items.push_back(*std::move(query.last));
  }
  bool more = true;
  while (more && items.size() < query.items_max) {
    if (query.ended && query.ended()) co_return turn_ended_error();
    page_query.page.limit = static_cast<std::uint32_t>(
        std::min<std::size_t>(query.items_max - items.size(), core->parts.limits.page_items_max));
    const Result<store::Page<store::Item>> page =
        co_await core->parts.store->list_items(query.scope, query.thread, page_query);
    if (!page) co_return page.error();
    for (const store::Item& stored : page->data) {
      Result<protocol::ThreadItem> item = read_stored(stored);
      if (!item) co_return item.error();
      items.push_back(*std::move(item));
    }
    more = page->has_more && !page->data.empty();
    if (more) page_query.page.after = page->data.back().id.str();
  }
  std::reverse(items.begin(), items.end());
  co_return items;
}

}  // namespace chatkit::conversation
