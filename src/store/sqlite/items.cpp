#include "store/sqlite/items.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "store/sqlite/conflicts.hpp"
#include "store/sqlite/keys.hpp"
#include "store/sqlite/pages.hpp"

namespace chatkit::store::sqlite {
namespace {

constexpr char kListAscending[] =
    "SELECT id, visibility, created_at, body FROM items "
    "WHERE k > ? AND k < ? AND visibility >= ? ORDER BY k ASC LIMIT ?";
constexpr char kListDescending[] =
    "SELECT id, visibility, created_at, body FROM items "
    "WHERE k > ? AND k < ? AND visibility >= ? ORDER BY k DESC LIMIT ?";

Item read_item(const Statement& row) {
  Item item;
  item.id = ItemId(row.view(0));
  item.visibility = static_cast<Visibility>(row.integer(1));
  item.created_at = row.time(2);
  item.body = row.text(3);
  return item;
}

std::optional<std::int64_t> find_key(Connection& connection, std::int64_t thread,
                                     std::string_view id) {
  auto find = connection.statement("SELECT k FROM items WHERE k >> 24 = ? AND id = ?");
  find.bind(thread, id);
  if (!find.step()) return std::nullopt;
  return find.integer(0);
}

/// The place of an item that is there, hidden or not, or was there: the last one, if an id was
/// used and removed more than once.
std::optional<std::int64_t> find_position(Connection& connection, std::int64_t thread,
                                          std::string_view id) {
  if (const auto key = find_key(connection, thread, id)) return key;
  auto find = connection.statement("SELECT max(k) FROM tombstones WHERE k >> 24 = ? AND id = ?");
  find.bind(thread, id);
  if (!find.step()) return std::nullopt;
  return find.optional_integer(0);
}

std::int64_t largest_key(Connection& connection, const char* sql, std::int64_t thread) {
  auto find = connection.statement(sql);
  find.bind(key_before(thread), key_after(thread));
  return find.step() && !find.is_null(0) ? find.integer(0) : key_before(thread);
}

}  // namespace

Result<Page<Item>> list_items(Connection& connection, std::int64_t thread,
                              const ItemPageQuery& query) {
  auto find = [&](const std::string& id) { return find_position(connection, thread, id); };
  const auto after = find_cursor(query.page.after, "after", find);
  if (!after) return after.error();
  const auto before = find_cursor(query.page.before, "before", find);
  if (!before) return before.error();

  const std::pair all(key_before(thread), key_after(thread));
  const auto scan = plan_scan(all, query.page.order, *after, *before);
  auto rows = connection.statement(scan.ascending ? kListAscending : kListDescending);
  rows.bind(scan.lower, scan.upper, static_cast<int>(query.visibility_min),
            rows_to_read(query.page));
  Page<Item> page;
  std::size_t bytes = 0;
  while (rows.step()) {
    bytes += rows.view(3).size();
    if (bytes > query.bytes_max && !page.data.empty()) {
      page.has_more = true;
      break;
    }
    page.data.push_back(read_item(rows));
  }
  finish_page(page, query.page, scan.reversed);
  return page;
}

Result<Item> get_item(Connection& connection, std::int64_t thread, const ItemId& id) {
  auto find = connection.statement(
      "SELECT id, visibility, created_at, body FROM items WHERE k >> 24 = ? AND id = ?");
  find.bind(thread, id);
  if (!find.step()) return not_found("item", id.str());
  return read_item(find);
}

/// So that cursors keep their meaning.
std::int64_t next_item_key(Connection& connection, std::int64_t thread) {
  return 1 +
         std::max(largest_key(connection, "SELECT max(k) FROM items WHERE k > ? AND k < ?", thread),
                  largest_key(connection, "SELECT max(k) FROM tombstones WHERE k > ? AND k < ?",
                              thread));
}

Result<std::int64_t> append_item(Connection& connection, std::int64_t thread, const Item& item) {
  const std::int64_t key = next_item_key(connection, thread);
  if (key - key_before(thread) > kItemsPerThreadMax) {
    return conflict("thread_full", "The thread holds as many items as a thread can.");
  }
  connection
      .statement(
          "INSERT INTO items (k, id, visibility, created_at, body) VALUES (?,?,?,?,?) "
          "ON CONFLICT DO NOTHING")
      .bind(key, item.id, static_cast<int>(item.visibility), item.created_at, item.body)
      .run();
  if (connection.changes() == 0) return id_taken("item", item.id.str());
  ++connection.count_changes().items;
  return key;
}

Result<std::uint64_t> import_items(Connection& connection, std::int64_t thread,
                                   const std::vector<Item>& items) {
  std::uint64_t added = 0;
  for (const Item& item : items) {
    if (find_key(connection, thread, item.id.str())) continue;
    const auto appended = append_item(connection, thread, item);
    if (!appended) return appended.error();
    ++added;
  }
  return added;
}

Result<void> replace_item(Connection& connection, std::int64_t thread, const Item& item) {
  connection.statement("UPDATE items SET visibility = ?, body = ? WHERE k >> 24 = ? AND id = ?")
      .bind(static_cast<int>(item.visibility), item.body, thread, item.id)
      .run();
  if (connection.changes() == 0) return not_found("item", item.id.str());
  return {};
}

Result<void> remove_item(Connection& connection, std::int64_t thread, const ItemId& id,
                         Timestamp now) {
  const auto key = find_key(connection, thread, id.str());
  if (!key) return not_found("item", id.str());
  connection.statement("INSERT INTO tombstones (k, id, removed_at) VALUES (?,?,?)")
      .bind(*key, id, now)
      .run();
  connection.statement("DELETE FROM items WHERE k = ?").bind(*key).run();
  --connection.count_changes().items;
  return {};
}

Result<void> remove_items_after(Connection& connection, std::int64_t thread, const ItemId& id,
                                Timestamp now) {
  const auto key = find_key(connection, thread, id.str());
  if (!key) return not_found("item", id.str());
  connection
      .statement(
          "INSERT INTO tombstones (k, id, removed_at) "
          "SELECT k, id, ? FROM items WHERE k > ? AND k < ?")
      .bind(now, *key, key_after(thread))
      .run();
  connection.statement("DELETE FROM items WHERE k > ? AND k < ?")
      .bind(*key, key_after(thread))
      .run();
  connection.count_changes().items -= connection.changes();
  return {};
}

bool is_seen_by_users(Connection& connection, std::int64_t thread, std::string_view id) {
  auto find = connection.statement("SELECT visibility FROM items WHERE k >> 24 = ? AND id = ?");
  find.bind(thread, id);
  return find.step() && find.integer(0) != static_cast<int>(Visibility::hidden);
}

std::vector<Item> items_between(Connection& connection, std::int64_t first, std::int64_t end) {
  auto rows = connection.statement(
      "SELECT id, visibility, created_at, body FROM items WHERE k >= ? AND k < ? ORDER BY k");
  rows.bind(first, end);
  std::vector<Item> items;
  while (rows.step()) items.push_back(read_item(rows));
  return items;
}

}  // namespace chatkit::store::sqlite
