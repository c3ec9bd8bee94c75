#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

#include "store/query.hpp"
#include "store/sqlite/connection.hpp"

namespace chatkit::store::sqlite {

/// A thread's place in ascending order.
struct ThreadPosition {
  std::int64_t created_at = 0;
  std::int64_t number = 0;
  friend auto operator<=>(const ThreadPosition&, const ThreadPosition&) = default;
};

/// Whose a thread is. Views into a row: valid until its statement steps.
struct ThreadOwner {
  std::int64_t project = 0;
  std::string_view user;
  std::string_view workflow_id;
  std::string_view session;

  /// `newest_threads` apart. `project_number` is the row number of `scope.project`.
  bool is_inside(const Scope& scope, std::int64_t project_number) const;
};

/// The oldest of the `scope.newest_threads` newest threads of the owner's user and workflow;
/// nothing if there are fewer, so that all are among them. Throws Failure.
std::optional<ThreadPosition> oldest_of_newest(Connection& connection, const Scope& scope,
                                               const ThreadOwner& owner);

/// Whether the owner's thread at `position` is one of these. Throws Failure.
bool is_among_newest(Connection& connection, const Scope& scope, const ThreadOwner& owner,
                     const ThreadPosition& position);

}  // namespace chatkit::store::sqlite
