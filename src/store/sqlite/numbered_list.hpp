#pragma once

#include <cstdint>
#include <limits>
#include <type_traits>
#include <utility>

#include "store/sqlite/connection.hpp"
#include "store/sqlite/pages.hpp"

namespace chatkit::store::sqlite {

/// A list in the order of its rows' numbers, of one project or of one thread.
///
/// Both statements take the number of that, two bounds that are exclusive, and a limit. `find(id)`
/// gives an object's number, or nothing for an id that was never in the list; `read(row)` gives a
/// Result.
template <class Find, class Read>
struct NumberedList {
  std::int64_t of = 0;
  const char* ascending = nullptr;
  const char* descending = nullptr;
  Find find;
  Read read;
};

/// Errors: as `find_cursor`, and those of the list's `read`. Throws Failure.
template <class Find, class Read>
auto read_page(Connection& connection, NumberedList<Find, Read> list, const PageQuery& query)
    -> Result<Page<typename std::invoke_result_t<Read, const Statement&>::value_type>> {
  const auto after = find_cursor(query.after, "after", list.find);
  if (!after) return after.error();
  const auto before = find_cursor(query.before, "before", list.find);
  if (!before) return before.error();

  using Limits = std::numeric_limits<std::int64_t>;
  const std::pair all(Limits::min(), Limits::max());
  const auto scan = plan_scan(all, query.order, *after, *before);
  auto rows = connection.statement(scan.ascending ? list.ascending : list.descending);
  rows.bind(list.of, scan.lower, scan.upper, rows_to_read(query));
  Page<typename std::invoke_result_t<Read, const Statement&>::value_type> page;
  while (rows.step()) {
    auto object = list.read(rows);
    if (!object) return object.error();
    page.data.push_back(*std::move(object));
  }
  finish_page(page, query, scan.reversed);
  return page;
}

}  // namespace chatkit::store::sqlite
