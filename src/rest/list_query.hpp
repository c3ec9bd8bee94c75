#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/ids.hpp"
#include "base/limits.hpp"
#include "base/result.hpp"
#include "store/query.hpp"

namespace chatkit::rest {

/// What a list's query asks for.
struct ListQuery {
  store::PageQuery page;
  std::optional<std::string> user;
  std::optional<ThreadId> thread;
};

/// What a list can be narrowed to, besides a page; parameters that a list does not take are
/// ignored.
enum class ListFilter { none, user, thread };

/// Reads `limit`, `order`, `after`, `before` and the filter's parameter. Where one comes twice, the
/// last counts.
/// Errors: invalid_type, integer_above_max_value, integer_below_min_value, invalid_value,
/// string_below_min_length, string_above_max_length, each with its `param`.
/// Source: contract section 1, "list threads".
Result<ListQuery> read_list_query(std::string_view query, ListFilter filter, const Limits& limits);

}  // namespace chatkit::rest
