#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "base/ids.hpp"
#include "base/result.hpp"
#include "store/records.hpp"

// The archive: what a service keeps, one JSON object a line, nothing lost but credentials.
// Lines: `chatkit.archive` (the head), `chatkit.archive.project`, `.session`, `.thread`, `.item`;
// an item follows its thread. Times are ISO 8601; an item's `item` is its stored body.
namespace chatkit::app {

inline constexpr std::int64_t kArchiveVersion = 1;

struct ArchiveHead {
  std::int64_t version = kArchiveVersion;
};
/// An item with the thread it belongs to.
struct ArchivedItem {
  ThreadId thread;
  store::Item item;
};
using ArchiveRecord =
    std::variant<ArchiveHead, store::Project, store::Session, store::Thread, ArchivedItem>;

/// Appends one line, with its line end.
void write_archive(std::string& out, const ArchiveRecord& record);

/// Reads one line. Errors: invalid_json, missing_required_parameter, invalid_value with `param`;
/// invalid_value with param `object` for lines that are none of ours.
Result<ArchiveRecord> read_archive(std::string_view line);

}  // namespace chatkit::app
