#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "store/query.hpp"
#include "store/records.hpp"
#include "store/sqlite/connection.hpp"

// Items in SQL; `thread` is the thread's row number. Each call runs inside the transaction of its
// caller and throws Failure.
namespace chatkit::store::sqlite {

Result<Page<Item>> list_items(Connection& connection, std::int64_t thread,
                              const ItemPageQuery& query);
Result<Item> get_item(Connection& connection, std::int64_t thread, const ItemId& id);
/// The key that the next item to be appended gets: behind everything that is or lately was in the
/// thread.
std::int64_t next_item_key(Connection& connection, std::int64_t thread);
/// Its key. Errors: conflict (id taken in that thread; the thread is full).
Result<std::int64_t> append_item(Connection& connection, std::int64_t thread, const Item& item);
/// Appends those whose id is not there yet; how many these were. Errors: conflict (full).
Result<std::uint64_t> import_items(Connection& connection, std::int64_t thread,
                                   const std::vector<Item>& items);
/// Keeps place and time. Errors: not_found.
Result<void> replace_item(Connection& connection, std::int64_t thread, const Item& item);
/// Leaves a tombstone that serves as a cursor. Errors: not_found.
Result<void> remove_item(Connection& connection, std::int64_t thread, const ItemId& id,
                         Timestamp now);
/// Removes all that comes after `id`, with tombstones. Errors: not_found.
Result<void> remove_items_after(Connection& connection, std::int64_t thread, const ItemId& id,
                                Timestamp now);
/// Whether the item is there and not hidden.
bool is_seen_by_users(Connection& connection, std::int64_t thread, std::string_view id);
/// Hidden items included, oldest first, those with keys from `first` to below `end`.
std::vector<Item> items_between(Connection& connection, std::int64_t first, std::int64_t end);

}  // namespace chatkit::store::sqlite
