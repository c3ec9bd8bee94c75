#pragma once

#include <cstdint>
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
/// Errors: conflict (id taken in that thread; the thread is full).
Result<void> append_item(Connection& connection, std::int64_t thread, const Item& item);
/// Appends those whose id is not there yet; how many these were. Errors: conflict (full).
Result<std::uint64_t> import_items(Connection& connection, std::int64_t thread,
                                   const std::vector<Item>& items);
/// Keeps place and time. Errors: not_found.
Result<void> replace_item(Connection& connection, std::int64_t thread, const Item& item);
/// Leaves a tombstone that serves as a cursor. Errors: not_found.
Result<void> remove_item(Connection& connection, std::int64_t thread, const ItemId& id,
                         Timestamp now);

}  // namespace chatkit::store::sqlite
