#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "chatkit/time.hpp"

namespace chatkit {

/// ISO 8601 in UTC with `Z`, microseconds where there are any: `2026-11-22T09:30:00.123456Z`.
std::string format_iso(Timestamp time);

/// Reads ISO 8601 with `Z`, an offset, or no zone at all (taken as UTC); nothing for anything else.
std::optional<Timestamp> parse_iso(std::string_view text);

}  // namespace chatkit
