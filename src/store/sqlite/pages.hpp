#pragma once

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "store/query.hpp"

namespace chatkit::store::sqlite {

/// What part of a list to read, and from which end. `Position` is an object's place in ascending
/// order; both bounds are exclusive.
template <class Position>
struct Scan {
  Position lower;
  Position upper;
  bool ascending = false;
  /// The page was read from its far end: `before` alone.
  bool reversed = false;
};

/// The scan for a page of the whole list `all` whose cursors are at `after` and `before`.
template <class Position>
Scan<Position> plan_scan(const std::pair<Position, Position>& all, Order order,
                         const std::optional<Position>& after,
                         const std::optional<Position>& before) {
  const bool ascending = order == Order::asc;
  Scan<Position> scan{all.first, all.second};
  scan.reversed = before && !after;
  scan.ascending = ascending != scan.reversed;
  const auto& low = ascending ? after : before;
  const auto& high = ascending ? before : after;
  if (low) scan.lower = std::max(scan.lower, *low);
  if (high) scan.upper = std::min(scan.upper, *high);
  return scan;
}

/// Rows to ask for: one more than the page holds, which shows whether there is more.
inline std::int64_t rows_to_read(const PageQuery& query) {
  return static_cast<std::int64_t>(query.limit) + 1;
}

/// Takes the row that is one too many off `page`, and puts the rest into the order asked for.
template <class T>
void finish_page(Page<T>& page, const PageQuery& query, bool reversed) {
  if (page.data.size() > query.limit) {
    page.has_more = true;
    page.data.resize(query.limit);
  }
  if (reversed) std::reverse(page.data.begin(), page.data.end());
}

/// The place of the object that a cursor names. `find(id)` gives it, or nothing for an id that was
/// never in that list. Errors: invalid_value with `param`.
template <class Find>
auto find_cursor(const std::optional<std::string>& id, std::string_view param, Find& find)
    -> Result<decltype(find(std::string()))> {
  if (!id) return decltype(find(std::string()))();
  auto position = find(*id);
  if (!position) {
    return invalid_value(param, "Invalid value for '" + std::string(param) + "': no object with " +
                                    "id '" + *id + "' was ever in this list.");
  }
  return position;
}

}  // namespace chatkit::store::sqlite
