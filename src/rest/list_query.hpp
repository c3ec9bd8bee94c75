#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/limits.hpp"
#include "base/result.hpp"
#include "store/query.hpp"

namespace chatkit::rest {

/// What a list's query asks for.
struct ListQuery {
  store::PageQuery page;
  std::optional<std::string> user;
};

/// Which parameters a list takes; all others are ignored.
enum class ListKind { threads, items };

/// Reads `limit`, `order`, `after`, `before` and, for threads, `user`. Where one comes twice, the
/// last counts.
/// Errors: invalid_type, integer_above_max_value, integer_below_min_value, invalid_value,
/// string_below_min_length, string_above_max_length, each with its `param`.
/// Source: contract section 1, "list threads".
Result<ListQuery> read_list_query(std::string_view query, ListKind kind, const Limits& limits);

}  // namespace chatkit::rest
