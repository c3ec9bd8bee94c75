#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/records.hpp"
#include "store/sqlite/connection.hpp"

namespace chatkit::store::sqlite {

/// The columns of a whole thread, in the order that `read_thread` wants them.
inline constexpr char kThreadColumns[] =
    "number, id, user, workflow_id, session, created_at, status, status_reason, title, "
    "title_source, metadata, image_domains";

Thread read_thread(const Statement& row, const ProjectId& project);

/// One domain a line; the column is null if there are none.
std::optional<std::string> joined_domains(const std::vector<std::string>& domains);
std::vector<std::string> split_domains(std::string_view lines);

/// The column is null for a thread without metadata.
std::optional<std::string_view> metadata_column(const RawJson& metadata);

}  // namespace chatkit::store::sqlite
